package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerState;
import dev.drydock.junit.ContainerTimeoutException;
import dev.drydock.junit.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The output of a container: read, or waited for. */
final class LiveLogs {
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ContainerCalls calls;
    private final ContainerId id;

    LiveLogs(ContainerCalls calls, ContainerId id) {
        this.calls = calls;
        this.id = id;
    }

    String read(LogOptions options) {
        if (options.follow()) {
            throw new IllegalArgumentException("logs(…) reads what there is. followLogs(…) and awaitLog(…) follow.");
        }
        return calls.ask("read the output of", c -> read(c, options));
    }

    private String read(DockerClient c, LogOptions options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputFrames frames = c.containers().logs(id.get(), options)) {
            frames.forEachRemaining(frame -> bytes.writeBytes(frame.bytes()));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    LogLine await(String regex, Duration timeout, Instant since) {
        Pattern pattern = Pattern.compile(regex);
        String doing = "find a line that matches \"" + regex + "\" in the output of";
        LogOptions options = since.equals(Instant.EPOCH) ? LogOptions.FOLLOW : LogOptions.FOLLOW.withSince(since);
        try {
            return calls.ask(doing, c -> await(c, doing, pattern, options), timeout, () -> "");
        } catch (ContainerTimeoutException e) {
            String end = calls.ask("read the output of", calls::logEnd);
            throw new ContainerTimeoutException(
                    calls.cannot(doing) + "there was none within " + ContainerCalls.shown(timeout) + ". " + end);
        }
    }

    private LogLine await(DockerClient c, String doing, Pattern pattern, LogOptions options) {
        First first = new First(pattern);
        LogOptions next = options;
        while (true) {
            try (OutputFrames frames = c.containers().logs(id.get(), next)) {
                Lines lines = new Lines(first::line);
                while (first.found == null && frames.hasNext()) {
                    lines.add(frames.next());
                }
                lines.end();
            }
            if (first.found != null) {
                return first.found;
            }
            ContainerState state = c.containers().inspect(id.get()).state();
            if (!state.running()) {
                throw calls.stopped(c, doing, state, null);
            }
            Instant ended = Instant.parse(String.valueOf(state.finishedAt()));
            // A restart policy starts it again: what was followed has ended with its former life.
            next = ended.isBefore(Instant.EPOCH) ? options : LogOptions.FOLLOW.withSince(ended.plusNanos(1));
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }

    private static final class First {
        private final Pattern pattern;
        private @Nullable LogLine found;

        First(Pattern pattern) {
            this.pattern = pattern;
        }

        void line(LogLine line) {
            if (found == null && pattern.matcher(line.text()).find()) {
                found = line;
            }
        }
    }
}
