package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerState;
import dev.drydock.junit.Ready;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the container's output match a pattern, or one that means that it fails. The output is followed; a match wakes
 * the one who waits.
 */
final class LogCondition implements Condition {
    /** In bytes; a longer one is taken for several, since one without end would fill the memory. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Optional<Pattern> pattern;
    private final int times;
    private final Ready.Output stream;
    private final Optional<Pattern> failing;
    private final ContainerWatch watch;
    private final AtomicInteger matches = new AtomicInteger();
    private volatile @Nullable OutputFrames output;
    private volatile boolean closed;
    private volatile @Nullable String broken;
    private volatile @Nullable String failure;

    /**
     * @param options what of the output to read
     * @param stream where the pattern is looked for
     */
    LogCondition(
            DockerClient client,
            String containerId,
            LogOptions options,
            Optional<Pattern> pattern,
            int times,
            Ready.Output stream,
            Optional<Pattern> failing,
            ContainerWatch watch,
            Executor threads) {
        this.pattern = pattern;
        this.times = times;
        this.stream = stream;
        this.failing = failing;
        this.watch = watch;
        threads.execute(() -> follow(client, containerId, options));
    }

    private void follow(DockerClient client, String containerId, LogOptions options) {
        try {
            LogOptions next = options;
            while (true) {
                read(client, containerId, next);
                ContainerState state = client.containers().inspect(containerId).state();
                watch.wake();
                if (closed || !state.running()) {
                    return;
                }
                Instant ended = Instant.parse(String.valueOf(state.finishedAt()));
                if (ended.isBefore(Instant.EPOCH)) {
                    broken = "its output broke off while it ran";
                    return;
                }
                // A restart policy starts it again: what was followed has ended with its former life.
                next = LogOptions.FOLLOW.withSince(ended.plusNanos(1));
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        } catch (DockerException | DateTimeParseException e) {
            broken = e.getMessage();
            watch.wake();
        }
    }

    private void read(DockerClient client, String containerId, LogOptions options) {
        Map<OutputFrame.Source, Lines> lines = new EnumMap<>(OutputFrame.Source.class);
        // Opened here, not where it is waited: some engines answer with the first line of output only.
        try (OutputFrames frames = client.containers().logs(containerId, options)) {
            output = frames;
            while (!closed && frames.hasNext()) {
                OutputFrame frame = frames.next();
                lines.computeIfAbsent(frame.source(), Lines::new).add(frame.bytes());
            }
            lines.values().forEach(Lines::end);
        }
    }

    private void line(OutputFrame.Source source, String line) {
        if (failure == null
                && failing.isPresent()
                && failing.get().matcher(line).find()) {
            failure = line;
            watch.wake();
        }
        if (pattern.isPresent()
                && counts(source)
                && pattern.get().matcher(line).find()
                && matches.incrementAndGet() == times) {
            watch.wake();
        }
    }

    private boolean counts(OutputFrame.Source source) {
        return switch (stream) {
            case ANY -> true;
            case STDOUT -> source != OutputFrame.Source.STDERR;
            case STDERR -> source == OutputFrame.Source.STDERR;
        };
    }

    /** Puts lines together: frames end anywhere, also in the middle of a character. */
    private final class Lines {
        private final OutputFrame.Source source;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        Lines(OutputFrame.Source source) {
            this.source = source;
        }

        void add(byte[] bytes) {
            for (byte each : bytes) {
                if (each != '\n') {
                    begun.write(each);
                }
                if (each == '\n' || begun.size() >= LONGEST_LINE) {
                    end();
                }
            }
        }

        void end() {
            if (begun.size() > 0) {
                String line = begun.toString(StandardCharsets.UTF_8);
                begun.reset();
                line(source, line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            }
        }
    }

    /** The line that says that it won't become ready; {@code null} as long as there was none. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public boolean holds() {
        return pattern.isEmpty() || matches.get() >= times;
    }

    @Override
    public String shown() {
        String lines = times == 1 ? "a line" : times + " lines";
        String output = stream == Ready.Output.ANY
                ? "output"
                : stream == Ready.Output.STDOUT ? "standard output" : "standard error";
        return lines + " of its " + output + " match" + (times == 1 ? "es" : "") + " \""
                + pattern.map(Pattern::toString).orElse("") + "\"";
    }

    @Override
    public String lastSeen() {
        String reason = broken;
        return matches.get() + " matching lines" + (reason == null ? "" : "; " + reason);
    }

    @Override
    public long maxPauseMillis() {
        return 1000;
    }

    @Override
    public void close() {
        closed = true;
        OutputFrames opened = output;
        if (opened != null) {
            opened.close();
        }
    }
}
