package dev.drydock.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What no client can beat by much: prepared bytes are written, the answer is read to its end and its bytes counted. No
 * JSON is read, no frame taken apart, nothing copied out of the buffer. One at a time: they share the buffer.
 */
final class FloorPeer implements Peer {
    private static final String VERSION = "/v1.40";

    /** Kept from one socket to the next: making one takes longer than connecting. */
    private static final ByteBuffer BUFFER = BareSocket.buffer();

    private static final ByteBuffer PING = BareSocket.get("/_ping");

    private final String address;
    private final Map<String, ByteBuffer> prepared = new HashMap<>();
    private @Nullable BareSocket socket;

    FloorPeer(String address) {
        this.address = address;
    }

    @Override
    public void ping() throws IOException {
        socket().call(PING);
    }

    @Override
    public long inspect(String container) throws IOException {
        return call(VERSION + "/containers/" + container + "/json");
    }

    @Override
    public long list(String label) throws IOException {
        ByteBuffer request = prepared.get(label);
        if (request == null) {
            request = BareSocket.get(listTarget(label));
            prepared.put(label, request);
        }
        return socket().call(request);
    }

    static String listTarget(String label) {
        String filters = "{\"label\":[\"" + label + "\"]}";
        return VERSION + "/containers/json?all=true&filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
    }

    @Override
    public long logs(String container) throws IOException {
        return call(VERSION + "/containers/" + container + "/logs?stdout=1&stderr=1&follow=1&tail=all");
    }

    @Override
    public long archiveOut(String container, String path) throws IOException {
        return call(VERSION + "/containers/" + container + "/archive?path=" + path);
    }

    @Override
    public void archiveIn(String container, long bytes) throws IOException {
        BareSocket to = socket();
        to.write(BareSocket.bytes("PUT " + VERSION + "/containers/" + container + "/archive?path=/tmp HTTP/1.1\r\n"
                + "Host: docker\r\nContent-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n\r\n"));
        to.write(chunk(TarSource.head(bytes)));
        ByteBuffer content = chunk(TarSource.CONTENT);
        for (long left = bytes; left > 0; left -= TarSource.CONTENT.length) {
            to.write(content);
        }
        to.write(chunk(TarSource.TAIL));
        to.write(BareSocket.bytes("0\r\n\r\n"));
        to.answer();
    }

    private static ByteBuffer chunk(byte[] bytes) {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(size.length + bytes.length + 2)
                .put(size)
                .put(bytes)
                .put((byte) '\r')
                .put((byte) '\n')
                .flip();
    }

    private long call(String target) throws IOException {
        ByteBuffer request = prepared.get(target);
        if (request == null) {
            request = BareSocket.get(target);
            prepared.put(target, request);
        }
        return socket().call(request);
    }

    private BareSocket socket() throws IOException {
        BareSocket open = socket;
        if (open == null) {
            open = new BareSocket(address, BUFFER);
            socket = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        BareSocket open = socket;
        if (open != null) {
            open.close();
        }
    }
}
