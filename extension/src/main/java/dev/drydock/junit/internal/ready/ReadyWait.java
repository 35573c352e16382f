package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.Health;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Waits until a container that was started is ready, and says what is the matter when it doesn't become so. */
public final class ReadyWait {
    private static final int LOG_LINES = 30;
    private static final int LOG_BYTES = 64 * 1024;
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
        long deadline = System.nanoTime() + plan.ready().timeout().toNanos();
        ContainerDetails details = client.containers().inspect(container.id());
        if (!details.state().running() && !isExpected(details)) {
            throw ended(details);
        }
        List<Condition> conditions = new Conditions(client, threads, plan, image, details, container, watch).all();
        try {
            await(container.id(), conditions, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerStartException("Interrupted while waiting for container " + plan.shown(), e);
        } finally {
            conditions.forEach(Condition::close);
        }
    }

    private void await(String containerId, List<Condition> conditions, long deadline) throws InterruptedException {
        List<Condition> left = new ArrayList<>(conditions);
        long pause = FIRST_PAUSE;
        long nextState = System.nanoTime() + STATE_EVERY_NANOS;
        boolean ended = false;
        while (true) {
            if (aborted.getAsBoolean()) {
                throw new CancellationException("The start of " + plan.shown() + " was given up");
            }
            if (!ended
                    && (watch.hasDied()
                            || System.nanoTime() > nextState
                            || plan.ready().exits())) {
                ended = hasEnded(containerId, conditions);
                nextState = System.nanoTime() + STATE_EVERY_NANOS;
            }
            if (watch.isUnhealthy()) {
                throw failed("was found unhealthy by the engine", "", containerId);
            }
            refuseFailure(containerId, conditions);
            if (isReady(left)) {
                return;
            }
            long time = deadline - System.nanoTime();
            if (time <= 0) {
                throw timedOut(containerId, left);
            }
            int before = left.size();
            watch.await(Math.min(pause, time));
            pause = before == left.size() ? Math.min(pause * 2, maxPause(left)) : FIRST_PAUSE;
        }
    }

    private long maxPause(List<Condition> left) {
        long millis = plan.ready().any()
                ? left.stream().mapToLong(Condition::maxPauseMillis).min().orElse(1)
                : left.get(0).maxPauseMillis();
        return TimeUnit.MILLISECONDS.toNanos(millis);
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

    private boolean hasEnded(String containerId, List<Condition> conditions) {
        ContainerDetails details = client.containers().inspect(containerId);
        if (details.state().running()) {
            return false;
        }
        if (!isExpected(details)) {
            throw ended(details);
        }
        conditions.stream().filter(ExitCondition.class::isInstance).forEach(each -> ((ExitCondition) each).ended());
        return true;
    }

    private boolean isExpected(ContainerDetails details) {
        return plan.ready().exits() && details.state().exitCode() == 0;
    }

    private void refuseFailure(String containerId, List<Condition> conditions) {
        for (Condition each : conditions) {
            String line = each instanceof LogCondition log ? log.failure() : null;
            if (line != null) {
                throw failed("has written a line that means failure: \"" + line + "\"", "", containerId);
            }
        }
    }

    private ContainerStartException timedOut(String containerId, List<Condition> left) {
        List<Condition> shown = plan.ready().any() ? left : left.subList(0, 1);
        String waited = shown.stream()
                .filter(each -> !isForFailureOnly(each))
                .map(each -> each.shown() + "; last seen: " + each.lastSeen())
                .collect(Collectors.joining("; or "));
        return failed(
                "wasn't ready after " + shown(plan.ready().timeout()),
                " It was waited until " + waited + "." + portHint() + " " + state(containerId),
                containerId);
    }

    /** What the engine says of it, with the latest run of its health check. */
    private String state(String containerId) {
        try {
            ContainerState state = client.containers().inspect(containerId).state();
            Health health = state.health();
            if (health == null) {
                return "The engine calls it " + state.status() + ".";
            }
            String probes = health.log().isEmpty()
                    ? "its health check hasn't run yet"
                    : "its health check's last run exited with "
                            + health.log().get(health.log().size() - 1).exitCode();
            return "The engine calls it " + state.status() + " and " + health.status() + "; " + probes + ".";
        } catch (DockerException e) {
            return "(Its state can't be asked for: " + e.getMessage() + ")";
        }
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** A port that the image doesn't name is likely to be a slip. */
    private String portHint() {
        Map<String, ?> exposed = image.config().exposedPorts();
        List<Integer> unknown = plan.ports().stream()
                .filter(port -> !exposed.isEmpty() && !exposed.containsKey(port + "/tcp"))
                .toList();
        return unknown.isEmpty()
                ? ""
                : " The image says that it listens on " + exposed.keySet() + ", not on " + unknown
                        + ": is ports right?";
    }

    private ContainerStartException ended(ContainerDetails details) {
        ContainerState state = details.state();
        String error = state.error() == null || state.error().isBlank() ? "" : " (" + state.error() + ")";
        return failed(
                "exited with code " + state.exitCode()
                        + (state.oomKilled() ? ", killed for want of memory," : "")
                        + error + " while it was waited for",
                "",
                details.id());
    }

    private ContainerStartException failed(String what, String more, String containerId) {
        String log = lastLines(containerId);
        String shownLog = log.isEmpty() ? "It has written nothing." : "The end of its output:\n" + log.indent(4);
        return new ContainerStartException(
                "Container " + plan.shown() + " " + what + "." + more + " " + shownLog, null);
    }

    private String lastLines(String containerId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputFrames frames = client.containers().logs(containerId, LogOptions.last(LOG_LINES))) {
            for (OutputFrame frame; frames.hasNext(); ) {
                frame = frames.next();
                // A line may be of any length.
                if (bytes.size() < LOG_BYTES) {
                    bytes.writeBytes(frame.bytes());
                }
            }
        } catch (DockerException e) {
            return "(it can't be read: " + e.getMessage() + ")";
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
