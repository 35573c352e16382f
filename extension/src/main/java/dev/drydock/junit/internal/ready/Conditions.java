package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.Healthcheck;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.NetworkSettings;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ReadyPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final RunningContainer running;
    private final ContainerWatch watch;

    Conditions(
            DockerClient client,
            Executor threads,
            ContainerPlan plan,
            ImageDetails image,
            ContainerDetails container,
            RunningContainer running,
            ContainerWatch watch) {
        this.client = client;
        this.threads = threads;
        this.plan = plan;
        this.image = image;
        this.container = container;
        this.running = running;
        this.watch = watch;
    }

    /** In the order in which they are looked at: each only when those before it hold. */
    List<Condition> all() {
        ReadyPlan ready = plan.ready();
        List<Condition> conditions = new ArrayList<>();
        // First of all, since it must not miss a line, and costs nothing while others are waited for.
        if (ready.log().isPresent() || ready.failLog().isPresent()) {
            conditions.add(new LogCondition(
                    client, container.id(), ready.log(), ready.times(), ready.failLog(), watch, threads));
        }
        ready.port().ifPresent(port -> conditions.add(port(port)));
        List<String> ownCommand = ready.healthCommand()
                .map(command -> List.of("/bin/sh", "-c", command))
                .orElse(List.of());
        List<String> imagesCommand = ready.isDefault() ? command(image.config().healthcheck()) : List.of();
        boolean healthy = !ownCommand.isEmpty() || !imagesCommand.isEmpty();
        if ((healthy && !ready.any()) || ready.isDefault()) {
            // A service that answers its own health check may still be setting itself up, on a socket of its own, and
            // then start anew for others.
            plan.ports().forEach(port -> conditions.add(port(port)));
        }
        if (!ownCommand.isEmpty()) {
            conditions.add(command(ownCommand, "\"" + ready.healthCommand().orElse("") + "\""));
        }
        if (!imagesCommand.isEmpty()) {
            conditions.add(command(imagesCommand, "the image's health check"));
        }
        ready.http()
                .forEach(http -> conditions.add(
                        new HttpCondition(http, running.host(), running.port(http.port()), watch, threads)));
        if (!ready.command().isEmpty()) {
            conditions.add(command(ready.command(), "\"" + ready.command().get(0) + "\""));
        }
        ready.file().ifPresent(path -> conditions.add(new FileCondition(client, container.id(), path, watch, threads)));
        ready.own().forEach(type -> conditions.add(new OwnCondition(type, running, watch, threads)));
        if (ready.exits()) {
            conditions.add(new ExitCondition(watch));
        }
        if (conditions.stream().allMatch(each -> each instanceof LogCondition)
                && ready.log().isEmpty()) {
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

    private Condition command(List<String> command, String source) {
        return new CommandCondition(client, container.id(), command, source, watch, threads);
    }

    private Condition port(int port) {
        return new PortCondition(port, inside(port), new InetSocketAddress(running.host(), running.port(port)));
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
