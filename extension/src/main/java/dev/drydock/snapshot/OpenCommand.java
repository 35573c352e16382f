package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.ContainerConfig;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person types to look at a snapshot's container. */
final class OpenCommand {
    /** Stands for a client where the container had ended: its command would only end again. */
    static final String ENDED = "";

    private OpenCommand() {}

    /**
     * What to run in a container, chosen by the image that it was made of.
     *
     * @param image that the container was made of, as people call it
     * @param config of the container
     * @return a command line for {@code sh}
     */
    static String client(String image, ContainerConfig config) {
        return switch (kind(image)) {
            case "postgres", "postgis", "pgvector" -> postgres(config);
            case "redis" -> "until redis-cli ping >/dev/null 2>&1; do sleep 0.2; done; exec redis-cli";
            case "valkey" -> "until valkey-cli ping >/dev/null 2>&1; do sleep 0.2; done; exec valkey-cli";
            default -> "exec sh";
        };
    }

    /** The last part of an image's name, by which programs are known. */
    static String kind(String image) {
        return image.replaceAll("@.*$", "").replaceAll(":[^/]*$", "").replaceAll("^.*/", "");
    }

    private static String postgres(ContainerConfig config) {
        String user = orElse(config.env("POSTGRES_USER"), "postgres");
        String database = orElse(config.env("POSTGRES_DB"), user);
        String who = "-U " + EngineCommand.quote(user) + " -d " + EngineCommand.quote(database);
        return "until pg_isready -q " + who + "; do sleep 0.2; done; exec psql " + who;
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /**
     * One line for a shell: starts a container from the image, with its ports on free ones of the loopback address, opens
     * it, and removes it when the person leaves. The waiting is done inside the container, so that it ends with it.
     *
     * @param client of the engine that has the image
     * @param image to open
     * @param exposed ports that the image exposes, such as {@code 5432/tcp}
     * @param inside a command line for {@code sh} in the container, or {@link #ENDED} for a shell in place of its command
     */
    static String line(DockerClient client, ImageReference image, Collection<String> exposed, String inside) {
        String docker = EngineCommand.of(client);
        if (inside.equals(ENDED)) {
            return docker + " run --rm -i$([ -t 0 ] && echo t) --entrypoint sh " + image;
        }
        String ports = new TreeSet<>(exposed)
                .stream()
                        .filter(port -> port.matches("[0-9]+/tcp"))
                        .map(port -> "-p 127.0.0.1::" + port.replace("/tcp", "") + " ")
                        .collect(Collectors.joining());
        // Without a terminal, so with input from a pipe or file, -t would be refused.
        // The trap removes the container also when the terminal is closed. Podman asks first, and waits 10 s for what
        // doesn't heed it.
        String remove = client.isPodman() ? " rm -f -t 0 -v" : " rm -fv";
        String trap = EngineCommand.quote(docker + remove + " \"$c\" >/dev/null 2>&1");
        return "(c=$(" + docker + " run -d --rm " + ports + image + ") && trap " + trap + " EXIT HUP INT TERM && "
                + docker + " port \"$c\" && " + docker + " exec -i$([ -t 0 ] && echo t) \"$c\" sh -c "
                + EngineCommand.quote(inside)
                + ")";
    }

    /** The same with the ports of a configuration. */
    static String line(DockerClient client, ImageReference image, ContainerConfig config, String inside) {
        return line(client, image, config.exposedPorts().keySet(), inside);
    }

    /** One line for a shell that removes a snapshot. */
    static String removal(DockerClient client, List<Snapshot.Image> images) {
        return EngineCommand.of(client) + " rmi "
                + images.stream().map(each -> each.name().toString()).collect(Collectors.joining(" "));
    }
}
