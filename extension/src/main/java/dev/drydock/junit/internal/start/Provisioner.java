package dev.drydock.junit.internal.start;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.EngineFailureException;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.ready.ReadyWait;
import dev.drydock.junit.internal.session.ContainerWatch;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.junit.internal.session.Rethrow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings the containers of one scope up: in parallel, but each after those that it depends on. */
final class Provisioner {
    private static final int PORT_ATTEMPTS = 5;

    private final EngineSession session;
    private final DockerClient client;
    private final ScopePlan plan;
    private final List<LiveContainer> around;
    private final ContainerSet set;
    private final AtomicBoolean aborted;
    private String network = "";

    /**
     * @param around running containers that those of the plan may depend on
     * @param set gets each container the moment it exists
     * @param aborted whether nobody is interested any more
     */
    Provisioner(
            EngineSession session,
            ScopePlan plan,
            List<LiveContainer> around,
            ContainerSet set,
            AtomicBoolean aborted) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.around = around;
        this.set = set;
        this.aborted = aborted;
    }

    void provision() {
        session.connect();
        createNetwork();
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        List<ContainerPlan> left = new ArrayList<>(plan.containers());
        while (!left.isEmpty()) {
            // Each round takes those whose needs have a future already; the plan has no circles.
            left.removeIf(each -> {
                List<String> needs = each.dependsOn().stream()
                        .filter(name -> plan.container(name).isPresent())
                        .toList();
                if (!starts.keySet().containsAll(needs)) {
                    return false;
                }
                CompletableFuture<?>[] before = needs.stream()
                        .map(name -> Objects.requireNonNull(starts.get(name)))
                        .toArray(CompletableFuture<?>[]::new);
                starts.put(each.name(), start(each, before));
                return true;
            });
        }
        await(starts);
    }

    private CompletableFuture<Void> start(ContainerPlan container, CompletableFuture<?>[] before) {
        // The pull doesn't wait for what the container depends on.
        CompletableFuture<ImageDetails> image = session.images().supply(container.image());
        return CompletableFuture.allOf(before)
                .thenCombineAsync(
                        image,
                        (nothing, details) -> {
                            start(container, details);
                            return details;
                        },
                        session.threads())
                .thenAccept(details -> {})
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        aborted.set(true);
                    }
                });
    }

    /** Waits for all, also when one has failed: what is still being created must be known before it can be removed. */
    private static void await(Map<String, CompletableFuture<Void>> starts) {
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<Void> each : starts.values()) {
            try {
                each.join();
            } catch (CompletionException | CancellationException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (!failures.contains(cause)) {
                    failures.add(cause);
                }
            }
        }
        // Those that were given up because another failed come last.
        failures.sort(
                (a, b) -> Boolean.compare(a instanceof CancellationException, b instanceof CancellationException));
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            failures.stream()
                    .skip(1)
                    .filter(each -> !(each instanceof CancellationException))
                    .forEach(first::addSuppressed);
            throw Rethrow.causeOf(new CompletionException(first));
        }
    }

    /** The engine has addresses for some 30 networks: one is made only where containers are to find each other. */
    private void createNetwork() {
        List<LiveContainer> needed = neededAround();
        if (plan.containers().size() < 2 && needed.isEmpty()) {
            return;
        }
        network = client.networks().create(session.uniqueName("network"), session.labels());
        set.addNetwork(network);
        for (LiveContainer each : needed) {
            client.networks().connect(network, each.id(), List.of(each.name()));
            set.addGuest(network, each.id());
        }
    }

    private List<LiveContainer> neededAround() {
        return around.stream()
                .filter(each -> plan.container(each.name()).isEmpty())
                .filter(each -> plan.containers().stream()
                        .anyMatch(container -> container.dependsOn().contains(each.name())))
                .toList();
    }

    private void start(ContainerPlan container, ImageDetails image) {
        for (int attempt = 1; ; attempt++) {
            if (aborted.get()) {
                throw new CancellationException("The start of " + container.shown() + " was given up");
            }
            LiveContainer live = create(container, image);
            ContainerWatch watch = session.events().watch(live.id());
            try {
                client.containers().start(live.id());
            } catch (EngineFailureException e) {
                if (PortPicker.isTaken(e) && attempt < PORT_ATTEMPTS) {
                    set.discard(live);
                    continue;
                }
                throw notStarted(container, e);
            } catch (DockerException e) {
                throw notStarted(container, e);
            }
            new ReadyWait(client, session.threads(), container, image, watch, aborted::get).await(live);
            return;
        }
    }

    private static ContainerStartException notStarted(ContainerPlan container, DockerException e) {
        return new ContainerStartException(
                "Container " + container.shown() + " couldn't be started: " + e.getMessage(), e);
    }

    private LiveContainer create(ContainerPlan container, ImageDetails image) {
        String host = host();
        Map<Integer, Integer> ports = new LinkedHashMap<>();
        container.ports().forEach(port -> ports.put(port, PortPicker.free()));
        ContainerSpec.Builder spec = ContainerSpec.of(
                image.repoTags().contains(container.image().toString())
                        ? container.image().toString()
                        : image.id());
        spec.name(session.uniqueName(container.name()));
        session.labels().forEach(spec::label);
        spec.label(Labels.CONTAINER, container.name());
        container.env().forEach(spec::env);
        ports.forEach((port, hostPort) -> spec.publish(port, host, hostPort));
        if (!container.command().isEmpty()) {
            spec.command(container.command().toArray(String[]::new));
        }
        // While it may still be getting ready, the engine must not find it unhealthy.
        container
                .ready()
                .healthCommand()
                .ifPresent(command -> spec.healthCommand(
                        command, Duration.ZERO, container.ready().timeout()));
        if (!network.isEmpty()) {
            spec.network(network, container.name());
        }
        LiveContainer live;
        try {
            live = new LiveContainer(session, container, client.containers().create(spec.build()), host, ports);
        } catch (DockerException e) {
            throw new ContainerStartException(
                    "Container " + container.shown() + " couldn't be created: " + e.getMessage(), e);
        }
        set.add(live);
        return live;
    }

    /** Ports are published on loopback; of an engine elsewhere, on the one address by which it is reached. */
    private String host() {
        EngineAddress address = client.address();
        if (address.kind() == EngineAddress.Kind.UNIX) {
            return "127.0.0.1";
        }
        String host = address.host();
        return host.equals("localhost") ? "127.0.0.1" : host;
    }
}
