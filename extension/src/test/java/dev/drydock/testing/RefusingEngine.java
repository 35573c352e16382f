package dev.drydock.testing;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The real engine, but for some requests, which are refused; or from which on it is gone. */
public final class RefusingEngine implements AutoCloseable {
    private final Predicate<String> refused;
    private final boolean forGood;
    private final int status;
    private final DockerClient client;
    private final Forwarder forwarder;

    /**
     * @param socket to listen at
     * @param refused of a request's method and target
     * @param forGood whether nothing is answered after that
     */
    public RefusingEngine(Path socket, Predicate<String> refused, boolean forGood) throws IOException {
        this(socket, refused, forGood, 500);
    }

    /**
     * @param socket to listen at
     * @param refused of a request's method and target
     * @param forGood whether nothing is answered after that
     * @param status that those requests are answered with
     */
    public RefusingEngine(Path socket, Predicate<String> refused, boolean forGood, int status) throws IOException {
        this.status = status;
        this.refused = refused;
        this.forGood = forGood;
        this.client = DockerClient.connect(EngineAddress.unix(socket));
        this.forwarder = new Forwarder(socket, this::begin);
    }

    /** A client of it. */
    public DockerClient client() {
        return client;
    }

    /** As {@code DOCKER_HOST} wants it. */
    public String address() {
        return client.address().toString();
    }

    /** One request a connection: the next ones would pass unseen. */
    private byte[] begin(Socket here, Forwarder on) throws IOException {
        String head = head(here.getInputStream());
        String line = head.substring(0, head.indexOf("\r\n"));
        if (refused.test(line)) {
            if (forGood) {
                on.cut();
            } else {
                refuse(here);
            }
            throw new IOException(line + " is refused");
        }
        String sent = head.contains("\r\nUpgrade:") ? head : head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        return sent.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void refuse(Socket here) throws IOException {
        String body = "{\"message\":\"not today\"}";
        here.getOutputStream()
                .write(("HTTP/1.1 " + status + " Refused\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("no request");
            }
            head.write(one);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        forwarder.close();
    }
}
