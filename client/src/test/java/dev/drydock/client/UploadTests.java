package dev.drydock.client;

import static dev.drydock.client.Answers.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose body is a stream. */
class UploadTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void aStreamIsSentInChunks() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        engine.next(noContentAfterBody());

        engine.client().containers().unpack("db", "/data", new ByteArrayInputStream(bytes));

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("PUT /v1.41/containers/db/archive?path=%2Fdata");
        assertThat(call.header("transfer-encoding")).isEqualTo("chunked");
        assertThat(call.header("content-length")).isNull();
        assertThat(call.header("content-type")).isEqualTo("application/x-tar");
        assertThat(call.isComplete()).isTrue();
        assertThat(call.body()).isEqualTo(bytes);
    }

    @Test
    void anEmptyStreamIsAnEmptyBody() throws Exception {
        engine.next(noContentAfterBody());

        engine.client().containers().unpack("db", "/data", InputStream.nullInputStream());

        ScriptedCall call = engine.call();
        assertThat(call.isComplete()).isTrue();
        assertThat(call.body()).isEmpty();
    }

    /** The endless stream shows that the rest isn't sent first. */
    @Test
    void anEarlyRefusalIsTheAnswerWhileTheEngineReadsOn() {
        engine.next(call -> call.send(response(404, "application/json", "{\"message\":\"No such container: db\"}")));

        assertThatThrownBy(() -> engine.client().containers().unpack("db", "/data", Sources.endless()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such container: db");
    }

    @Test
    void aHangUpWithoutAnAnswerIsNoSuccess() {
        engine.next(ScriptedCall::hangUp);

        assertThatThrownBy(() -> engine.client().containers().unpack("db", "/data", Sources.endless()))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot copy into '/data' of container 'db': ");
    }

    /** Were the answer read only after the upload, both sides would wait for each other here. */
    @Test
    void theAnswerIsReadWhileTheUploadGoesOn() throws Exception {
        String line = "{\"stream\":\"" + "x".repeat(1000) + "\"}\r\n";
        engine.next(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            for (int i = 0; i < 2000; i++) {
                call.send(line);
            }
            call.readBody();
            call.send("{\"aux\":{\"ID\":\"sha256:12\"}}");
        });
        AtomicLong lines = new AtomicLong();

        String id = engine.client()
                .images()
                .build(
                        BuildSpec.DEFAULT,
                        new ByteArrayInputStream(new byte[4_000_000]),
                        progress -> lines.incrementAndGet());

        assertThat(id).isEqualTo("sha256:12");
        assertThat(lines).hasValue(2001);
        assertThat(engine.call().body()).hasSize(4_000_000);
    }

    @Test
    void aSourceThatFailsIsNamedAndTheEngineSeesNoProperEnd() throws Exception {
        engine.next(noContentAfterBody());
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(new byte[100_000]), Sources.failing("disk is on fire"));

        assertThatThrownBy(() -> engine.client().containers().unpack("db", "/data", failing))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("Cannot copy into '/data' of container 'db'")
                .hasMessageContaining("disk is on fire");

        ScriptedCall call = engine.call();
        assertThat(call.isComplete()).isFalse();
    }

    @Test
    void aSourceThatThrowsAtRunTimeIsNamedToo() {
        engine.next(noContentAfterBody());
        InputStream failing = Sources.of((into, offset, length) -> {
            throw new IllegalStateException("lost the plot");
        });

        assertThatThrownBy(() -> engine.client().containers().unpack("db", "/data", failing))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("lost the plot");
    }

    @Test
    void aSourceThatFailsWhileTheAnswerIsReadIsNamedToo() {
        engine.next(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"stream\":\"Step 1\"}\r\n");
            call.readBody();
            call.send("{\"aux\":{\"ID\":\"sha256:12\"}}");
        });
        // Fails only after the answer has begun.
        CountDownLatch begun = new CountDownLatch(1);
        InputStream failing = Sources.of((into, offset, length) -> {
            await(begun);
            throw new IOException("disk is on fire");
        });

        assertThatThrownBy(
                        () -> engine.client().images().build(BuildSpec.DEFAULT, failing, progress -> begun.countDown()))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("disk is on fire");
    }

    @Test
    void theSourceIsNotClosed() {
        engine.next(noContentAfterBody());
        ByteArrayInputStream source = new ByteArrayInputStream(new byte[10]) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        engine.client().containers().unpack("db", "/data", source);

        assertThat(source.available()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Script noContentAfterBody() {
        return call -> {
            call.readBody();
            call.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        };
    }

    /** Not a broken pipe, though the engine closes with most of it unread. */
    @Test
    void aRefusalInTheMiddleOf100MegabytesIsThatRefusal() {
        long size = 100L * 1024 * 1024;
        engine.next(call -> {
            call.skip(size / 2);
            call.send(response(413, "application/json", "{\"message\":\"too large\"}"));
            call.hangUp();
        });
        long[] left = {size};

        assertThatThrownBy(() -> engine.client().containers().unpack("db", "/data", Sources.of((into, at, length) -> {
                    int count = (int) Math.min(length, left[0]);
                    left[0] -= count;
                    return count == 0 ? -1 : count;
                })))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("answered 413 'too large'");
        assertThat(left[0]).isPositive();
    }

    /** Nobody else could close what is read of a folder: the one who builds has only the folder. */
    @Test
    void aContextThatIsNotSentToItsEndIsClosed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch");
        try (FileChannel sparse =
                FileChannel.open(folder.resolve("large"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[1]), 100_000_000);
        }
        CountDownLatch over = new CountDownLatch(1);
        engine.next(call -> {
            over.await();
            call.awaitHangUp();
        });
        DockerClient hurried = engine.client().within(Timeouts.DEFAULT.withCall(Duration.ofMillis(500)));

        assertThatThrownBy(() -> hurried.images().build(BuildSpec.DEFAULT, BuildContext.of(folder), line -> {}))
                .isInstanceOf(DockerTimeoutException.class);
        over.countDown();

        for (int tries = 0; isOpen(folder.resolve("large")) && tries < 1000; tries++) {
            Thread.sleep(10);
        }
        assertThat(isOpen(folder.resolve("large"))).isFalse();
    }

    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(each -> {
                try {
                    return Files.readSymbolicLink(each).equals(file.toRealPath());
                } catch (IOException e) {
                    // It was closed meanwhile.
                    return false;
                }
            });
        }
    }
}
