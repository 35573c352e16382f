package dev.drydock.client;

import static dev.drydock.client.Answers.hangUp;
import static dev.drydock.client.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerTimeoutException.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls share a connection, one after the other. Pings are left out: the version is set. */
class KeptConnectionTests {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String KEPT = OK + "Content-Length: 2\r\n\r\n{}";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private DockerClient client;

    @BeforeEach
    void pin() {
        client = engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, 41)));
    }

    /** Answers every request like this, for as long as the client wants to go on. */
    private static Script each(String answer) {
        return call -> {
            do {
                call.readBody();
                call.send(answer);
            } while (call.readNext());
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEPT,
                OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n3\r\n{}\n\r\n0\r\nTrailer: x\r\n\r\n",
                OK + "Connection: keep-alive\r\nContent-Length: 3\r\n\r\n{}\n",
            })
    void readsFollowEachOtherOnOneConnection(String answer) {
        engine.otherwise(each(answer));

        for (int i = 0; i < 5; i++) {
            client.system().info();
        }

        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void theHeadThatAsksForTheVersionSharesItToo() {
        engine.onPing(each(OK + "Api-Version: 1.41\r\nContent-Length: 0\r\n\r\n"));

        engine.client().apiVersion();
        engine.client().apiVersion();

        assertThat(engine.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OK + "Connection: close\r\nContent-Length: 2\r\n\r\n{}",
                OK + "connection: Close\r\nContent-Length: 2\r\n\r\n{}",
                OK + "Connection: keep-alive\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}",
                OK + "Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n",
                OK + "Content-Length: 2\r\n\r\n{}\r\n",
            })
    void whatTheEngineEndsOrWhoseEndIsNotClearIsNotKept(String answer) {
        engine.otherwise(each(answer));

        client.system().info();
        client.system().info();

        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void aBodyUntilTheConnectionClosesIsNotKept() {
        engine.otherwise(Answers.raw(OK + "\r\n{}"));

        client.system().info();
        client.system().info();

        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void anAnswerWithMuchBehindTheValueIsNotKept() {
        String rest = " ".repeat(100_000);
        engine.otherwise(each(OK + "Content-Length: 100002\r\n\r\n{}" + rest));

        client.system().info();
        client.system().info();

        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void bytesThatComeUnaskedEndIt() throws Exception {
        CountDownLatch unasked = new CountDownLatch(1);
        engine.next(call -> {
            call.send(KEPT);
            call.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
            unasked.countDown();
            call.awaitHangUp();
        });
        engine.next(each(KEPT));
        client.system().info();
        unasked.await();

        client.system().info();

        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void aRefusalThatWasReadIsNoReasonToHangUp() {
        engine.otherwise(each("HTTP/1.1 404 No\r\nContent-Length: 16\r\n\r\n{\"message\":\"no\"}"));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.containers().inspect("db")).isInstanceOf(NotFoundException.class);
        }

        assertThat(engine.connections()).isEqualTo(1);
    }

    /** On a connection of which one can't be sure it would have to be sent twice, or fail for nothing. */
    @Test
    @Acceptance(value = "C-036", by = "only calls that read use a kept connection")
    void whatChangesSomethingNeverUsesAKeptOne() throws Exception {
        engine.otherwise(each(OK + "Content-Length: 10\r\n\r\n{\"Id\":\"n\"}"));
        client.system().info();

        client.containers().start("db");
        client.containers().remove("db");
        client.networks().create("n", Map.of());
        client.containers().unpack("db", "/", java.io.InputStream.nullInputStream());

        assertThat(engine.connections()).isEqualTo(5);
    }

    @Test
    @Acceptance(
            value = {"C-036", "D-034"},
            by = "connections are kept for 4 s at most")
    void oneThatTheEngineHasClosedIsReplacedSilently() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        engine.next(call -> {
            call.send(KEPT);
            call.hangUp();
            closed.countDown();
        });
        engine.next(json(200, "{\"Name\":\"again\"}"));
        client.system().info();
        closed.await();

        assertThat(client.system().info().name()).isEqualTo("again");
        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void oneThatTheEngineClosesAtTheRequestIsReplacedOnce() {
        engine.next(call -> {
            call.send(KEPT);
            call.readNext();
            call.hangUp();
        });
        engine.next(hangUp());
        client.system().info();

        assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerException.class);
        assertThat(engine.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{"})
    void anAnswerThatHasBegunIsNotAskedForAgain(String beginning) {
        engine.next(call -> {
            call.send(KEPT);
            call.readNext();
            call.send(beginning);
        });
        client.system().info();

        assertThatThrownBy(() -> client.system().info())
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot ask the engine about itself: ");
        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void aLimitThatRanOutIsNoReasonToAskAgain() {
        engine.next(call -> {
            call.send(KEPT);
            call.awaitHangUp();
        });
        client.system().info();

        assertThatThrownBy(() -> client.within(Timeouts.DEFAULT.withHead(Duration.ofMillis(30)))
                        .system()
                        .info())
                .isInstanceOfSatisfying(
                        DockerTimeoutException.class, e -> assertThat(e.phase()).isEqualTo(Phase.HEAD));
        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void theLimitsAreThoseOfTheCallNotOfTheOneBefore() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        engine.next(call -> {
            call.send(KEPT);
            call.readNext();
            late.await();
            call.send(KEPT);
            call.awaitHangUp();
        });
        client.within(new Timeouts(Duration.ZERO, Duration.ofMillis(500), Duration.ofMillis(500), Duration.ZERO))
                .system()
                .info();

        try (Background<?> second = Background.of(() ->
                client.within(Timeouts.connectOnly(Duration.ZERO)).system().info())) {
            Thread.sleep(600);
            late.countDown();
            second.get();
        }
        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void idleOnesAreClosedAfterSomeSeconds() throws Exception {
        engine.otherwise(each(KEPT));
        client.system().info();

        engine.awaitOpen(0);
    }

    @Test
    void closingTheClientClosesThem() throws Exception {
        engine.otherwise(each(KEPT));
        client.system().info();
        engine.awaitOpen(1);

        client.close();

        engine.awaitOpen(0);
    }

    @Test
    void oneThatIsFreeAfterTheCloseIsNotKept() throws Exception {
        engine.otherwise(each(KEPT));
        client.system().info();
        client.closeIdle();
        engine.awaitOpen(0);

        client.system().info();

        engine.awaitOpen(1);
    }

    @Test
    void parallelCallsHaveOneEachOfWhichSixAreKept() throws Exception {
        CyclicBarrier all = new CyclicBarrier(10);
        engine.otherwise(call -> {
            await(all);
            call.send(KEPT);
            while (call.readNext()) {
                call.send(KEPT);
            }
        });
        List<Background<?>> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(Background.of(() -> client.system().info()));
        }
        for (Background<?> thread : threads) {
            thread.get();
            thread.close();
        }

        engine.awaitOpen(6);
        assertThat(engine.connections()).isEqualTo(10);
        client.system().info();
        assertThat(engine.connections()).isEqualTo(10);
    }

    private static void await(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await();
        } catch (java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
