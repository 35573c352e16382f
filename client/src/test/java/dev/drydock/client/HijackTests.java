package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attach and exec: what the engine answers, in what framing, and what goes the other way. */
class HijackTests {
    private static final String FRAMES = "\u0001\0\0\0\0\0\0\u0002hi\u0002\0\0\0\0\0\0\u0002no";
    private static final String SWITCHED = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
    private static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";
    private static final String RAW = "application/vnd.docker.raw-stream";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    /** The hijack goes like this; everything else is answered for a container or command of that kind. */
    private DockerClient client(String version, boolean tty, Script hijack) {
        engine.otherwise(call -> {
            String line = call.line();
            if (line.contains("/attach?") || line.endsWith("/start") || line.contains("/logs?")) {
                call.readBody();
                hijack.play(call);
                return;
            }
            call.readBody();
            String body = line.endsWith("/exec")
                    ? "{\"Id\":\"e1\"}"
                    : line.contains("/exec/")
                            ? "{\"ID\":\"e1\",\"Running\":false,\"ExitCode\":5,\"ProcessConfig\":{\"tty\":" + tty + "}}"
                            : "{\"Config\":{\"Tty\":" + tty + "}}";
            call.send(Answers.response(200, "application/json", body));
        });
        return engine.client(DockerClient.builder().apiVersion(ApiVersion.parse(version)));
    }

    private static Script latin(String answer) {
        return call -> call.send(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> texts(OutputFrames frames) {
        List<String> all = new ArrayList<>();
        frames.forEachRemaining(frame -> all.add(frame.source() + " " + frame.text()));
        return all;
    }

    private static String opened(String way, DockerClient client) {
        try (Attachment attached = way.equals("exec") ? client.exec().attach("e1") : attach(way, client)) {
            return attached == null
                    ? String.join("|", texts(client.containers().logs("db", LogOptions.ALL)))
                    : String.join("|", texts(attached.output()));
        }
    }

    private static Attachment attach(String way, DockerClient client) {
        return way.equals("logs") ? null : client.containers().attach("db", AttachOptions.ALL);
    }

    /** A terminal's output that looks like frames, and frames: told apart by what the engine says, never by the bytes. */
    @ParameterizedTest
    @CsvSource({
        // way, version, status, content type, terminal
        "attach, 1.44, 101, multiplexed, false, false",
        "attach, 1.44, 101, multiplexed, true, false",
        "attach, 1.44, 101, raw, false, true",
        "attach, 1.44, 101, none, true, true",
        "attach, 1.44, 101, none, false, false",
        "attach, 1.44, 200, raw, false, false",
        "attach, 1.44, 200, raw, true, true",
        "attach, 1.44, 200, multiplexed, false, false",
        "exec, 1.44, 101, multiplexed, false, false",
        "exec, 1.44, 101, raw, true, true",
        "exec, 1.44, 101, none, false, false",
        "exec, 1.44, 200, raw, false, false",
        "exec, 1.44, 200, raw, true, true",
        "logs, 1.44, 200, multiplexed, false, false",
        "logs, 1.44, 200, raw, true, true",
        "logs, 1.44, 200, raw, false, true",
        "logs, 1.44, 200, none, true, true",
        "logs, 1.44, 200, none, false, false",
        "attach, 1.41, 101, multiplexed, true, true",
        "attach, 1.41, 101, raw, false, false",
        "exec, 1.41, 101, raw, false, false",
        "exec, 1.41, 101, multiplexed, true, true",
        "logs, 1.41, 200, raw, false, false",
        "logs, 1.41, 200, multiplexed, true, true",
    })
    void theFramingIsTold(String way, String version, int status, String type, boolean tty, boolean raw) {
        String field = type.equals("none") ? "" : "Content-Type: " + (type.equals("raw") ? RAW : MULTIPLEXED) + "\r\n";
        DockerClient client = client(version, tty, latin("HTTP/1.1 " + status + " X\r\n" + field + "\r\n" + FRAMES));

        assertThat(opened(way, client)).isEqualTo(raw ? "STDOUT " + FRAMES : "STDOUT hi|STDERR no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "\u0001",
                "\u0002\0\0\0\0\0\0\u0005",
                "\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001"
            })
    void aTerminalsBytesMayLookLikeTheBeginningOfAFrame(String bytes) {
        DockerClient client = client("1.44", true, latin(SWITCHED + bytes));

        assertThat(opened("attach", client)).isEqualTo("STDOUT " + bytes);
    }

    @ParameterizedTest
    @CsvSource({"101, attach", "101, exec", "200, attach", "200, exec"})
    void bothDirectionsWork(int status, String way) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        String head = "HTTP/1.1 " + status + " X\r\nContent-Type: " + RAW + "\r\n\r\n";
        DockerClient client = client("1.44", true, call -> {
            call.send(head + "ready");
            call.send(call.readRest());
            ended.countDown();
            call.send("!");
        });
        try (Attachment attached = way.equals("exec") ? client.exec().attach("e1") : attach(way, client)) {
            assertThat(attached.output().next().text()).isEqualTo("ready");
            attached.stdin().write("echo".getBytes(StandardCharsets.UTF_8));
            attached.stdin().flush();
            assertThat(ended.getCount()).isEqualTo(1);

            attached.closeStdin();

            StringBuilder text = new StringBuilder();
            attached.output().forEachRemaining(frame -> text.append(frame.text()));
            assertThat(text).hasToString("echo!");
            attached.closeStdin();
            assertThatThrownBy(() -> attached.stdin().write(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its input was closed before");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\nb\r\n{\"message\":\r\n6\r\n\"no!\"}\r\n0\r\n\r\n",
                "Content-Length: 17\r\n\r\n{\"message\":\"no!\"}",
                "Content-Type: application/vnd.docker.raw-stream\r\n\r\nno!",
                "Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nno!\n",
            })
    void aRefusalGivesTheEnginesWords(String answer) {
        DockerClient client = client("1.44", false, latin("HTTP/1.1 409 Conflict\r\n" + answer));

        assertThatThrownBy(() -> client.containers().attach("db", AttachOptions.ALL))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot attach to container 'db': the engine answered 409 'no!'.");
        assertThatThrownBy(() -> client.exec().attach("e1"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot start exec 'e1': the engine answered 409 'no!'.");
    }

    @Test
    void whatIsAskedForIsSent() throws Exception {
        DockerClient client =
                client("1.44", false, latin("HTTP/1.1 101 X\r\nContent-Type: " + MULTIPLEXED + "\r\n\r\n"));

        client.containers().attach("db", AttachOptions.OUTPUT.withLogs()).close();

        ScriptedCall call = engine.call();
        assertThat(call.line())
                .isEqualTo(
                        "POST /v1.44/containers/db/attach?stream=true&stdin=false&stdout=true&stderr=true&logs=true");
        assertThat(call.header("upgrade")).isEqualTo("tcp");
        assertThat(call.header("connection")).isEqualTo("Upgrade");
    }

    @Test
    void closingEndsAReadAndAWriteThatWait() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        DockerClient client = client("1.44", true, call -> {
            call.send(SWITCHED);
            done.await();
        });
        Attachment attached = client.containers().attach("db", AttachOptions.ALL);
        try (Background<Boolean> reading = Background.of(() -> attached.output().hasNext());
                Background<?> writing = Background.of(() -> {
                    while (true) {
                        attached.stdin().write(new byte[100_000]);
                    }
                })) {
            Thread.sleep(50);
            attached.close();

            assertThat(reading.get()).isFalse();
            assertThatThrownBy(writing::get).isInstanceOf(IOException.class);
        } finally {
            done.countDown();
        }
    }

    @Test
    void aCommandThatDoesNotReadItsInputIsNotWaitedFor() {
        DockerClient client = client("1.44", true, latin(SWITCHED + "done"));

        ExecResult result = client.exec().run("db", ExecSpec.of("true").withTty(), Sources.endless());

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.stdoutText()).isEqualTo("done");
    }

    /** As Podman does when a command ends before its input. On a Unix socket nothing of its output is lost by that. */
    @Test
    void aHangUpOnInputThatNobodyReadIsTheEnd() throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        DockerClient client = client("1.44", true, call -> {
            call.send(SWITCHED + "done");
            written.await();
            call.hangUp();
            closed.countDown();
        });
        try (Attachment attached = client.containers().attach("db", AttachOptions.ALL)) {
            attached.stdin().write(new byte[100]);
            written.countDown();
            closed.await();

            assertThat(texts(attached.output())).containsExactly("STDOUT done");
        }
    }

    @Test
    void theInputIsBroughtToItsEnd() {
        DockerClient client = client("1.44", true, call -> {
            call.send(SWITCHED);
            call.send(call.readRest());
        });
        byte[] bytes = "in\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);

        ExecResult result = client.exec().run("db", ExecSpec.of("cat").withTty(), new ByteArrayInputStream(bytes));

        assertThat(result.stdout()).isEqualTo(bytes);
    }

    @Test
    void anInputThatCannotBeReadIsNamed() {
        DockerClient client = client("1.44", true, call -> {
            call.send(SWITCHED);
            call.awaitHangUp();
        });
        InputStream failing = Sources.failing("the disk is gone");

        assertThatThrownBy(() -> client.exec().run("db", ExecSpec.of("cat"), failing))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("Cannot run 'cat' in container 'db': its input couldn't be read: ")
                .hasMessageContaining("the disk is gone");
    }
}
