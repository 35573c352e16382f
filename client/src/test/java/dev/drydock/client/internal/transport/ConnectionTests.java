package dev.drydock.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All kinds of connections behave alike. */
class ConnectionTests {
    @TempDir
    Path folder;

    /** Not with TLS 1.2: a JDK's peer then ends its own output as soon as ours has ended; Go's doesn't. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS_1_2")
    void bytesGoBothWaysAndEachWayHasItsEnd(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            Connection connection = pair.connection();
            connection.out().write("there".getBytes(StandardCharsets.UTF_8));
            connection.out().write('!');
            connection.shutdownOutput();
            assertThat(pair.peer().getInputStream().readAllBytes()).asString().isEqualTo("there!");

            pair.peer().getOutputStream().write("back".getBytes(StandardCharsets.UTF_8));
            pair.endPeersOutput();
            assertThat(connection.in().readAllBytes()).asString().isEqualTo("back");
            assertThat(connection.in().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS_1_2")
    void closingTheOutputEndsOnlyTheOutput(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            pair.connection().out().close();
            assertThat(pair.peer().getInputStream().read()).isEqualTo(-1);

            pair.peer().getOutputStream().write('x');
            pair.peer().getOutputStream().flush();
            assertThat(pair.connection().in().read()).isEqualTo('x');
        }
    }

    /** Small pieces in a row are read in batches, where that is quicker: none of them may be lost, and the end still comes. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TLS_1_2")
    void aRushOfSmallPiecesComesWholeAndInOrder(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            StringBuilder expected = new StringBuilder();
            FutureTask<Void> writing = new FutureTask<>(() -> {
                for (int i = 0; i < 5_000; i++) {
                    pair.peer().getOutputStream().write((i + "\n").getBytes(StandardCharsets.UTF_8));
                }
                pair.endPeersOutput();
                return null;
            });
            for (int i = 0; i < 5_000; i++) {
                expected.append(i).append('\n');
            }
            Thread writer = new Thread(writing);
            writer.start();
            // What interrupts the reader in between must neither end nor change what comes.
            Thread.currentThread().interrupt();
            byte[] all = pair.connection().in().readAllBytes();
            assertThat(Thread.interrupted()).isTrue();
            writing.get(20, TimeUnit.SECONDS);
            assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo(expected.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedReadThatOurCloseEndsIsNotTheEndOfTheBytes(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Integer> read = new FutureTask<>(() -> {
                begun.countDown();
                return pair.connection().in().read(new byte[10]);
            });
            Thread reader = new Thread(read);
            reader.start();
            begun.await();

            pair.connection().close();

            assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SocketException.class);
            assertThatThrownBy(() -> pair.connection().in().read()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pair.connection().out().write(1)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBlockedWriteIsEndedByOurClose(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            Flood flood = new Flood(pair.connection());
            flood.awaitBlocked();

            pair.connection().close();

            assertThat(flood.failure()).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceIsATimeoutAndLosesNothing(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            Connection connection = pair.connection();
            connection.readTimeout(Duration.ofNanos(1));
            assertThatThrownBy(() -> connection.in().read()).isInstanceOf(SocketTimeoutException.class);

            connection.readTimeout(Duration.ZERO);
            pair.peer().getOutputStream().write(new byte[] {'x', 'y'});
            pair.peer().getOutputStream().flush();
            assertThat(connection.in().read()).isEqualTo('x');

            connection.readTimeout(Duration.ofMillis(1));
            assertThat(connection.in().read()).isEqualTo('y');
            assertThatThrownBy(() -> connection.in().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** A slow engine isn't a silent one: what is written may take as long as it takes. */
    @ParameterizedTest
    @EnumSource
    void theReadTimeoutIsNoneOfWriting(Peers kind) throws Exception {
        try (Peers.Pair pair = kind.pair(folder)) {
            pair.connection().readTimeout(Duration.ofMillis(1));
            Flood flood = new Flood(pair.connection());
            flood.awaitBlocked();
            assertThatThrownBy(() -> pair.connection().in().read()).isInstanceOf(SocketTimeoutException.class);

            long before = flood.sent();
            byte[] sink = new byte[64 * 1024];
            while (flood.sent() < before + 4_000_000) {
                assertThat(pair.peer().getInputStream().read(sink)).isPositive();
            }
            pair.connection().close();
            flood.failure();
        }
    }

    /** The engine's answer to an upload that it refuses, and hangs up on, must not get lost with the writing side. */
    @ParameterizedTest
    @EnumSource
    void whatCameBeforeAWriteFailedCanStillBeRead(Peers kind) throws Exception {
        byte[] answer = ("HTTP/1.1 400 Bad Request\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000))
                .getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 20; round++) {
            Path fresh = java.nio.file.Files.createDirectory(folder.resolve("" + round));
            try (Peers.Pair pair = kind.pair(fresh)) {
                Flood flood = new Flood(pair.connection());
                flood.awaitBlocked();
                pair.peer().getInputStream().readNBytes(10);
                pair.peer().getOutputStream().write(answer);
                pair.peer().getOutputStream().flush();
                pair.peer().close();
                assertThat(flood.failure()).isInstanceOf(IOException.class);

                assertThat(pair.connection().in().readNBytes(answer.length)).isEqualTo(answer);
            }
        }
    }
}
