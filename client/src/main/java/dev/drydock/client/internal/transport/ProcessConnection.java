package dev.drydock.client.internal.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection over the input and output of a process. Pipes know no time-outs, and a read of one isn't woken by closing
 * it; hence a thread reads the process's output for as long as it lives, and closing ends the process.
 *
 * <p>The process's errors go to a file instead. An ssh that leaves a master connection behind (ControlPersist) leaves them
 * open with it, and a thread that reads them would wait for that; and if nobody read them, they would hold the process up.
 */
final class ProcessConnection implements Connection {
    private static final int WORDS = 4000;

    private final Process process;
    private final String host;
    private final Path errors;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final byte[] buffer = new byte[64 * 1024];
    private final InputStream in = new Input();
    private final OutputStream out;
    // All below are guarded by the lock.
    private int start;
    private int filled;
    private boolean ended;
    private boolean received;
    private boolean closed;
    private int silence;
    private @Nullable IOException broken;

    /**
     * @param process that was started for this connection
     * @param host for messages
     * @param errors file to which the process's errors go; removed at the end
     */
    ProcessConnection(Process process, String host, Path errors) {
        this.process = process;
        this.host = host;
        this.errors = errors;
        this.out = new Output(process.getOutputStream());
        Thread reader = new Thread(this::readOutput, "drydock-ssh");
        reader.setDaemon(true);
        reader.start();
    }

    /** Takes no more from the process than there is room for, so that a slow reader slows the engine down. */
    private void readOutput() {
        byte[] piece = new byte[32 * 1024];
        IOException failure = null;
        try (InputStream output = process.getInputStream()) {
            for (int count = output.read(piece); count >= 0; count = output.read(piece)) {
                if (!put(piece, count)) {
                    return;
                }
            }
        } catch (IOException e) {
            failure = e;
        }
        lock.lock();
        try {
            ended = true;
            broken = failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean put(byte[] piece, int count) {
        lock.lock();
        try {
            for (int done = 0; done < count; ) {
                while (filled == buffer.length && !closed) {
                    changed.awaitUninterruptibly();
                }
                if (closed) {
                    return false;
                }
                int at = (start + filled) % buffer.length;
                int fits = Math.min(Math.min(count - done, buffer.length - filled), buffer.length - at);
                System.arraycopy(piece, done, buffer, at, fits);
                filled += fits;
                done += fits;
                received = true;
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void shutdownOutput() throws IOException {
        out.close();
    }

    @Override
    public void readTimeout(Duration limit) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw Readiness.closed();
            }
            silence = Connectors.millis(limit);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isQuiet() {
        lock.lock();
        try {
            return filled == 0 && !ended && !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // Its children too: a ProxyCommand would keep the pipes open, and with them our readers.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            // The system clears its folder for temporary files.
        }
    }

    private final class Input extends InputStream {
        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return filled;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            boolean interrupted = false;
            lock.lock();
            try {
                long left = TimeUnit.MILLISECONDS.toNanos(silence);
                while (filled == 0 && !ended && !closed && length > 0) {
                    try {
                        if (silence == 0) {
                            changed.await();
                        } else if (left <= 0) {
                            throw new SocketTimeoutException("nothing came for " + silence + " ms");
                        } else {
                            left = changed.awaitNanos(left);
                        }
                    } catch (InterruptedException e) {
                        // As with sockets, which don't end a read for it; see Readiness.
                        interrupted = true;
                    }
                }
                if (closed) {
                    throw Readiness.closed();
                }
                if (filled > 0 || length == 0) {
                    return take(into, offset, length);
                }
            } finally {
                lock.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return end();
        }

        private int take(byte[] into, int offset, int length) {
            int count = Math.min(Math.min(length, filled), buffer.length - start);
            System.arraycopy(buffer, start, into, offset, count);
            start = (start + count) % buffer.length;
            filled -= count;
            changed.signalAll();
            return count;
        }
    }

    /** The end of the process's output is the end of the engine's only when the process itself found all well. */
    private int end() throws IOException {
        if (hasEnded() && process.exitValue() != 0) {
            throw failure();
        }
        lock.lock();
        try {
            if (closed) {
                throw Readiness.closed();
            }
            if (broken != null) {
                throw new SocketException("the pipe from ssh broke: " + broken.getMessage());
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    /** Waits a moment for it, also in an interrupted thread, to which a failure would else seem to be the end. */
    private boolean hasEnded() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What ssh said, once it has ended. */
    private SshException failure() {
        String said = said();
        lock.lock();
        try {
            return new SshException("ssh to " + host + (received ? " broke off" : " failed")
                    + (said.isEmpty() ? " with exit code " + process.exitValue() : ": " + said)
                    + (said.endsWith(".") ? "" : "."));
        } finally {
            lock.unlock();
        }
    }

    /** The beginning, where the reason is. */
    private String said() {
        try (InputStream file = Files.newInputStream(errors)) {
            String words = new String(file.readNBytes(WORDS), StandardCharsets.UTF_8);
            return words.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
        } catch (IOException e) {
            return "its words can't be read (" + e + ")";
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
                // The JDK buffers what goes to a process.
                out.flush();
            } catch (IOException e) {
                // Why ssh doesn't take it any more says more than a broken pipe.
                end();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            // Without the flush of the buffer, which fails when the process is gone: nothing is left in it.
            out.close();
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }
    }
}
