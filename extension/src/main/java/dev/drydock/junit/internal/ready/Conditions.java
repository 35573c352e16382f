package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.LogOptions;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.NetworkSettings;
import dev.drydock.junit.ReadyCondition;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.HttpPlan;
import dev.drydock.junit.internal.plan.JdbcPlan;
import dev.drydock.junit.internal.plan.Own;
import dev.drydock.junit.internal.plan.ReadyPlan;
import dev.drydock.junit.internal.plan.Regex;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Finds out what must hold before a container counts as ready. */
final class Conditions {
    static final String LOG = "log";

    private final DockerClient client;
    private final Executor threads;
    private final ContainerPlan plan;
    private final ImageDetails image;
    private final ContainerDetails container;
    private final RunningContainer running;
    private final ContainerWatch watch;
    private final UnaryOperator<String> fill;

    Conditions(
            DockerClient client,
            Executor threads,
            ContainerPlan plan,
            ImageDetails image,
            ContainerDetails container,
            RunningContainer running,
            ContainerWatch watch,
            UnaryOperator<String> fill) {
        this.client = client;
        this.threads = threads;
        this.plan = plan;
        this.image = image;
        this.container = container;
        this.running = running;
        this.watch = watch;
        this.fill = fill;
    }

    /**
     * In the order in which they are looked at, each only when those before it hold; by names that stay the same from run to run
     * as long as the plan does.
     *
     * @param again whether the container was ready before, and has been started anew
     */
    Map<String, Condition> named(boolean again) {
        ReadyPlan ready = plan.ready();
        Map<String, Condition> conditions = new LinkedHashMap<>();
        // First of all, since it must not miss a line, and costs nothing while others are waited for.
        if (ready.log().isPresent() || ready.failLog().isPresent()) {
            conditions.put(LOG, log(again));
        }
        Optional<HealthTest> health = HealthTest.of(plan, image, fill);
        ports(health.isPresent(), again).forEach(port -> conditions.put("port:" + port, port(port)));
        ready.insidePort().ifPresent(port -> conditions.put("insidePort", insidePort(port)));
        health.ifPresent(test -> conditions.put("health", command(test.command(), test.source())));
        for (HttpPlan each : ready.http()) {
            conditions.put("http:" + conditions.size(), http(each));
        }
        ready.jdbc().ifPresent(jdbc -> conditions.put("jdbc", jdbc(jdbc)));
        if (!ready.command().isEmpty()) {
            List<String> command = ready.command().stream().map(fill).toList();
            conditions.put("command", command(command, "\"" + ready.command().get(0) + "\""));
        }
        ready.file()
                .ifPresent(path -> conditions.put(
                        "file", new FileCondition(client, container.id(), fill.apply(path), watch, threads)));
        for (Own<ReadyCondition> each : ready.own()) {
            conditions.put("own:" + conditions.size(), new OwnCondition(each, running, watch, threads));
        }
        if (ready.exits()) {
            conditions.put("exits", new ExitCondition(watch));
        }
        if (conditions.keySet().stream().allMatch(LOG::equals) && ready.log().isEmpty()) {
            conditions.put("running", new StillRunning());
        }
        return conditions;
    }

    /** The ports that must accept connections, before all that asks the container by them or inside of it. */
    private Set<Integer> ports(boolean healthy, boolean again) {
        ReadyPlan ready = plan.ready();
        Set<Integer> ports = new LinkedHashSet<>();
        ready.port().ifPresent(ports::add);
        if ((healthy && !ready.any())
                || ready.isDefault()
                || (again && ready.log().isPresent() && !ready.any())) {
            // A service that answers its own health check may still be setting itself up, on a socket of its own, and
            // then start anew for others.
            ports.addAll(plan.tcpPorts());
        }
        if (!ready.any()) {
            // Drivers have time-outs of many seconds for a connection that the engine's proxy takes and nobody answers.
            ready.jdbc().ifPresent(jdbc -> ports.addAll(jdbc.ports()));
        }
        return ports;
    }

    private Condition log(boolean again) {
        ReadyPlan ready = plan.ready();
        LogOptions options = LogOptions.FOLLOW;
        // Not since its start, which engines note when it may have written something already.
        String ended = container.state().finishedAt();
        if (again && ended != null && Instant.parse(ended).isAfter(Instant.EPOCH)) {
            options = options.withSince(Instant.parse(ended));
        }
        return new LogCondition(
                client,
                container.id(),
                options,
                ready.log().map(Regex::compiled),
                // What a service writes twice when it first sets itself up, it writes once when it has its data.
                again ? 1 : ready.times(),
                ready.logStream(),
                ready.failLog().map(Regex::compiled),
                watch,
                threads);
    }

    private Condition http(HttpPlan http) {
        return new HttpCondition(
                http, fill, inside(http.port()), running.host(), running.port(http.port()), watch, threads);
    }

    private Condition insidePort(int port) {
        return new InsidePortCondition(
                client, container.id(), container.state().pid(), port, inside(port), watch, threads);
    }

    private Condition jdbc(JdbcPlan jdbc) {
        String url = fill.apply(jdbc.url(running.host(), port -> Integer.toString(running.port(port))));
        return new JdbcCondition(url, watch, threads);
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
