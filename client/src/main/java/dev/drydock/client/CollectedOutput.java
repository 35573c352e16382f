package dev.drydock.client;

import dev.drydock.client.internal.Feed;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a process has written, kept in memory. */
final class CollectedOutput {
    private static final int MOST = 64 * 1024 * 1024;

    private final String doing;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    /** @param doing for messages, to go after "Cannot" */
    CollectedOutput(String doing) {
        this.doing = doing;
    }

    /**
     * Takes all to the end.
     *
     * @param stdin what the process reads meanwhile; {@code null} for nothing
     * @throws DockerException also when that can't be read
     */
    void collect(Attachment process, @Nullable InputStream stdin) {
        if (stdin == null) {
            process.output().forEachRemaining(this::add);
            return;
        }
        try (Feed feed = new Feed(stdin, process.stdin(), process::close)) {
            try {
                process.output().forEachRemaining(this::add);
            } finally {
                check(feed.unreadable());
            }
        }
    }

    private void check(@Nullable Throwable unreadable) {
        if (unreadable != null) {
            throw new DockerException("Cannot " + doing + ": its input couldn't be read: " + unreadable, unreadable);
        }
    }

    private void add(OutputFrame frame) {
        (frame.source() == OutputFrame.Source.STDERR ? stderr : stdout).writeBytes(frame.bytes());
        if (stdout.size() + (long) stderr.size() > MOST) {
            throw new DockerException(
                    "Cannot " + doing + ": it writes more than " + MOST / (1024 * 1024)
                            + " MiB. Read its output bit by bit, with create and attach.",
                    null);
        }
    }

    byte[] stdout() {
        return stdout.toByteArray();
    }

    byte[] stderr() {
        return stderr.toByteArray();
    }
}
