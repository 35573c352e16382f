package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection over a Unix domain socket, by the JDK's own channels.
 *
 * <p>Not by a socket with blocking streams, as junixsocket has it: there a write that fails closes the reading side too,
 * and with it goes the answer in which the engine says why it hung up; and a silent read on a virtual thread waits in the
 * common pool, where others then find no thread.
 */
final class UnixConnection implements Connection {
    /** The JDK copies what is on the heap through a buffer of this size, and keeps one for each thread. */
    private static final int PIECE = 256 * 1024;

    private final SocketChannel channel;
    private final Readiness readable;
    private final Readiness writable;
    private final InputStream in = new Input();
    private final OutputStream out = new Output();
    private volatile int silence;

    private UnixConnection(SocketChannel channel) {
        this.channel = channel;
        this.readable = new Readiness(channel, SelectionKey.OP_READ);
        this.writable = new Readiness(channel, SelectionKey.OP_WRITE);
    }

    static UnixConnection open(Path socket, Duration timeout) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Connectors.millis(timeout));
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return new UnixConnection(connected(socket));
                } catch (ConnectException e) {
                    throw e;
                } catch (SocketException e) {
                    // An engine that doesn't come to accepting has a full queue. The system tells so in the
                    // user's language; all other reasons can be seen from here.
                    if (!isUsable(socket)) {
                        throw e;
                    }
                    if (!timeout.isZero() && System.nanoTime() >= end) {
                        SocketTimeoutException late = new SocketTimeoutException("connect timed out");
                        late.initCause(e);
                        throw late;
                    }
                    interrupted |= pause();
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    private static SocketChannel connected(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new SocketException("the queue of the socket is full");
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isUsable(Path socket) {
        return Files.exists(socket)
                && Files.isWritable(socket)
                && !Files.isRegularFile(socket)
                && !Files.isDirectory(socket)
                && socket.toString().length() < 100;
    }

    private static boolean pause() {
        try {
            Thread.sleep(10);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
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
        try {
            channel.shutdownOutput();
        } catch (ClosedChannelException e) {
            throw Readiness.closed();
        }
    }

    @Override
    public void readTimeout(Duration limit) throws IOException {
        if (!channel.isOpen()) {
            throw Readiness.closed();
        }
        silence = Connectors.millis(limit);
    }

    @Override
    public boolean isQuiet() {
        boolean interrupted = Thread.interrupted();
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException e) {
            // Broken: of no more use.
            return false;
        } finally {
            restore(interrupted);
        }
    }

    @Override
    public void close() {
        try (readable;
                writable) {
            channel.close();
        } catch (IOException e) {
            // The connection is gone either way, and nobody waits for an answer on it any more.
        }
    }

    /**
     * Engines write each line of a log on its own, and waking a reader for each costs both sides more than the line. After a
     * row of small pieces in no time, the reader lets some more come together.
     */
    private static final class Rush {
        static final long PAUSE = 50_000;
        private static final int SMALL = 4 * 1024;
        private static final long SOON = 200_000;
        private static final int ROW = 16;

        private long last;
        private int row;

        boolean isOn() {
            return row >= ROW;
        }

        void got(int count) {
            long now = System.nanoTime();
            boolean soon = now - last < SOON + (isOn() ? PAUSE : 0);
            row = soon && count < (isOn() ? 16 * SMALL : SMALL) ? Math.min(row + 1, ROW) : 0;
            last = now;
        }
    }

    private final class Input extends InputStream {
        private final byte[] one = new byte[1];
        private final Rush rush = new Rush();

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, Math.min(length, PIECE));
            // A channel is closed when the thread that uses it is interrupted.
            boolean interrupted = Thread.interrupted();
            try {
                if (rush.isOn()) {
                    LockSupport.parkNanos(Rush.PAUSE);
                    interrupted |= Thread.interrupted();
                }
                int count = channel.read(buffer);
                while (count == 0) {
                    if (!readable.await(silence)) {
                        throw new SocketTimeoutException("nothing came for " + silence + " ms");
                    }
                    interrupted |= Thread.interrupted();
                    count = channel.read(buffer);
                }
                rush.got(count);
                return count;
            } catch (SocketException e) {
                // The JDK's own words, in no other language.
                throw "Connection reset".equals(e.getMessage()) ? new HangUpException(e) : e;
            } catch (ClosedChannelException e) {
                throw Readiness.closed();
            } finally {
                restore(interrupted);
            }
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            boolean interrupted = Thread.interrupted();
            try {
                for (int done = 0; done < length; ) {
                    int count = channel.write(ByteBuffer.wrap(bytes, offset + done, Math.min(length - done, PIECE)));
                    if (count == 0) {
                        writable.await(0);
                        interrupted |= Thread.interrupted();
                    }
                    done += count;
                }
            } catch (ClosedChannelException e) {
                throw Readiness.closed();
            } finally {
                restore(interrupted);
            }
        }

        @Override
        public void close() throws IOException {
            shutdownOutput();
        }
    }
}
