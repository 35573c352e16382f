package dev.drydock.client;

import static dev.drydock.client.Answers.chunk;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.silent;
import static dev.drydock.client.Answers.thenSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerTimeoutException.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Engines that are busy without end, which a limit for single reads would never notice. A limit that must run out is short;
 * one that mustn't is for ever.
 */
class LimitTests {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Timeouts NONE = new Timeouts(EVER, EVER, EVER, EVER);

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private DockerClient client() {
        return engine.client(DockerClient.builder().timeouts(NONE).streamTimeouts(NONE));
    }

    private DockerClient client(Timeouts limits) {
        DockerClient client = client();
        client.apiVersion();
        return client.within(limits);
    }

    private static void assertLate(Phase phase, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DockerTimeoutException.class, e -> {
            assertThat(e.phase()).isEqualTo(phase);
            assertThat(e.limit()).isEqualTo(SHORT);
        });
    }

    private static void assertCallTookTooLong(ThrowingCallable call) {
        assertLate(Phase.CALL, call);
    }

    private static Script endlessly(String beginning, String piece) {
        return call -> {
            call.send(beginning);
            while (true) {
                call.send(piece);
                Thread.sleep(5);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "X: y\r\n"})
    void aHeadThatTricklesInIsLate(String piece) {
        engine.otherwise(endlessly("HTTP/1.1 200 OK\r\nX: ", piece));

        assertLate(Phase.HEAD, () -> client(NONE.withHead(SHORT)).system().info());
        assertCallTookTooLong(() -> client(NONE.withCall(SHORT)).system().info());
    }

    @Test
    void interimAnswersAreNoneHoweverSlowlyTheyCome() {
        engine.otherwise(endlessly("", "HTTP/1.1 102 Processing\r\n\r\n"));

        assertLate(Phase.HEAD, () -> client(NONE.withHead(SHORT)).system().info());
        assertCallTookTooLong(() -> client(NONE.withCall(SHORT)).system().info());
    }

    @Test
    void interimAnswersWithoutEndAreAnError() {
        engine.next(call -> {
            while (true) {
                call.send("HTTP/1.1 102 Processing\r\n\r\n");
            }
        });

        assertThatThrownBy(() -> client().system().info())
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("interim answers without end");
    }

    @Test
    @Acceptance(value = "C-015", by = "Timeouts.call")
    void aBodyThatTricklesInIsLateOnlyForTheWholeCall() {
        engine.otherwise(endlessly(CHUNKED + chunk("{\"Name\":\""), chunk("x")));

        assertThatThrownBy(
                        () -> client(NONE.withInactivity(Duration.ofSeconds(10)).withCall(SHORT))
                                .system()
                                .info())
                .isInstanceOfSatisfying(
                        DockerTimeoutException.class, e -> assertThat(e.phase()).isEqualTo(Phase.CALL))
                .hasMessage("Cannot ask the engine about itself: the engine at " + engine.address()
                        + " hasn't done it within the 100 ms that the whole call may take.");
    }

    @Test
    void aFollowedLogEndsWithTheCall() {
        engine.otherwise(call -> {
            if (call.line().contains("/logs")) {
                endlessly(CHUNKED, chunk("x")).play(call);
            } else {
                call.send(Answers.response(200, "application/json", "{\"Config\":{\"Tty\":true}}"));
            }
        });

        try (OutputFrames logs = client(NONE.withCall(SHORT)).containers().logs("db", LogOptions.FOLLOW)) {
            assertCallTookTooLong(() -> logs.forEachRemaining(frame -> {}));
        }
    }

    @Test
    void aStreamThatNobodyReadsIsFreedAllTheSame() throws Exception {
        engine.next(thenSilent(CHUNKED));

        try (EventStream events = client(NONE.withCall(SHORT)).system().events(Filters.NONE)) {
            engine.awaitOpen(0);

            assertCallTookTooLong(events::hasNext);
        }
    }

    @Test
    void anUploadThatIsNotTakenEndsWithTheCall() {
        engine.next(silentWithoutReading());
        try {
            assertCallTookTooLong(
                    () -> client(NONE.withCall(SHORT)).containers().unpack("db", "/", Sources.endless()));
        } finally {
            done.countDown();
        }
    }

    final CountDownLatch done = new CountDownLatch(1);

    private Script silentWithoutReading() {
        return call -> {
            done.await();
            call.awaitHangUp();
        };
    }

    private void assertLateAndDone(Phase phase, String words, ThrowingCallable call) {
        try {
            assertLate(phase, call);
            assertThatThrownBy(call).hasMessageContaining(words);
        } finally {
            done.countDown();
        }
    }

    /** Neither stream nor JSON; the latter is more than a socket takes at once. */
    @Test
    void aBodyThatIsNotTakenIsInactivity() {
        engine.otherwise(silentWithoutReading());
        DockerClient client = client(NONE.withInactivity(SHORT));
        String large = "x".repeat(8_000_000);

        assertLateAndDone(
                Phase.INACTIVITY,
                "took nothing of what was sent to it for 100 ms",
                () -> client.containers()
                        .create(ContainerSpec.of("busybox")
                                .label("large", large)
                                .build()));
    }

    @Test
    @Acceptance(value = "C-014", by = "Timeouts.inactivity")
    void anUploadThatIsNotTakenIsInactivity() {
        engine.otherwise(silentWithoutReading());
        DockerClient client = client(NONE.withInactivity(SHORT));

        assertLateAndDone(
                Phase.INACTIVITY,
                "took nothing of what was sent to it for 100 ms",
                () -> client.containers().unpack("db", "/", Sources.endless()));
    }

    /** The engine waits for the source then, not the client for the engine. */
    @Test
    void aSourceMayBeSlow() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        engine.next(Answers.raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")).next(silent());
        DockerClient client = client(new Timeouts(EVER, SHORT, SHORT, EVER));
        try (Background<?> upload = Background.of(() -> {
            client.containers().unpack("db", "/", Sources.of((into, offset, length) -> {
                await(more);
                return -1;
            }));
            return null;
        })) {
            engine.call();
            // The same limits, begun later, have run out when this is done.
            assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerTimeoutException.class);
            more.countDown();
            upload.get();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void theHeadsLimitBeginsWithTheEndOfAnUpload() {
        engine.next(call -> {
            call.readBody();
            call.awaitHangUp();
        });
        int[] reads = {0};

        assertLate(
                Phase.HEAD,
                () -> client(NONE.withHead(SHORT)).containers().unpack("db", "/", Sources.of((into, at, length) -> {
                    pause(SHORT.toMillis());
                    return ++reads[0] == 4 ? -1 : 1;
                })));
        assertThat(reads[0]).isEqualTo(4);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void writingToAProcessThatDoesNotReadEndsWithTheCall() throws Exception {
        engine.otherwise(call -> {
            if (call.line().contains("/attach")) {
                call.readBody();
                call.send("HTTP/1.1 101 UPGRADED\r\n\r\n");
                done.await();
                call.awaitHangUp();
            } else {
                call.send(Answers.response(200, "application/json", "{\"Config\":{\"Tty\":true}}"));
            }
        });
        try (Attachment attached =
                client(NONE.withCall(Duration.ofSeconds(3))).containers().attach("db", AttachOptions.ALL)) {
            assertThatThrownBy(() -> attached.stdin().write(new byte[8_000_000]))
                    .isInstanceOf(IOException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            DockerTimeoutException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.CALL));
        } finally {
            done.countDown();
        }
    }

    /** The exit code never comes: each of the questions for it is answered at once, all of them together take too long. */
    @Test
    void severalRequestsOfOneCallHaveOneLimit() {
        engine.otherwise(call -> {
            call.readBody();
            String id = call.line().endsWith("/exec") ? "{\"Id\":\"e1\"}" : "{\"ID\":\"e1\",\"Running\":true}";
            call.send(
                    call.line().endsWith("/start")
                            ? "HTTP/1.1 101 UPGRADED\r\n\r\n"
                            : Answers.response(200, "application/json", id));
        });

        assertCallTookTooLong(() -> client(NONE.withCall(SHORT)).exec().run("db", "ls"));
    }

    /** Begun by another call, which has no limit. */
    @Test
    void theLimitHoldsWhileTheVersionIsNegotiated() throws Exception {
        engine.onPing(silent());
        DockerClient client = client();
        try (Background<?> first = Background.of(() -> client.system().info())) {
            while (engine.pings().isEmpty()) {
                Thread.sleep(1);
            }

            assertCallTookTooLong(
                    () -> client.within(NONE.withCall(SHORT)).system().info());

            client.close();
            assertThatThrownBy(first::get).isInstanceOf(DockerConnectionException.class);
        }
    }

    @Test
    void aNegotiationIsPartOfTheCall() {
        engine.onPing(endlessly("HTTP/1.1 200 OK\r\n", "X: y\r\n"));

        assertCallTookTooLong(
                () -> client().within(NONE.withCall(SHORT)).system().info());
    }

    @Test
    @Acceptance(value = "D-003", by = "client.within(timeouts)")
    void limitsOfSomeCallsAreNotThoseOfTheClient() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        engine.otherwise(call -> {
            late.await();
            call.send(Answers.response(200, "application/json", "{\"Name\":\"here\"}"));
        });
        DockerClient client = client();
        client.apiVersion();
        try (Background<String> patient =
                Background.of(() -> client.system().info().name())) {
            assertCallTookTooLong(
                    () -> client.within(NONE.withCall(SHORT)).system().info());
            late.countDown();

            assertThat(patient.get()).isEqualTo("here");
        } finally {
            late.countDown();
        }
    }

    @Test
    void streamsHaveLimitsOfTheirOwn() {
        engine.next(thenSilent(CHUNKED)).next(json(200, "{\"Name\":\"here\"}"));
        DockerClient client =
                engine.client(DockerClient.builder().timeouts(NONE).streamTimeouts(NONE.withInactivity(SHORT)));

        try (EventStream events = client.system().events(Filters.NONE)) {
            assertLate(Phase.INACTIVITY, events::hasNext);
        }
        assertThat(client.system().info().name()).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Acceptance(value = "C-012", by = "Timeouts.connect")
    void aConnectionThatDoesNotComeAboutIsLate(boolean whole) throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = fill(full);
            DockerClient client = DockerClient.connect(EngineAddress.tcp("127.0.0.1", full.getLocalPort()));
            try (client) {
                assertLate(
                        whole ? Phase.CALL : Phase.CONNECT,
                        () -> client.within(whole ? NONE.withCall(SHORT) : NONE.withConnect(SHORT))
                                .system()
                                .info());
            } finally {
                for (Socket each : waiting) {
                    each.close();
                }
            }
        }
    }

    /** Until the kernel takes no more, since nobody accepts. */
    private static List<Socket> fill(ServerSocket server) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 300);
                waiting.add(socket);
            } catch (SocketTimeoutException e) {
                socket.close();
                return waiting;
            }
        }
    }

    @Test
    void limitsWithoutMeasureAreNoLimits() {
        engine.next(json(200, "{\"Name\":\"here\"}"));

        assertThat(client().system().info().name()).isEqualTo("here");
    }
}
