package dev.drydock.client.internal.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** A connection over TCP, with or without TLS. */
final class SocketConnection implements Connection {
    private final Socket tcp;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * @param tcp what is closed
     * @param socket what is spoken through: the same, or TLS over it
     */
    SocketConnection(Socket tcp, Socket socket) throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new Output(socket.getOutputStream());
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
        socket.shutdownOutput();
    }

    @Override
    public void readTimeout(Duration limit) throws IOException {
        socket.setSoTimeout(Connectors.millis(limit));
    }

    @Override
    public boolean isQuiet() {
        try {
            return !tcp.isClosed()
                    && in.available() == 0
                    && tcp.getInputStream().available() == 0;
        } catch (IOException e) {
            // Broken: of no more use.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            // Not that of TLS: it would say goodbye to the engine, and wait for a writer that is blocked.
            tcp.close();
        } catch (IOException e) {
            // The socket is gone either way, and nobody waits for an answer on it any more.
        }
    }

    /** Closing the stream of a JDK's socket would close all of it. */
    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            shutdownOutput();
        }
    }
}
