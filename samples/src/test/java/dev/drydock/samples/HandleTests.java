package dev.drydock.samples;

import static dev.drydock.junit.assertions.ContainerAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.client.ExecResult;
import dev.drydock.client.LogOptions;
import dev.drydock.junit.ContainerCommand;
import dev.drydock.junit.LogFollower;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a test can do with a container. */
@WithContainer(
        name = "web",
        image = "busybox:1.36",
        ports = 80,
        hostAccess = true,
        command = {"sh", "-c", "mkdir /www; echo begun; exec httpd -f -p 80 -h /www"})
class HandleTests {
    @Test
    void runsCommands(RunningContainer web) {
        ExecResult sorted = web.exec(ContainerCommand.of("sort", "-r")
                .withStdin("a\nb\n")
                .withUser("1000")
                .withTimeout(Duration.ofSeconds(10)));
        assertThat(sorted.stdoutText()).isEqualTo("b\na\n");
    }

    @Test
    void readsOutput(RunningContainer web) {
        List<String> lines = new CopyOnWriteArrayList<>();
        try (LogFollower follower = web.followLogs(line -> lines.add(line.text()))) {
            web.awaitLog("beg.n", Duration.ofSeconds(10));
            assertThat(web.logs(LogOptions.last(1).stdoutOnly())).isEqualTo("begun\n");
            assertThat(follower.isOpen()).isTrue();
        }
    }

    @Test
    void writesFiles(RunningContainer web) throws IOException {
        web.files().write("/www/index.html", "hello");
        assertThat(get(web)).isEqualTo("hello");
    }

    @Test
    void survivesFaults(RunningContainer web) throws IOException {
        web.files().write("/www/index.html", "hello");

        web.network().disconnect();
        assertThatThrownBy(() -> get(web)).isInstanceOf(IOException.class);
        web.network().reconnect();
        assertThat(get(web)).isEqualTo("hello");
    }

    @Test
    void callsBack(RunningContainer web) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        int port = web.network().exposeHostPort(server.getAddress().getPort());
        assertThat(web)
                .exec("wget", "-q", "http://" + RunningContainer.HOST + ":" + port + "/")
                .succeeds();
        server.stop(0);
    }

    @Test
    void isAsExpected(RunningContainer web) {
        assertThat(web).isRunning().hasLogLine("^begun$").isReachableAt(80);
        assertThat(web).hasChanged("/www").hasNoFile("/www/none");
        assertThat(web).exec("ls", "/www/none").fails().complainsMatching("No such file");
    }

    private static String get(RunningContainer web) throws IOException {
        URI page = URI.create("http://" + web.host() + ":" + web.port(80) + "/");
        return new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
