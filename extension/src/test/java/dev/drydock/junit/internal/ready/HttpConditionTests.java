package dev.drydock.junit.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.drydock.junit.internal.plan.HttpPlan;
import dev.drydock.junit.internal.plan.Regex;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with TLS, whose certificate is made out to nobody in particular and signed by itself. */
class HttpConditionTests {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void anyCertificateWillDo() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
        server.createContext("/health", exchange -> {
            byte[] body = "all is well".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-State", "warming up");
            exchange.getResponseHeaders().add("X-State", "open");
            exchange.sendResponseHeaders(203, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();

            assertThat(look(plan(true, "well$"), port).holds()).isTrue();
            assertThat(look(plan(true, "ill$"), port))
                    .isEqualTo(new BesideCondition.Look(
                            false, "https://127.0.0.1:" + port + "/health answered 203: all is well"));
            assertThat(look(plan(false, "well$"), port).holds()).isFalse();
            assertThat(look(plan(true, "well$", "x-state", "^open$"), port).holds())
                    .isTrue();
            assertThat(look(plan(true, "well$", "x-state", "shut"), port).seen())
                    .contains(" answered 203 with x-state: [", "open", "warming up");
            assertThat(look(plan(true, "well$", "X-Other", ""), port).seen())
                    .endsWith(" answered 203 with no header X-Other");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatPlaceholdersStandForIsNotShown() {
        HttpPlan plan =
                new HttpPlan("/x?${random:a}", 1, "GET", List.of(), Optional.empty(), List.of(), List.of(), "", false);

        // Nothing listens there.
        assertThat(look(plan, 1).seen()).startsWith("no answer from http://127.0.0.1:1/x?${random:a}: ");
    }

    @Test
    void whatCannotBeSentOnceItIsFilledInIsRefusedWithoutItsValue() {
        HttpPlan path =
                new HttpPlan("/${env:LINES}", 1, "GET", List.of(), Optional.empty(), List.of(), List.of(), "", false);
        HttpPlan header = new HttpPlan(
                "/", 1, "GET", List.of(), Optional.empty(), List.of(), List.of("X-A: ${env:LINES}"), "", false);

        assertThatThrownBy(() -> condition(path, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("http = \"/${env:LINES}\": with its placeholders filled in, it isn't a path")
                .hasNoCause();
        assertThatThrownBy(() -> condition(header, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("http: header X-A: with its placeholders filled in, it has a line break");
    }

    private static HttpPlan plan(boolean tls, String body) {
        return plan(tls, body, new HttpPlan.Header[0]);
    }

    private static HttpPlan plan(boolean tls, String body, String name, String value) {
        return plan(tls, body, new HttpPlan.Header(name, new Regex(value)));
    }

    private static HttpPlan plan(boolean tls, String body, HttpPlan.Header... answer) {
        return new HttpPlan(
                "/health", 443, "GET", List.of(), Optional.of(new Regex(body)), List.of(answer), List.of(), "", tls);
    }

    private static BesideCondition.Look look(HttpPlan plan, int port) {
        return condition(plan, port).look();
    }

    private static HttpCondition condition(HttpPlan plan, int port) {
        UnaryOperator<String> fill =
                text -> text.replace("${random:a}", "s3cret").replace("${env:LINES}", "a b\n");
        return new HttpCondition(plan, fill, Optional.empty(), "127.0.0.1", port, new ContainerWatch(), Runnable::run);
    }

    private SSLContext context() throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=nobody",
                        "-alias",
                        "a",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
