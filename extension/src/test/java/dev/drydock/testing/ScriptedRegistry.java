package dev.drydock.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * A registry on the loopback address, that has every image it is asked for, each with one empty layer, and does what a registry
 * does on a bad day. Nothing runs in such an image.
 */
public final class ScriptedRegistry implements AutoCloseable {
    /** What a handshake begins with. */
    private static final int TLS = 0x16;

    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private static final byte[] ERROR =
            "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}"
                    .getBytes(StandardCharsets.UTF_8);

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger manifests = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final byte[] manifest;
    private volatile int status = 503;
    private volatile boolean stalls;

    /** Listens at once; the image is as old as is said. */
    public ScriptedRegistry(Instant created) throws IOException {
        byte[] tar = new byte[1024];
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(layer)) {
            zip.write(tar);
        }
        String config = """
                {"architecture":"amd64","os":"linux","created":"%s","config":{"Labels":{"unique":"%s"}},
                 "rootfs":{"type":"layers","diff_ids":["%s"]}}
                """.formatted(created, java.util.UUID.randomUUID(), digest(tar));
        manifest = """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%d,"digest":"%s"},
                 "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%d,"digest":"%s"}]}
                """.formatted(
                        MANIFEST,
                        config.length(),
                        blob(config.getBytes(StandardCharsets.UTF_8)),
                        layer.size(),
                        blob(layer.toByteArray()))
                .getBytes(StandardCharsets.UTF_8);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private String blob(byte[] bytes) {
        String digest = digest(bytes);
        blobs.put(digest, bytes);
        return digest;
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** How often a manifest was asked for, also in vain: once or twice in each pull. */
    public int asked() {
        return manifests.get();
    }

    /** Answers the next requests for a manifest with that status. */
    public void fail(int times, int with) {
        status = with;
        failures.set(times);
    }

    /** Answers no request for a manifest until the end. */
    public void stall() {
        stalls = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** One request. The engine tries TLS first, and gets the answer by which it knows a server that speaks HTTP only. */
    private void serve(Socket socket) {
        try (socket) {
            PushbackInputStream bytes = new PushbackInputStream(socket.getInputStream());
            int first = bytes.read();
            if (first == TLS) {
                socket.getOutputStream()
                        .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            if (first >= 0) {
                bytes.unread(first);
            }
            BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1));
            String[] request = String.valueOf(in.readLine()).split(" ", -1);
            if (request.length == 3 && request[2].startsWith("HTTP/")) {
                answer(request[0], request[1], socket.getOutputStream());
            }
        } catch (IOException e) {
            // The engine has gone away.
        }
    }

    private void answer(String method, String path, OutputStream out) throws IOException {
        if (path.equals("/v2/")) {
            send(method, 200, "application/json", new byte[] {'{', '}'}, out);
        } else if (path.contains("/manifests/")) {
            manifests.incrementAndGet();
            if (stalls) {
                awaitEnd();
            }
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            byte[] body = fails ? ERROR : manifest;
            send(method, fails ? status : 200, fails ? "application/json" : MANIFEST, body, out);
        } else {
            byte[] blob = blobs.getOrDefault(path.substring(path.lastIndexOf('/') + 1), new byte[0]);
            send(method, blob.length == 0 ? 404 : 200, "application/octet-stream", blob, out);
        }
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(String method, int status, String type, byte[] body, OutputStream out) throws IOException {
        String head = "HTTP/1.1 " + status + " x\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length + "\r\nDocker-Content-Digest: " + digest(body) + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (!method.equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        threads.shutdownNow();
    }
}
