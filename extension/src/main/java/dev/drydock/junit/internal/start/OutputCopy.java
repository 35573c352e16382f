package dev.drydock.junit.internal.start;

import dev.drydock.client.AttachOptions;
import dev.drydock.client.Attachment;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerState;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.EngineSession;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Copies a container's output to where its plan says, while it runs. It is attached before the start, so that nothing is
 * missed however soon the container ends or is removed. One that is started again is followed again.
 */
final class OutputCopy implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long LOOK_AGAIN_MILLIS = 250;
    private static final long REST_SECONDS = 5;

    private final DockerClient client;
    private final ContainerPlan plan;
    private final String containerId;
    private final OutputTarget target;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> copying;
    private volatile @Nullable AutoCloseable stream;

    private OutputCopy(EngineSession session, LiveContainer container, OutputTarget target, Attachment output) {
        this.client = session.client();
        this.plan = container.plan();
        this.containerId = container.id();
        this.target = target;
        this.copying = CompletableFuture.runAsync(() -> copy(output), session.threads());
    }

    /**
     * To be called before the container is started.
     *
     * @param again whether it takes the place of one that failed, whose output stays in front
     */
    static OutputCopy begin(EngineSession session, LiveContainer container, boolean again) {
        ContainerPlan plan = container.plan();
        OutputTarget target;
        try {
            target = OutputTarget.of(plan.life().logTo(), plan.name(), again);
        } catch (IOException e) {
            throw new ContainerStartException(
                    "Container " + plan.shown() + " couldn't be started: logTo = \""
                            + plan.life().logTo() + "\" can't be written: " + e,
                    e);
        }
        Attachment output;
        try {
            output = session.client().containers().attach(container.id(), AttachOptions.OUTPUT);
        } catch (RuntimeException e) {
            try {
                target.close();
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        return new OutputCopy(session, container, target, output);
    }

    private void copy(Attachment first) {
        try (target;
                first) {
            stream = first;
            boolean whole = copied(first.output());
            Instant ended = null;
            while (!closing.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                ContainerState state = client.containers().inspect(containerId).state();
                if (state.running() && !whole) {
                    LOG.log(Level.WARNING, "The output of container {0} isn''t copied any more", plan.shown());
                    return;
                }
                Instant last = instant(state.finishedAt());
                if (state.running() || (ended != null && last.isAfter(ended))) {
                    whole = copiedSince(ended == null ? last : ended);
                    last = instant(
                            client.containers().inspect(containerId).state().finishedAt());
                }
                ended = last;
            }
        } catch (NotFoundException e) {
            LOG.log(Level.DEBUG, "Container {0} is gone, and all of its output copied", plan.shown());
        } catch (DockerException | IOException e) {
            LOG.log(Level.WARNING, "The output of container " + plan.shown() + " isn't copied any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came after the end that was seen: the engine notes the new start later than the first output. */
    private boolean copiedSince(Instant end) throws IOException {
        LogOptions since = LogOptions.FOLLOW.withSince(end.plusNanos(1));
        try (OutputFrames more = client.containers().logs(containerId, since)) {
            stream = more;
            return copied(more);
        }
    }

    /** Whether it was read to its end; a connection may break when the container is killed. */
    private boolean copied(OutputFrames frames) throws IOException {
        try {
            while (frames.hasNext()) {
                OutputFrame frame = frames.next();
                target.write(frame.source(), frame.bytes());
            }
            return true;
        } catch (DockerException e) {
            LOG.log(Level.DEBUG, "The output of container " + plan.shown() + " broke off", e);
            return false;
        }
    }

    private static Instant instant(@Nullable String text) {
        return text == null || text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    }

    /** To be called when the container is removed, or let go of: waits for the rest of the output, not for long. */
    @Override
    public void close() {
        closing.countDown();
        try {
            copying.get(REST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.DEBUG, "The output of container " + plan.shown() + " has no end", e);
            end();
        } catch (InterruptedException e) {
            end();
            Thread.currentThread().interrupt();
        }
    }

    /** To be called when the container stays, and goes on writing. */
    void letGo() {
        closing.countDown();
        end();
    }

    private void end() {
        AutoCloseable open = stream;
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "It was closed before", e);
        }
    }
}
