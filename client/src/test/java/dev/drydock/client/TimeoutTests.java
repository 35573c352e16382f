package dev.drydock.client;

import static dev.drydock.client.Answers.chunk;
import static dev.drydock.client.Answers.silent;
import static dev.drydock.client.Answers.thenSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerTimeoutException.Phase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Engines that fall silent. A limit that mustn't run out is an hour, one that must a few milliseconds. */
class TimeoutTests {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static Timeouts limits(Duration connect, Duration head, Duration inactivity) {
        return new Timeouts(connect, head, inactivity, Duration.ZERO);
    }

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void noAnswerIsATimeoutOfTheHead() {
        engine.next(silent());

        assertThatThrownBy(
                        () -> engine.client(limits(LONG, SHORT, LONG)).system().info())
                .isInstanceOfSatisfying(DockerTimeoutException.class, e -> {
                    assertThat(e.phase()).isEqualTo(Phase.HEAD);
                    assertThat(e.limit()).isEqualTo(SHORT);
                })
                .hasMessageStartingWith("Cannot ask the engine about itself: the engine at " + engine.address())
                .hasMessageContaining("50 ms");
    }

    @Test
    void halfAHeadIsATimeoutOfTheHead() {
        engine.next(thenSilent("HTTP/1.1 200 OK\r\nContent-"));

        assertThatThrownBy(
                        () -> engine.client(limits(LONG, SHORT, LONG)).system().info())
                .isInstanceOfSatisfying(
                        DockerTimeoutException.class, e -> assertThat(e.phase()).isEqualTo(Phase.HEAD));
    }

    @Test
    @Acceptance(value = "C-013", by = "Timeouts.inactivity and head")
    void halfABodyIsATimeoutOfInactivity() {
        engine.next(thenSilent("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ID\":"));

        assertThatThrownBy(
                        () -> engine.client(limits(LONG, LONG, SHORT)).system().info())
                .isInstanceOfSatisfying(DockerTimeoutException.class, e -> {
                    assertThat(e.phase()).isEqualTo(Phase.INACTIVITY);
                    assertThat(e.limit()).isEqualTo(SHORT);
                })
                .hasMessageContaining("fell silent in the middle of its answer");
    }

    @Test
    void aSilentPingIsATimeoutToo() {
        engine.onPing(silent());

        assertThatThrownBy(
                        () -> engine.client(limits(LONG, SHORT, LONG)).system().info())
                .isInstanceOfSatisfying(
                        DockerTimeoutException.class, e -> assertThat(e.phase()).isEqualTo(Phase.HEAD));
    }

    /** The engine answers only after another call has run into its limit, which is the same limit. */
    @Test
    void whatTakesAsLongAsItTakesHasNoLimit() throws Exception {
        CountDownLatch limitHasPassed = new CountDownLatch(1);
        engine.next(call -> {
            limitHasPassed.await();
            call.send(CHUNKED);
            call.send(chunk("{\"StatusCode\":3}") + "0\r\n\r\n");
        });
        engine.next(silent());
        DockerClient client = engine.client(limits(LONG, SHORT, SHORT));
        try (Background<Long> waiting =
                Background.of(() -> client.containers().waitUntilStopped("db").statusCode())) {
            engine.call();

            assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerTimeoutException.class);
            limitHasPassed.countDown();

            assertThat(waiting.get()).isEqualTo(3);
        }
    }

    @Test
    void aSilentFollowedLogIsNoError() throws Exception {
        CountDownLatch limitHasPassed = new CountDownLatch(1);
        engine.next(Answers.json(200, "{\"Config\":{\"Tty\":true}}"));
        engine.next(call -> {
            call.send(CHUNKED + chunk("first"));
            limitHasPassed.await();
            call.send(chunk("second") + "0\r\n\r\n");
        });
        engine.next(silent());
        DockerClient client = engine.client(limits(LONG, SHORT, SHORT));

        try (OutputFrames logs = client.containers().logs("db", LogOptions.FOLLOW);
                Background<String> all =
                        Background.of(() -> logs.next().text() + logs.next().text() + logs.hasNext())) {
            assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerTimeoutException.class);
            limitHasPassed.countDown();

            assertThat(all.get()).isEqualTo("firstsecondfalse");
        }
    }

    @Test
    @Acceptance(
            value = {"C-016", "D-007"},
            by = "zero means none; the default has limits, so that nothing hangs")
    void zeroIsNoLimit() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        engine.next(call -> {
            answer.await();
            call.send(Answers.response(200, "application/json", "{\"Name\":\"slow\"}"));
        });
        DockerClient client = engine.client(limits(Duration.ZERO, Duration.ZERO, Duration.ZERO));
        try (Background<String> name =
                Background.of(() -> client.system().info().name())) {
            engine.call();
            answer.countDown();

            assertThat(name.get()).isEqualTo("slow");
        }
    }

    @Test
    void aLimitBelowAMillisecondIsNotForEver() {
        engine.next(silent());

        assertThatThrownBy(() -> engine.client(limits(LONG, Duration.ofNanos(1), LONG))
                        .system()
                        .info())
                .isInstanceOf(DockerTimeoutException.class);
    }

    @Test
    void limitsAreNotNegative() {
        assertThatThrownBy(() -> limits(LONG, Duration.ofSeconds(-1), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
        assertThat(Timeouts.DEFAULT.connect()).isEqualTo(Duration.ofSeconds(10));
    }
}
