package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logs and the output of commands, through the whole client. */
class OutputFramesTests {
    private static final String OUT = "\u0001\0\0\0\0\0\0\u0005hello";
    private static final String ERR = "\u0002\0\0\0\0\0\0\u0002no";

    private static final Script INSPECTED = json(200, "{\"ID\":\"e1\",\"ProcessConfig\":{\"tty\":false}}");

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private static Script latin(String response) {
        return raw(response.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> texts(OutputFrames frames) {
        List<String> all = new ArrayList<>();
        frames.forEachRemaining(frame -> all.add(frame.source() + " " + frame.text()));
        return all;
    }

    private OutputFrames logs(boolean tty, Script answer) {
        engine.next(json(200, "{\"Config\":{\"Tty\":" + tty + "}}")).next(answer);
        return engine.client().containers().logs("db", LogOptions.ALL);
    }

    @Acceptance(value = "B-022", by = "OutputFrame.source(): what echoes an input is output, too")
    @Test
    void framesAreTakenApart() throws Exception {
        try (OutputFrames logs = logs(false, latin("HTTP/1.1 200 OK\r\n\r\n" + OUT + ERR + OUT))) {
            assertThat(texts(logs)).containsExactly("STDOUT hello", "STDERR no", "STDOUT hello");
        }
        engine.call();
        assertThat(engine.call().line())
                .isEqualTo(
                        "GET /v1.41/containers/db/logs?stdout=true&stderr=true&follow=false&timestamps=false&tail=all");
    }

    @Test
    @Acceptance(value = "B-022", by = "frames of kind 0, 1 and 2; kind 3 is an error of the engine")
    void aFrameOfAnEchoedInputIsOutput() {
        try (OutputFrames logs = logs(false, latin("HTTP/1.1 200 OK\r\n\r\n\0\0\0\0\0\0\0\2in" + ERR))) {
            assertThat(texts(logs)).containsExactly("STDOUT in", "STDERR no");
        }
    }

    @Test
    @Acceptance(value = "B-027", by = "OutputFrames: frames across chunks")
    void framesAreFoundHoweverTheyAreCutIntoChunks() {
        String body = OUT + ERR + OUT;
        for (int at = 1; at < body.length(); at++) {
            String chunks = Integer.toHexString(at) + "\r\n" + body.substring(0, at) + "\r\n"
                    + Integer.toHexString(body.length() - at) + "\r\n" + body.substring(at) + "\r\n0\r\n\r\n";
            try (OutputFrames logs =
                    logs(false, latin("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))) {
                assertThat(texts(logs))
                        .as("cut at %d", at)
                        .containsExactly("STDOUT hello", "STDERR no", "STDOUT hello");
            }
        }
    }

    @Test
    @Acceptance(value = "B-023", by = "OutputFrames.forEachWhile(callback): false ends it and closes the connection")
    void aCallbackCanEndTheOutput() throws Exception {
        List<String> seen = new ArrayList<>();
        OutputFrames logs = logs(false, call -> {
            call.readBody();
            call.send(("HTTP/1.1 200 OK\r\n\r\n" + OUT + ERR + OUT).getBytes(StandardCharsets.ISO_8859_1));
            call.awaitHangUp();
        });

        logs.forEachWhile(frame -> {
            seen.add(frame.text());
            return seen.size() < 2;
        });

        assertThat(seen).containsExactly("hello", "no");
        engine.awaitOpen(0);
    }

    @Test
    void linesAreReadAcrossFrames() {
        String two = "\u0001\0\0\0\0\0\0\u0003a\nb";
        try (OutputFrames logs = logs(false, latin("HTTP/1.1 200 OK\r\n\r\n" + two + OUT))) {
            assertThat(logs.lines()).containsExactly("a", "bhello");
        }
    }

    @Test
    void aCutBetweenLinesIsAnError() {
        String line = "\u0001\0\0\0\0\0\0\u0002a\n";
        Iterator<String> lines = logs(false, latin("HTTP/1.1 200 OK\r\n\r\n" + line + OUT.substring(0, 9)))
                .lines()
                .iterator();

        assertThat(lines.next()).isEqualTo("a");
        assertThatThrownBy(lines::hasNext)
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageStartingWith("Cannot read the logs of container 'db': ");
    }

    /** Whatever the content type says: engines before API 1.42 say raw-stream of both kinds. */
    @Test
    void aTerminalsOutputIsNotTakenApart() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.multiplexed-stream\r\n\r\n";
        try (OutputFrames logs = logs(true, latin(head + OUT))) {
            assertThat(texts(logs)).containsExactly("STDOUT " + OUT);
        }
    }

    @Test
    void readingPastTheEndIsAMistake() {
        try (OutputFrames logs = logs(false, latin("HTTP/1.1 200 OK\r\n\r\n" + OUT))) {
            assertThat(logs.next().text()).isEqualTo("hello");
            assertThatThrownBy(logs::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Acceptance(value = "B-026", by = "OutputFrames: DockerProtocolException")
    @Test
    void aCutInAFrameIsAnError() {
        String body = OUT + ERR;
        for (int length = 1; length < body.length(); length++) {
            if (length == OUT.length()) {
                continue;
            }
            try (OutputFrames logs = logs(false, latin("HTTP/1.1 200 OK\r\n\r\n" + body.substring(0, length)))) {
                assertThatThrownBy(() -> texts(logs))
                        .as("cut after %d bytes", length)
                        .isInstanceOf(DockerProtocolException.class)
                        .hasMessageStartingWith("Cannot read the logs of container 'db': ");
            }
        }
    }

    @Test
    void aCommandsOutputComesOverTheHijackedConnection() throws Exception {
        engine.next(INSPECTED)
                .next(latin("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n" + OUT + ERR));

        try (OutputFrames frames = engine.client().exec().start("e1")) {
            assertThat(texts(frames)).containsExactly("STDOUT hello", "STDERR no");
        }
        engine.call();
        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/exec/e1/start");
        assertThat(call.header("connection")).isEqualTo("Upgrade");
        assertThat(call.header("upgrade")).isEqualTo("tcp");
        assertThat(call.bodyText()).contains("\"Detach\":false");
    }

    /** Podman may answer so, and some proxies. */
    @Test
    void aCommandsOutputComesWithoutAHijackToo() {
        engine.next(INSPECTED).next(latin("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n" + OUT));

        try (OutputFrames frames = engine.client().exec().start("e1")) {
            assertThat(texts(frames)).containsExactly("STDOUT hello");
        }
    }

    @Test
    void aRefusedHijackGivesTheEnginesWords() {
        engine.next(INSPECTED)
                .next(raw("HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Answers.chunk("{\"message\":\"container ") + Answers.chunk("is paused\"}")
                        + Answers.chunk("")));

        assertThatThrownBy(() -> engine.client().exec().start("e1"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot start exec 'e1': the engine answered 409 'container is paused'.");
    }

    @Test
    void aCommandIsRunToItsExitCode() throws Exception {
        engine.next(json(201, "{\"Id\":\"e1\"}"));
        engine.next(latin("HTTP/1.1 101 UPGRADED\r\n\r\n" + OUT + ERR + OUT));
        engine.next(json(200, "{\"ID\":\"e1\",\"Running\":true,\"ExitCode\":null}"));
        engine.next(json(200, "{\"ID\":\"e1\",\"Running\":false,\"ExitCode\":9}"));

        ExecResult result = engine.client().exec().run("db", "ls", "-l");

        assertThat(result.exitCode()).isEqualTo(9);
        assertThat(result.stdoutText()).isEqualTo("hellohello");
        assertThat(result.stderrText()).isEqualTo("no");
        assertThat(engine.call().bodyText()).contains("\"Cmd\":[\"ls\",\"-l\"]").doesNotContain("User");
    }

    @Test
    void aCommandWithoutWordsIsRefused() {
        assertThatThrownBy(() -> engine.client().exec().run("db")).isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.pings()).isEmpty();
    }
}
