package dev.drydock.junit.internal.start;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerResponseException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerState;
import dev.drydock.junit.ContainerStateException;
import dev.drydock.junit.ContainerTimeoutException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Rethrow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a test asks of a container. The engine's answer is awaited on the session's threads: a time-out of the test must be
 * able to interrupt its waiting, which ends the call. A refusal is told by the container's state, where that is the reason.
 */
final class ContainerCalls {
    private static final int LOG_LINES = 20;
    private static final int LOG_BYTES = 16 * 1024;
    private static final Duration FOREVER = Duration.ofDays(365);

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final EngineSession session;
    private final ContainerPlan plan;
    private final ContainerId id;
    private volatile @Nullable String gone;

    ContainerCalls(EngineSession session, ContainerPlan plan, ContainerId id) {
        this.session = session;
        this.plan = plan;
        this.id = id;
    }

    /** @param reason why the container was removed, to go after "it was removed" */
    void gone(String reason) {
        gone = reason;
    }

    /** @param doing to go between "Cannot" and "container 'db'" */
    <T> T ask(String doing, Function<DockerClient, T> work) {
        return ask(doing, work, FOREVER, () -> "");
    }

    /** As {@link #ask}, without a result. */
    void tell(String doing, java.util.function.Consumer<DockerClient> work) {
        ask(doing, c -> {
            work.accept(c);
            return Boolean.TRUE;
        });
    }

    /**
     * @param limit how long to wait for the result; {@code null} for as long as it takes
     * @param givenUp done when the call is given up, at the limit or by an interrupt; returns a sentence for the message, after a
     *     blank
     * @throws ContainerTimeoutException when it is over; the call is given up
     */
    <T> T ask(String doing, Function<DockerClient, T> work, @Nullable Duration limit, Supplier<String> givenUp) {
        Duration most = limit == null ? FOREVER : limit;
        CompletableFuture<T> call = session.client().async(c -> told(c, doing, work), session.threads());
        try {
            return call.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            call.cancel(true);
            String what = givenUp.get();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Interrupted: cannot " + doing + " container " + plan.shown() + "." + what, e);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new ContainerTimeoutException(
                    cannot(doing) + "it takes longer than " + shown(most) + "." + givenUp.get());
        } catch (ExecutionException e) {
            if (gone != null && e.getCause() instanceof DockerException over) {
                // The run may be over, too, and its client closed.
                throw removed(doing, over);
            }
            throw Rethrow.causeOf(e);
        }
    }

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    String cannot(String doing) {
        return "Cannot " + doing + " container " + plan.shown() + ": ";
    }

    private <T> T told(DockerClient c, String doing, Function<DockerClient, T> work) {
        while (true) {
            String asked = id.get();
            try {
                return work.apply(c);
            } catch (DockerResponseException e) {
                if (id.isChanging() || !asked.equals(id.get())) {
                    throw new ContainerStateException(
                            cannot(doing)
                                    + "another thread restores a snapshot of it. Ask again when restore(…) has returned.",
                            e);
                }
                if (!passes(c, e)) {
                    throw told(c, doing, e);
                }
            }
            LockSupport.parkNanos(AGAIN_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted: cannot " + doing + " container " + plan.shown());
            }
        }
    }

    /** Whether it was refused only since the container is paused for a snapshot, perhaps of another test's failure. */
    private boolean passes(DockerClient c, DockerResponseException e) {
        if (!(e instanceof ConflictException) || !String.valueOf(e.getMessage()).contains("paused")) {
            return false;
        }
        // In this order: one that goes on meanwhile isn't taken for one that the test has paused.
        boolean freezing = session.execs().isHeld(id.get());
        try {
            ContainerState state = c.containers().inspect(id.get()).state();
            return state.running() && (freezing || !state.paused());
        } catch (DockerException broken) {
            e.addSuppressed(broken);
            return false;
        }
    }

    private RuntimeException told(DockerClient c, String doing, DockerResponseException e) {
        ContainerState state;
        try {
            state = c.containers().inspect(id.get()).state();
        } catch (NotFoundException nothing) {
            return removed(doing, e);
        } catch (DockerException broken) {
            e.addSuppressed(broken);
            return e;
        }
        if ("removing".equals(state.status())) {
            return removed(doing, e);
        }
        if (!state.running() && e instanceof ConflictException) {
            return stopped(c, doing, state, e);
        }
        if (state.paused() && e instanceof ConflictException) {
            return new ContainerStateException(cannot(doing) + "it is paused. unpause() lets it go on.", e);
        }
        return e;
    }

    private ContainerStateException removed(String doing, DockerException e) {
        String reason = gone;
        return new ContainerStateException(
                cannot(doing)
                        + (reason == null
                                ? "it doesn't exist any more; somebody has removed it."
                                : "it was removed " + reason
                                        + ". Use it while it is there, or declare it where it lives longer."),
                e);
    }

    /** For one that doesn't run, where it should. */
    ContainerStateException stopped(
            DockerClient c, String doing, ContainerState state, @Nullable DockerException cause) {
        String how = "created".equals(state.status())
                ? "it wasn't started yet."
                : "it doesn't run: it exited with code " + state.exitCode()
                        + (state.oomKilled() ? ", killed for want of memory" : "") + ". start() starts it again.";
        return new ContainerStateException(cannot(doing) + how + " " + logEnd(c), cause);
    }

    /** The last lines of its output, for a message. */
    String logEnd(DockerClient c) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputFrames frames = c.containers().logs(id.get(), LogOptions.last(LOG_LINES))) {
            while (bytes.size() < LOG_BYTES && frames.hasNext()) {
                bytes.writeBytes(frames.next().bytes());
            }
        } catch (DockerException e) {
            return "Its output can't be read: " + e.getMessage();
        }
        String log = bytes.toString(StandardCharsets.UTF_8).strip();
        return log.isEmpty() ? "It has written nothing." : "The end of its output:\n" + log.indent(4);
    }
}
