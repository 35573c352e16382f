package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits until a container that was started is ready, and says what is the matter when it doesn't become so. */
public final class ReadyWait {
    private static final int LOG_LINES = 30;
    private static final int LOG_BYTES = 64 * 1024;
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
     * @param containerId just started
     * @param host where its ports are published
     * @param published the container's ports → the host's
     * @throws ContainerStartException when it ended, or wasn't ready in time
     */
    public void await(String containerId, String host, Map<Integer, Integer> published) {
        long deadline = System.nanoTime() + plan.ready().timeout().toNanos();
        ContainerDetails details = client.containers().inspect(containerId);
        if (!details.state().running()) {
            throw ended(details);
        }
        List<Condition> conditions =
                new Conditions(client, threads, plan, image, details, host, published, watch).all();
        try {
            for (Condition condition : conditions) {
                await(containerId, condition, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerStartException("Interrupted while waiting for container " + plan.shown(), e);
        } finally {
            conditions.forEach(Condition::close);
        }
    }

    private void await(String containerId, Condition condition, long deadline) throws InterruptedException {
        long pause = TimeUnit.MILLISECONDS.toNanos(2);
        long nextState = System.nanoTime() + STATE_EVERY_NANOS;
        while (true) {
            if (aborted.getAsBoolean()) {
                throw new CancellationException("The start of " + plan.shown() + " was given up");
            }
            if (watch.hasDied() || System.nanoTime() > nextState) {
                ContainerDetails details = client.containers().inspect(containerId);
                if (!details.state().running()) {
                    throw ended(details);
                }
                nextState = System.nanoTime() + STATE_EVERY_NANOS;
            }
            if (watch.isUnhealthy()) {
                throw failed("was found unhealthy by the engine", "", containerId);
            }
            if (condition.holds()) {
                return;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw timedOut(containerId, condition);
            }
            watch.await(Math.min(pause, left));
            pause = Math.min(pause * 2, TimeUnit.MILLISECONDS.toNanos(condition.maxPauseMillis()));
        }
    }

    private ContainerStartException timedOut(String containerId, Condition condition) {
        return failed(
                "wasn't ready after " + shown(plan.ready().timeout()),
                " It was waited until " + condition.shown() + "; last seen: " + condition.lastSeen() + "." + portHint(),
                containerId);
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
