package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.Healthcheck;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.NetworkSettings;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds out what must hold before a container counts as ready. */
final class Conditions {
    private final DockerClient client;
    private final Executor threads;
    private final ContainerPlan plan;
    private final ImageDetails image;
    private final ContainerDetails container;
    private final String host;
    private final Map<Integer, Integer> published;
    private final ContainerWatch watch;

    Conditions(
            DockerClient client,
            Executor threads,
            ContainerPlan plan,
            ImageDetails image,
            ContainerDetails container,
            String host,
            Map<Integer, Integer> published,
            ContainerWatch watch) {
        this.client = client;
        this.threads = threads;
        this.plan = plan;
        this.image = image;
        this.container = container;
        this.host = host;
        this.published = published;
        this.watch = watch;
    }

    /** In the order in which they are looked at: each only when those before it hold. */
    List<Condition> all() {
        List<Condition> conditions = new ArrayList<>();
        // First of all, since it must not miss a line, and costs nothing while others are waited for.
        plan.ready()
                .log()
                .ifPresent(pattern -> conditions.add(new LogCondition(
                        client, container.id(), pattern, plan.ready().times(), watch, threads)));
        plan.ready().port().ifPresent(port -> conditions.add(port(port)));
        List<String> ownCommand = plan.ready()
                .healthCommand()
                .map(command -> List.of("/bin/sh", "-c", command))
                .orElse(List.of());
        List<String> imagesCommand =
                plan.ready().isDefault() ? command(image.config().healthcheck()) : List.of();
        boolean healthy = !ownCommand.isEmpty() || !imagesCommand.isEmpty();
        if (healthy || plan.ready().isDefault()) {
            // A service that answers its own health check may still be setting itself up, on a socket of its own, and
            // then start anew for others.
            plan.ports().forEach(port -> conditions.add(port(port)));
        }
        if (!ownCommand.isEmpty()) {
            conditions.add(
                    health(ownCommand, "\"" + plan.ready().healthCommand().orElse("") + "\""));
        }
        if (!imagesCommand.isEmpty()) {
            conditions.add(health(imagesCommand, "the image's health check"));
        }
        if (conditions.isEmpty()) {
            conditions.add(new StillRunning());
        }
        return conditions;
    }

    private static List<String> command(@Nullable Healthcheck check) {
        List<String> test = check == null ? List.of() : check.test();
        if (test.size() >= 2 && test.get(0).equals("CMD-SHELL")) {
            return List.of("/bin/sh", "-c", test.get(1));
        }
        return test.size() >= 2 && test.get(0).equals("CMD") ? test.subList(1, test.size()) : List.of();
    }

    private Condition health(List<String> command, String source) {
        return new HealthCondition(client, container.id(), command, source, watch, threads);
    }

    private Condition port(int port) {
        Integer hostPort = published.get(port);
        if (hostPort == null) {
            throw new IllegalStateException("Port " + port + " of " + plan.shown() + " isn't published");
        }
        return new PortCondition(port, inside(port), new InetSocketAddress(host, hostPort));
    }

    /** The container's own address, if this machine is the engine's and may have a route to it. */
    private Optional<InetSocketAddress> inside(int port) {
        boolean sameMachine = client.address().kind() == EngineAddress.Kind.UNIX
                && System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return container.networkSettings().networks().values().stream()
                .map(NetworkSettings.Endpoint::ipAddress)
                .filter(address -> sameMachine && address != null && !address.isEmpty())
                .findFirst()
                .map(address -> new InetSocketAddress(address, port));
    }
}
