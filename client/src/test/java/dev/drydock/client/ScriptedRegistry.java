package dev.drydock.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drydock.client.internal.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry on the loopback address with one image and tokens that don't last: for what a real one does on a bad day only. An
 * identity token is good when it is {@code fresh}.
 */
final class ScriptedRegistry implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final byte[] layer = TestRegistry.layer("scripted " + System.nanoTime());
    private final PlainOnly front;
    private final byte[] config;
    private final byte[] manifest;
    /** What was asked of the place that gives tokens. */
    final List<String> tokens = new CopyOnWriteArrayList<>();
    /** Whether layers never come to their end. */
    volatile boolean stalling;
    /** Whether not even a byte comes of those. */
    volatile boolean silent;
    /** Open until the engine has hung up on a layer. */
    final CountDownLatch hungUp = new CountDownLatch(1);

    ScriptedRegistry(Map<String, String> labels) throws IOException {
        config = Json.bytes(Map.of(
                "architecture",
                "amd64",
                "os",
                "linux",
                "config",
                Map.of("Labels", labels),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(TestRegistry.digest(layer)))));
        manifest = Json.bytes(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                TestRegistry.MANIFEST,
                "config",
                TestRegistry.descriptor("application/vnd.docker.container.image.v1+json", config),
                "layers",
                List.of(TestRegistry.descriptor("application/vnd.docker.image.rootfs.diff.tar", layer))));
        server.setExecutor(threads);
        server.createContext("/token", this::token);
        server.createContext("/v2/", this::serve);
        server.start();
        front = new PlainOnly(server.getAddress().getPort());
    }

    ImageReference image() {
        return ImageReference.parse(address() + "/scripted/image:1");
    }

    private String address() {
        return "127.0.0.1:" + front.port();
    }

    private void token(HttpExchange call) throws IOException {
        String asked = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        tokens.add(asked);
        boolean good = asked.contains("refresh_token=fresh");
        answer(
                call,
                good ? 200 : 401,
                "application/json",
                Json.bytes(
                        good
                                ? Map.of("access_token", "good", "token", "good")
                                : Map.of(
                                        "errors",
                                        List.of(Map.of("code", "UNAUTHORIZED", "message", "token has expired")))));
    }

    private void serve(HttpExchange call) throws IOException {
        if (!"Bearer good".equals(call.getRequestHeaders().getFirst("Authorization"))) {
            call.getResponseHeaders()
                    .set("WWW-Authenticate", "Bearer realm=\"http://" + address() + "/token\",service=\"scripted\"");
            answer(call, 401, "application/json", Json.bytes(Map.of("errors", List.of())));
            return;
        }
        String path = call.getRequestURI().getPath();
        if (path.endsWith(TestRegistry.digest(layer)) && stalling) {
            stall(call);
        } else if (path.endsWith(TestRegistry.digest(layer))) {
            answer(call, 200, "application/octet-stream", layer);
        } else if (path.endsWith(TestRegistry.digest(config))) {
            answer(call, 200, "application/octet-stream", config);
        } else if (path.contains("/manifests/")) {
            call.getResponseHeaders().set("Docker-Content-Digest", TestRegistry.digest(manifest));
            answer(call, 200, TestRegistry.MANIFEST, manifest);
        } else {
            answer(call, 200, "application/json", new byte[] {'{', '}'});
        }
    }

    /** A byte now and then, until the engine has had enough. */
    private void stall(HttpExchange call) throws IOException {
        call.sendResponseHeaders(200, 1_000_000);
        try (OutputStream out = call.getResponseBody()) {
            while (true) {
                if (!silent) {
                    out.write(0);
                    out.flush();
                }
                Thread.sleep(50);
            }
        } catch (IOException e) {
            hungUp.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange call, int status, String type, byte[] body) throws IOException {
        call.getResponseHeaders().set("Content-Type", type);
        if (call.getRequestMethod().equals("HEAD")) {
            call.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            call.sendResponseHeaders(status, -1);
        } else {
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
        }
        call.close();
    }

    @Override
    public void close() {
        front.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
