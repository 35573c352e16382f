package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
    private final UnaryOperator<String> fill;

    /**
     * @param aborted whether nobody is interested any more
     * @param fill fills in the placeholders of the plan's texts
     */
    public ReadyWait(
            DockerClient client,
            Executor threads,
            ContainerPlan plan,
            ImageDetails image,
            ContainerWatch watch,
            BooleanSupplier aborted,
            UnaryOperator<String> fill) {
        this.client = client;
        this.threads = threads;
        this.plan = plan;
        this.image = image;
        this.watch = watch;
        this.aborted = aborted;
        this.fill = fill;
    }

    /**
     * @param container just started
     * @throws ContainerStartException when it ended, or wasn't ready in time
     */
    public void await(RunningContainer container) {
        await(container, false, name -> true);
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
        await(container, true, name -> true);
    }

    /**
     * Waits for one that was made of a frozen one.
     *
     * @param container just started
     * @param names of conditions, as {@link #holding} has told them
     * @throws ContainerStartException when it ended, or wasn't ready in time
     */
    public void awaitThese(RunningContainer container, Set<String> names) {
        await(container, true, names::contains);
    }

    /**
     * Finds out which conditions ever hold of a container that begins with data of before: some never do again, such as a line
     * that only a new database writes. They are waited for a while; for the first of them as long as the plan says.
     *
     * @param container just started again
     * @param patience how long to wait for those that don't hold yet, in all
     * @return their names; with those of all that hold when one would do
     * @throws ContainerStartException when it ended, or none held in time
     */
    public Set<String> holding(RunningContainer container, Duration patience) {
        watch.renew();
        NotReady notReady = new NotReady(client, plan, image, container.id());
        ContainerDetails details = client.containers().inspect(container.id());
        if (!details.state().running()) {
            throw notReady.ended(details.state());
        }
        Map<String, Condition> all =
                new Conditions(client, threads, plan, image, details, container, watch, fill).named(true);
        try {
            return holding(container.id(), all, patience, notReady);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerStartException("Interrupted while waiting for container " + plan.shown(), e);
        } finally {
            all.values().forEach(Condition::close);
        }
    }

    private Set<String> holding(String containerId, Map<String, Condition> all, Duration patience, NotReady notReady)
            throws InterruptedException {
        long begun = System.nanoTime();
        List<Condition> conditions = List.copyOf(all.values());
        Map<String, Condition> left = new LinkedHashMap<>(all);
        left.values().removeIf(this::isForFailureOnly);
        Set<String> holding = new HashSet<>();
        while (true) {
            if (aborted.getAsBoolean()) {
                throw new CancellationException("The start of " + plan.shown() + " was given up");
            }
            hasEnded(containerId, conditions, notReady);
            if (watch.isUnhealthy()) {
                throw notReady.unhealthy();
            }
            refuseFailure(conditions, notReady);
            left.forEach((name, each) -> {
                if (each.holds()) {
                    holding.add(name);
                }
            });
            left.keySet().removeAll(holding);
            long waited = System.nanoTime() - begun;
            boolean enough = left.isEmpty() || plan.ready().any() || waited > patience.toNanos();
            if (enough && !holding.isEmpty()) {
                Set<String> inOrder = new LinkedHashSet<>(all.keySet());
                inOrder.retainAll(holding);
                return inOrder;
            }
            if (waited > plan.ready().timeout().toNanos()) {
                throw timedOut(conditions, List.copyOf(left.values()), notReady);
            }
            watch.await(pause(List.copyOf(left.values()), waited));
        }
    }

    private void await(RunningContainer container, boolean again, Predicate<String> which) {
        long deadline = System.nanoTime() + plan.ready().timeout().toNanos();
        NotReady notReady = new NotReady(client, plan, image, container.id());
        ContainerDetails details = client.containers().inspect(container.id());
        if (!details.state().running() && !isExpected(details)) {
            throw notReady.ended(details.state());
        }
        Map<String, Condition> named =
                new Conditions(client, threads, plan, image, details, container, watch, fill).named(again);
        // None is known to hold where the conditions are others now: then all count.
        boolean known = named.keySet().stream().anyMatch(which);
        named.forEach((name, each) -> {
            if (known && !which.test(name)) {
                each.close();
            }
        });
        named.keySet().removeIf(name -> known && !which.test(name));
        List<Condition> conditions = List.copyOf(named.values());
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

    /** A part of what was waited already, so that the test waits no more than that for nothing; within bounds. */
    private long pause(List<Condition> left, long waited) {
        long pause = Long.MAX_VALUE;
        // Where all must hold, only the first of those that are left is looked at.
        for (Condition each : plan.ready().any() ? left : left.subList(0, 1)) {
            long most = TimeUnit.MILLISECONDS.toNanos(each.maxPauseMillis());
            pause = Math.min(pause, Math.min(waited / each.partOfWaited(), most));
        }
        return Math.max(FIRST_PAUSE, pause);
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
