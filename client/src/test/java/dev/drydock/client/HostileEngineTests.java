package dev.drydock.client;

import static dev.drydock.client.Answers.chunked;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static dev.drydock.client.Answers.silent;
import static dev.drydock.client.Answers.thenSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerTimeoutException.Phase;
import dev.drydock.client.model.ContainerDetails;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that say what makes no sense, and what a careless client would take for success, or show to everybody. */
class HostileEngineTests {
    private static final String ENDED = "\u0001\0\0\0\0\0\0\u0005he";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void anUpgradeThatNobodyAskedForIsNoSuccess() {
        engine.next(raw("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"));

        assertThatThrownBy(() -> engine.client().containers().start("db"))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot start container 'db': ")
                .hasMessageContaining("101");
    }

    @Test
    void nullIsNotTheEndOfProgress() {
        engine.next(json(200, "{\"status\":\"Downloading\"}\r\nnull\r\n{\"error\":\"late\"}\r\n"));

        assertThatThrownBy(() -> engine.client().images().pull(ImageReference.parse("redis"), progress -> {}))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot pull image 'redis': ");
    }

    @Test
    void nullIsNotTheEndOfEvents() {
        engine.next(json(200, "null\n{\"Type\":\"container\"}\n"));
        try (EventStream events = engine.client().system().events(Filters.NONE)) {
            assertThatThrownBy(events::hasNext).isInstanceOf(DockerProtocolException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errorDetail\":{\"code\":17}} | {\"code\":17}",
                "{\"error\":{\"message\":\"toomanyrequests\"}} | {\"message\":\"toomanyrequests\"}",
                "{\"errorDetail\":\"denied\"} | denied",
            })
    void anErrorOfAnotherFormIsAnError(String line, String words) {
        engine.next(raw(chunked(line + "\r\n")));

        assertThatThrownBy(() -> engine.client().images().pull(ImageReference.parse("redis"), progress -> {}))
                .isInstanceOf(DockerStreamException.class)
                .hasMessage("Cannot pull image 'redis': the engine reports '" + words + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"message\":\"no\"}", "{\"StatusCode\":null}", "{\"StatusCode\":\"x\"}"})
    void anEndWithoutAnExitCodeIsNoExitCode0(String answer) {
        engine.next(json(200, answer));

        assertThatThrownBy(() -> engine.client().containers().waitUntilStopped("db"))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot wait for container 'db': ");
    }

    @Test
    void whatAProxySaysInsteadOfTheExitCodeIsShown() {
        engine.next(json(200, "upstream request timeout"));

        assertThatThrownBy(() -> engine.client().containers().waitUntilStopped("db"))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("upstream request timeout");
    }

    @Test
    void aReadAfterAnErrorIsThatErrorAgain() throws IOException {
        engine.next(json(200, "{\"Config\":{\"Tty\":false}}")).next(raw("HTTP/1.1 200 OK\r\n\r\n" + ENDED));
        try (OutputFrames logs = engine.client().containers().logs("db", LogOptions.ALL);
                InputStream bytes = logs.inputStream()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(bytes::read)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("in the middle of a frame");
            }
        }
    }

    @Test
    void aPasswordInARedirectIsNotShown() {
        engine.next(raw("HTTP/1.1 302 Found\r\nLocation: http://me:geheim@proxy/x\r\nContent-Length: 0\r\n\r\n"));

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("'http://***@proxy/x'")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void aPasswordInAnAddressWithALineBreakIsNotShown() {
        assertThatThrownBy(() -> EngineAddress.parse("tcp://me:ge\nheim@host"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("heim@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me:geheim@host", "a b", "host/x", "host\r\nX: y", "host?x"})
    void aHostIsNoMoreThanThat(String host) {
        assertThatThrownBy(() -> EngineAddress.tcp(host, 2375))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void aClosedClientLooksForNoEngine() {
        DockerClient client = DockerClient.connect(EngineAddress.unix(Path.of("/no/such/socket")));
        client.close();

        assertThatThrownBy(() -> client.system().info())
                .isInstanceOf(DockerConnectionException.class)
                .hasMessage("Cannot ask the engine about itself: this client is closed.");
    }

    @Test
    void closingAWaitIsNoFaultOfTheEngine() throws Exception {
        engine.next(thenSilent("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        ContainerWait wait = engine.client().containers().waitFor("db", WaitCondition.NEXT_EXIT);
        try (Background<?> exit = Background.of(wait::await)) {
            wait.close();

            assertThatThrownBy(exit::get).hasMessage("Cannot wait for container 'db': the wait was closed meanwhile.");
        }
    }

    @Test
    void writingAfterTheCloseIsNoFaultOfTheEngine() {
        engine.next(json(200, "{\"Config\":{\"Tty\":true}}")).next(thenSilent("HTTP/1.1 101 UPGRADED\r\n\r\n"));
        Attachment attached = engine.client().containers().attach("db", AttachOptions.ALL);
        attached.close();

        assertThatThrownBy(() -> attached.stdin().write(1))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot attach to container 'db': the connection is closed.");
        attached.closeStdin();
    }

    /** So long that no socket takes it at once. */
    @Test
    void aHeadThatIsNotTakenEndsWithItsLimit() throws Exception {
        Timeouts limits = Timeouts.DEFAULT.withInactivity(Duration.ofMillis(200));
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DockerClient client = DockerClient.builder()
                        .address(EngineAddress.tcp("127.0.0.1", deaf.getLocalPort()))
                        .apiVersion(ApiVersion.OLDEST)
                        .timeouts(limits)
                        .build();
                Background<?> call =
                        Background.of(() -> client.containers().list(Filters.byLabel("x".repeat(30_000_000))))) {
            assertThatThrownBy(call::get)
                    .isInstanceOfSatisfying(
                            DockerTimeoutException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.INACTIVITY));
        }
    }

    @Test
    void secretsOfACommandOrABuildAreNotShown() {
        assertThat(ExecSpec.of("psql").withEnv("PASSWORD=geheim"))
                .asString()
                .contains("PASSWORD")
                .doesNotContain("geheim");
        assertThat(ExecSpec.of("psql", "-pgeheim")).asString().contains("psql").doesNotContain("geheim");
        assertThat(BuildSpec.DEFAULT.withBuildArgs(Map.of("TOKEN", "geheim")))
                .asString()
                .contains("TOKEN")
                .doesNotContain("geheim");
    }

    @Test
    void secretsOfAContainerAreNotShown() throws Exception {
        engine.otherwise(
                json(
                        200,
                        "{\"Args\":[\"geheim\"],\"Config\":{\"Env\":[\"PASSWORD=geheim\"],\"Cmd\":[\"redis\",\"--requirepass\",\"geheim\"]}}"));
        ContainerDetails details = engine.client().containers().inspect("db");
        assertThat(details.config().env("PASSWORD")).isEqualTo("geheim");
        assertThat(details.args()).containsExactly("geheim");
        assertThat(details).asString().contains("PASSWORD", "args").doesNotContain("geheim");
    }

    @Test
    void argumentsOfACommandAreNotInMessages() {
        engine.otherwise(json(409, "{\"message\":\"paused\"}"));
        assertThatThrownBy(() -> engine.client().exec().run("db", "psql", "-pgeheim"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot run 'psql' in container 'db': the engine answered 409 'paused'.");
    }

    @Test
    void norAreTheyWhenTheThreadIsInterrupted() {
        engine.next(json(201, "{\"Id\":\"e1\"}"));
        engine.next(raw("HTTP/1.1 101 UPGRADED\r\n\r\n"));
        engine.otherwise(json(200, "{\"ID\":\"e1\",\"Running\":true}"));
        DockerClient client = engine.client();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> client.exec().run("db", "psql", "-pgeheim"))
                    .isInstanceOf(DockerException.class)
                    .hasMessage("Cannot run 'psql' in container 'db': interrupted while its exit code was waited for.");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void noLimitsAtAllAreAMistake() {
        engine.otherwise(silent());
        assertThatThrownBy(() -> engine.client().within(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("limits");
    }
}
