package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrames;
import dev.drydock.junit.LogFollower;
import dev.drydock.junit.LogLine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a container's output on a thread of the session. */
final class LiveLogFollower implements LogFollower {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final LiveContainer container;
    private final Consumer<LogLine> consumer;
    private volatile @Nullable OutputFrames frames;
    private volatile boolean closed;

    private LiveLogFollower(LiveContainer container, Consumer<LogLine> consumer) {
        this.container = container;
        this.consumer = consumer;
    }

    static LiveLogFollower begin(LiveContainer container, Consumer<LogLine> consumer, Executor threads) {
        LiveLogFollower follower = new LiveLogFollower(container, consumer);
        threads.execute(follower::follow);
        return follower;
    }

    private void follow() {
        // Opened here, not where it is asked for: some engines answer with the first line of output only.
        try (OutputFrames opened = container.client().containers().logs(container.id(), LogOptions.FOLLOW)) {
            frames = opened;
            Lines lines = new Lines(this::line);
            while (!closed && opened.hasNext()) {
                lines.add(opened.next());
            }
            lines.end();
        } catch (DockerException e) {
            warn("The output of container " + container.plan().shown() + " can't be followed any more", e);
        } catch (RuntimeException | Error e) {
            warn("What follows the output of container " + container.plan().shown() + " has failed", e);
        } finally {
            closed = true;
        }
    }

    private void warn(String message, Throwable e) {
        LOG.log(closed ? Level.DEBUG : Level.WARNING, message, e);
    }

    private void line(LogLine line) {
        if (!closed) {
            consumer.accept(line);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        OutputFrames opened = frames;
        if (opened != null) {
            opened.close();
        }
    }
}
