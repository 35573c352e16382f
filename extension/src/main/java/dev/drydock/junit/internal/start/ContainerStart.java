package dev.drydock.junit.internal.start;

import dev.drydock.client.ContainerListOptions;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EngineFailureException;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.PortPlan;
import dev.drydock.junit.internal.ready.ReadyWait;
import dev.drydock.junit.internal.session.ContainerWatch;
import dev.drydock.junit.internal.session.EngineSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Brings one container up, in as many attempts as its plan allows. */
final class ContainerStart {
    private static final int PORT_ATTEMPTS = 5;
    private static final long REMOVAL_SECONDS = 60;

    private final EngineSession session;
    private final DockerClient client;
    private final ContainerPlan plan;
    private final Origin origin;
    private final String network;
    private final Placeholders placeholders;
    private final FreshVolumes volumes;
    private final ClassLoader loader;
    private final ContainerSet set;
    private final AtomicBoolean aborted;
    private final boolean replaces;

    /**
     * @param origin what it is created from
     * @param replaces whether another of the same name was there before
     */
    ContainerStart(
            EngineSession session,
            ContainerPlan plan,
            Origin origin,
            String network,
            Placeholders placeholders,
            FreshVolumes volumes,
            ClassLoader loader,
            ContainerSet set,
            AtomicBoolean aborted,
            boolean replaces) {
        this.session = session;
        this.client = session.client();
        this.plan = plan;
        this.origin = origin;
        this.network = network;
        this.placeholders = placeholders;
        this.volumes = volumes;
        this.loader = loader;
        this.set = set;
        this.aborted = aborted;
        this.replaces = replaces;
    }

    /** Returns when it is ready; the last container that failed stays in the set. */
    void run() {
        List<Throwable> before = new ArrayList<>();
        int taken = 0;
        awaitFixedPorts();
        while (true) {
            refuseIfAborted();
            Listeners listeners = new Listeners(plan);
            LiveContainer live = new Creation(session, plan, origin, network, placeholders, volumes).create();
            set.add(live, listeners);
            Throwable failure = failureOf(live, listeners, replaces || !before.isEmpty());
            if (failure == null) {
                return;
            }
            if (isTakenFreePort(failure) && ++taken < PORT_ATTEMPTS) {
                set.discard(live);
            } else if (isWorthAnother(failure)
                    && before.size() + 1 < plan.life().startAttempts()) {
                before.add(failure);
                set.discard(live);
            } else {
                throw told(failure, before);
            }
        }
    }

    private void refuseIfAborted() {
        if (aborted.get()) {
            throw new CancellationException("The start of " + plan.shown() + " was given up");
        }
    }

    /** Why it didn't become ready, {@code null} when it did. */
    private @Nullable Throwable failureOf(LiveContainer live, Listeners listeners, boolean again) {
        try {
            bringUp(live, listeners, again);
            return null;
        } catch (RuntimeException | Error e) {
            Throwable failure = e instanceof DockerException docker ? notStarted(docker) : e;
            listeners.failed(live, failure);
            return failure;
        }
    }

    private void bringUp(LiveContainer live, Listeners listeners, boolean again) {
        if (!origin.isFrozen()) {
            new FileCopy(client, plan, placeholders, loader).into(live.id());
        }
        listeners.created(live);
        ContainerWatch watch = session.events().watch(live.id());
        if (!plan.life().logTo().isEmpty()) {
            set.copies(live, OutputCopy.begin(session, live, again));
        }
        session.starting();
        client.containers().start(live.id());
        listeners.started(live);
        await(
                live,
                new ReadyWait(
                        client, session.threads(), plan, origin.image(), watch, aborted::get, placeholders::fill));
        listeners.ready(live);
    }

    /** What a service does when it first sets itself up, it doesn't do once more. */
    private void await(LiveContainer live, ReadyWait wait) {
        Optional<Set<String>> known = WarmReady.of(origin.image(), plan.name());
        if (!origin.isFrozen()) {
            wait.await(live);
        } else if (known.isPresent()) {
            wait.awaitThese(live, known.get());
        } else {
            wait.awaitAgain(live);
        }
    }

    private ContainerStartException notStarted(DockerException e) {
        return new ContainerStartException(
                "Container " + plan.shown() + " couldn't be started: " + taken(e) + e.getMessage(), e);
    }

    /** Which of the ports that were asked for is taken, and by whom; empty when that isn't the matter. */
    private String taken(DockerException e) {
        if (!(e instanceof EngineFailureException failure) || !PortPicker.isTaken(failure)) {
            return "";
        }
        return plan.ports().stream()
                .filter(each -> each.hostPort() != 0 && isNamed(failure, each.hostPort()))
                .findFirst()
                .map(each -> "port " + each.hostPort() + " of this machine, which publish = \"" + each.hostPort() + ":"
                        + each.port() + (each.isTcp() ? "" : "/" + each.protocol()) + "\" asks for, is taken by "
                        + holder(each) + ". Free it, or leave it out for a free port that Drydock picks. ")
                .orElse("");
    }

    private static boolean isNamed(EngineFailureException e, int port) {
        return e.engineMessage().matches("(?s).*:" + port + "(\\D.*|)");
    }

    private String holder(PortPlan port) {
        try {
            return client.containers().list(ContainerListOptions.RUNNING).stream()
                    .filter(each -> each.ports().stream()
                            .anyMatch(at -> at.publicPort() != null
                                    && at.publicPort() == port.hostPort()
                                    && port.protocol().equals(at.type())))
                    .findFirst()
                    .map(each -> "container " + String.join(", ", each.names()))
                    .orElse("another program");
        } catch (DockerException e) {
            return "somebody else";
        }
    }

    /** One that Drydock has picked may be gone before it is used. */
    private boolean isTakenFreePort(Throwable failure) {
        return failure.getCause() instanceof EngineFailureException e && PortPicker.isTaken(e) && taken(e).isEmpty();
    }

    private boolean isWorthAnother(Throwable failure) {
        return failure instanceof ContainerStartException
                && !aborted.get()
                && !Thread.currentThread().isInterrupted();
    }

    private RuntimeException told(Throwable failure, List<Throwable> before) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (before.isEmpty() || !(failure instanceof ContainerStartException)) {
            return (RuntimeException) failure;
        }
        int attempts = before.size() + 1;
        ContainerStartException all = new ContainerStartException(
                failure.getMessage() + "\nThis was the last of " + attempts
                        + " attempts, each with a new container. Before, it failed so: "
                        + before.get(0).getMessage(),
                failure.getCause());
        before.forEach(all::addSuppressed);
        return all;
    }

    /** A port that is to be this one may still be held by a container of ours, or of a killed run, that is on its way out. */
    private void awaitFixedPorts() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REMOVAL_SECONDS);
        boolean fixed = plan.ports().stream().anyMatch(each -> each.hostPort() != 0);
        if (fixed) {
            session.removeLeftovers();
        }
        while (fixed && !aborted.get() && System.nanoTime() < deadline) {
            try {
                session.removals().get(100, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                // Looks whether anybody is still interested.
            } catch (ExecutionException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
