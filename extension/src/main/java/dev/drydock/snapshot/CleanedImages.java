package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of a snapshot as they may leave this machine: without the values of secret variables, and with labels that they
 * need there. An image can't be changed; those that must be are built on, under names of their own, which are gone in the end.
 */
final class CleanedImages implements AutoCloseable {
    /** As long as what it stands for, so that one takes the place of the other in an archive. */
    private static final Pattern PREFIX = Pattern.compile("dryx[0-9a-f]{3}/");

    private final DockerClient client;
    private final String prefix =
            String.format("dryx%03x/", ThreadLocalRandom.current().nextInt(0x1000));
    private final Map<ImageReference, ImageReference> sources = new LinkedHashMap<>();
    private final TreeSet<String> stripped = new TreeSet<>();

    private CleanedImages(DockerClient client) {
        this.client = client;
    }

    /**
     * @param snapshot whose images they are
     * @param secret whether the value of the variable of that name is taken out
     * @param labels that all must have
     * @return to be closed
     */
    static CleanedImages of(
            DockerClient client, Snapshot snapshot, Predicate<String> secret, Map<String, String> labels) {
        CleanedImages cleaned = new CleanedImages(client);
        try {
            for (ImageReference each : names(snapshot)) {
                cleaned.add(each, secret, labels);
            }
            return cleaned;
        } catch (RuntimeException e) {
            cleaned.close();
            throw e;
        }
    }

    /** @return the names of all images of a snapshot */
    static List<ImageReference> names(Snapshot snapshot) {
        List<ImageReference> names = new ArrayList<>(
                snapshot.images().stream().map(Snapshot.Image::name).toList());
        snapshot.evidence().ifPresent(names::add);
        return names;
    }

    /** Whether such a name is one of those that a killed process has left. */
    static boolean isOurs(ImageReference name, String id) {
        Matcher prefix = PREFIX.matcher(name.repository());
        return prefix.lookingAt()
                && SnapshotNames.isOurs(
                        new ImageReference(
                                name.registry(),
                                SnapshotNames.PREFIX + name.repository().substring(prefix.end()),
                                name.tag(),
                                null),
                        id);
    }

    /** A text that says names, with the snapshot's own in place of those of here. It is as long as before. */
    String plain(String text) {
        return text.replace(prefix, SnapshotNames.PREFIX);
    }

    /** @return by the name of each image of the snapshot, the one that stands for it: itself, when nothing was to be changed */
    Map<ImageReference, ImageReference> sources() {
        return new LinkedHashMap<>(sources);
    }

    /** @return names of the variables whose values were taken out, now or before */
    List<String> stripped() {
        return List.copyOf(stripped);
    }

    private void add(ImageReference image, Predicate<String> secret, Map<String, String> labels) {
        ContainerConfig config =
                client.images().inspect(SnapshotNames.exact(image)).config();
        TreeSet<String> names = new TreeSet<>();
        for (String each : config.env()) {
            int equals = each.indexOf('=');
            if (equals > 0 && equals < each.length() - 1 && secret.test(each.substring(0, equals))) {
                names.add(each.substring(0, equals));
            }
        }
        TreeMap<String, String> missing = new TreeMap<>(labels);
        missing.entrySet()
                .removeIf(each -> each.getValue().equals(config.labels().get(each.getKey())));
        TreeSet<String> all = new TreeSet<>(names);
        String before = config.labels().getOrDefault(SnapshotLabels.STRIPPED, "");
        if (!before.isEmpty()) {
            all.addAll(List.of(before.split(",", -1)));
        }
        stripped.addAll(all);
        if (names.isEmpty() && missing.isEmpty()) {
            sources.put(image, image);
            return;
        }
        missing.put(SnapshotLabels.STRIPPED, String.join(",", all));
        ImageReference name = new ImageReference(
                ImageReference.DOCKER_HUB,
                prefix + image.repository().substring(SnapshotNames.PREFIX.length()),
                image.tag(),
                null);
        sources.put(image, name);
        build(image, name, names, missing);
        // What leaves the machine can't be called back, so that it isn't left to the builder.
        for (String each :
                client.images().inspect(SnapshotNames.exact(name)).config().env()) {
            if (names.stream().anyMatch(variable -> each.startsWith(variable + "=") && !each.equals(variable + "="))) {
                throw new SnapshotException(
                        "The engine hasn't taken the value of a variable out of the image " + image, null);
            }
        }
    }

    private void build(ImageReference image, ImageReference name, Set<String> names, Map<String, String> labels) {
        StringBuilder dockerfile = new StringBuilder("FROM ")
                .append(client.images().inspect(SnapshotNames.exact(image)).id())
                .append(names.isEmpty() ? "\n" : "\nENV");
        for (String each : names) {
            if (!each.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
                throw new SnapshotException(
                        "The value of the variable '" + each + "' can't be taken out of the image " + image
                                + ": no Dockerfile can name it. Leave the secrets in, or name the variable otherwise.",
                        null);
            }
            dockerfile.append(' ').append(each).append("=\"\"");
        }
        BuildSpec spec = BuildSpec.DEFAULT.withTags(name).withLabels(labels);
        try (InputStream tar = new BuildContext()
                .add("Dockerfile", dockerfile.append('\n').toString())
                .open()) {
            client.images().build(spec, tar, progress -> {});
        } catch (IOException e) {
            throw new SnapshotException("The image " + image + " can't be built on: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        sources.forEach((image, source) -> {
            if (!source.equals(image)) {
                remove(client, source);
            }
        });
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes a name away that was needed for a while. */
    static void remove(DockerClient client, ImageReference name) {
        try {
            client.images().remove(SnapshotNames.exact(name), false);
        } catch (NotFoundException e) {
            // It wasn't made.
        } catch (ConflictException e) {
            System.getLogger("dev.drydock").log(Level.DEBUG, "A container uses " + name + ", which stays", e);
        } catch (DockerException e) {
            System.getLogger("dev.drydock").log(Level.WARNING, "The image " + name + " is left: " + e.getMessage());
        }
    }
}
