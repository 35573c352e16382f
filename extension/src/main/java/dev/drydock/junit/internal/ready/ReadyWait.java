package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until a container that was started is ready; a {@link NotReady} says what is the matter when it doesn't become so. */
public final class ReadyWait {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long STATE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DockerClient client;
    private final Executor threads;
    private final ContainerPlan plan;
    private final ImageDetails image;
    private final ContainerWatch watch;
    private final BooleanSupplier aborted;

    /**
     * @param aborted whether nobody is interested any more
     */
    public ReadyWait(
            DockerClient client,
            Executor threads,
            ContainerPlan plan,
            ImageDetails image,
            ContainerWatch watch,
            BooleanSupplier aborted) {
        this.client = client;
        this.threads = threads;
        this.plan = plan;
        this.image = image;
        this.watch = watch;
        this.aborted = aborted;
    }

    /**
     * @param container just started
     * @throws ContainerStartException when it ended, or wasn't ready in time
     */
    public void await(RunningContainer container) {
        await(container, false);
    }

    /**
     * Waits for one that was ready before, and has been started anew. Lines that it wrote before don't count; one that
     * matches is enough, with its published ports, since many services say less when they have their data already.
     *
     * @param container just started
     * @throws ContainerStartException when it ended, or wasn't ready in time
     */
    public void awaitAgain(RunningContainer container) {
        // It has died, or was unhealthy, in its former life.
        watch.renew();
        await(container, true);
    }

    private void await(RunningContainer container, boolean again) {
        long deadline = System.nanoTime() + plan.ready().timeout().toNanos();
        NotReady notReady = new NotReady(client, plan, image, container.id());
        ContainerDetails details = client.containers().inspect(container.id());
        if (!details.state().running() && !isExpected(details)) {
            throw notReady.ended(details.state());
        }
        List<Condition> conditions = new Conditions(client, threads, plan, image, details, container, watch).all(again);
        try {
            await(container.id(), conditions, deadline, notReady);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerStartException("Interrupted while waiting for container " + plan.shown(), e);
        } finally {
            conditions.forEach(Condition::close);
        }
    }

    private void await(String containerId, List<Condition> conditions, long deadline, NotReady notReady)
            throws InterruptedException {
        List<Condition> left = new ArrayList<>(conditions);
        long since = System.nanoTime();
        long nextState = since + STATE_EVERY_NANOS;
        boolean ended = false;
        while (true) {
            if (aborted.getAsBoolean()) {
                throw new CancellationException("The start of " + plan.shown() + " was given up");
            }
            if (!ended && isWorthALook(nextState)) {
                ended = hasEnded(containerId, conditions, notReady);
                nextState = System.nanoTime() + STATE_EVERY_NANOS;
            }
            if (watch.isUnhealthy()) {
                throw notReady.unhealthy();
            }
            refuseFailure(conditions, notReady);
            int before = left.size();
            if (isReady(left)) {
                return;
            }
            long now = System.nanoTime();
            if (deadline - now <= 0) {
                throw timedOut(conditions, left, notReady);
            }
            since = before == left.size() ? since : now;
            watch.await(Math.min(pause(left, now - since), deadline - now));
        }
    }

    private boolean isWorthALook(long nextState) {
        return watch.hasDied()
                || watch.hasRunOutOfMemory()
                || System.nanoTime() - nextState > 0
                || plan.ready().exits();
    }

    /** A fifth of what was waited already, so that the test waits no more than that for nothing; within bounds. */
    private long pause(List<Condition> left, long waited) {
        long millis = plan.ready().any()
                ? left.stream().mapToLong(Condition::maxPauseMillis).min().orElse(1)
                : left.get(0).maxPauseMillis();
        return Math.max(FIRST_PAUSE, Math.min(waited / 5, TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    /** Takes away those that hold, in their order; where any will do, all are looked at each time. */
    private boolean isReady(List<Condition> left) {
        if (plan.ready().any()) {
            return left.stream().filter(each -> !isForFailureOnly(each)).anyMatch(Condition::holds);
        }
        while (!left.isEmpty() && left.get(0).holds()) {
            left.remove(0);
        }
        return left.isEmpty();
    }

    private boolean isForFailureOnly(Condition condition) {
        return condition instanceof LogCondition && plan.ready().log().isEmpty();
    }

    private boolean hasEnded(String containerId, List<Condition> conditions, NotReady notReady) {
        ContainerDetails details = client.containers().inspect(containerId);
        if (details.state().running()) {
            if (watch.hasRunOutOfMemory()) {
                throw notReady.outOfMemory();
            }
            return false;
        }
        if (!isExpected(details)) {
            throw notReady.ended(details.state());
        }
        conditions.stream().filter(ExitCondition.class::isInstance).forEach(each -> ((ExitCondition) each).ended());
        return true;
    }

    private boolean isExpected(ContainerDetails details) {
        return plan.ready().exits() && details.state().exitCode() == 0;
    }

    private static void refuseFailure(List<Condition> conditions, NotReady notReady) {
        for (Condition each : conditions) {
            String line = each instanceof LogCondition log ? log.failure() : null;
            if (line != null) {
                throw notReady.hasWritten(line);
            }
        }
    }

    private ContainerStartException timedOut(List<Condition> all, List<Condition> left, NotReady notReady) {
        List<Condition> said =
                all.stream().filter(each -> !isForFailureOnly(each)).toList();
        List<Condition> waiting = left.stream().filter(said::contains).toList();
        if (plan.ready().any()) {
            return notReady.timedOut(waiting, List.of(), List.of());
        }
        List<Condition> held =
                said.stream().filter(each -> !left.contains(each)).toList();
        return notReady.timedOut(waiting.subList(0, 1), held, waiting.subList(1, waiting.size()));
    }
}
