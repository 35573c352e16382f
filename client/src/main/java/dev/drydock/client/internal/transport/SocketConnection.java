package dev.drydock.client.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.newsclub.net.unix.AFUNIXSocket;

/** A connection over a socket, be it TCP or a Unix domain one. */
final class SocketConnection implements Connection {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private volatile boolean closed;

    SocketConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new Input(socket.getInputStream());
        this.out = socket.getOutputStream();
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
        if (socket instanceof AFUNIXSocket) {
            // Newer JDKs don't take junixsocket's socket for a connected one. Closing the stream of one does no more
            // than
            // this, other than that of a JDK's socket, which closes all.
            out.close();
        } else {
            socket.shutdownOutput();
        }
    }

    @Override
    public void readTimeout(Duration limit) throws IOException {
        socket.setSoTimeout(Connectors.millis(limit));
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is gone either way, and nobody waits for an answer on it any more.
        }
    }

    /**
     * A read that is ended by our own close fails. With junixsocket it would return -1, as at the end of what the engine
     * sends, and a body without a length would seem to be complete.
     */
    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return checked(super.read(into, offset, length));
        }

        private int checked(int result) throws SocketException {
            if (result < 0 && (closed || socket.isClosed())) {
                throw new SocketException("closed on this side");
            }
            return result;
        }
    }
}
