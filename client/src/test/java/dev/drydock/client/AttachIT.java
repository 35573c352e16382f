package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Input and output of containers and commands, with the real engine. */
@Tag("compat")
class AttachIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private static byte[] rest(Attachment attached) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attached.output().forEachRemaining(frame -> bytes.writeBytes(frame.bytes()));
        return bytes.toByteArray();
    }

    private static byte[] megabyte() {
        byte[] bytes = new byte[1024 * 1024];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** Neither the first line nor the last may be missing. */
    @Test
    void nothingIsMissedOfAContainerThatIsStartedAfterwards() {
        String id = engine.create(engine.busybox("sh", "-c", "echo first; echo err >&2; echo last"));
        try (Attachment attached = engine.containers().attach(id, AttachOptions.OUTPUT)) {
            engine.containers().start(id);

            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            attached.output()
                    .forEachRemaining(frame ->
                            (frame.source() == OutputFrame.Source.STDERR ? err : out).writeBytes(frame.bytes()));
            assertThat(out).hasToString("first\nlast\n");
            assertThat(err).hasToString("err\n");
        }
    }

    @Test
    @Acceptance(value = "D-022", by = "attach(id, AttachOptions.ALL), write to stdin(), closeStdin()")
    @Acceptance(value = "C-026", by = "containers().attach(id, options) with stdin() and output().inputStream()")
    void catEndsWithItsInput() throws Exception {
        String id = engine.create(engine.busybox("cat").stdin());
        try (Attachment attached = engine.containers().attach(id, AttachOptions.ALL)) {
            engine.containers().start(id);
            attached.stdin().write("größer\n".getBytes(StandardCharsets.UTF_8));
            assertThat(attached.output().next().text()).isEqualTo("größer\n");

            attached.closeStdin();

            assertThat(rest(attached)).isEmpty();
        }
        assertThat(engine.containers().waitUntilStopped(id).statusCode()).isZero();
    }

    @Test
    @Acceptance(value = "C-026", by = "attach(id, options) with stdin() and output().inputStream(): plain Java streams")
    void bothDirectionsAreBytes() throws Exception {
        String id = engine.create(engine.busybox("cat").stdin());
        try (Attachment attached = engine.containers().attach(id, AttachOptions.ALL);
                InputStream output = attached.output().inputStream()) {
            engine.containers().start(id);
            attached.stdin().write(new byte[] {0, 1, (byte) 255});

            assertThat(output.readNBytes(3)).containsExactly(0, 1, 255);
            attached.stdin().close();
            assertThat(output.read()).isEqualTo(-1);
        }
    }

    @Test
    @Acceptance(value = "B-118", by = "containers().attach(id, AttachOptions.PAST_OUTPUT)")
    void whatWasWrittenBeforeCanBeReadAlone() {
        String id = engine.start(engine.busybox("sh", "-c", "echo old; echo err >&2; sleep 1000"));
        try (OutputFrames logs = engine.containers().logs(id, LogOptions.FOLLOW)) {
            logs.next();
            logs.next();
        }
        try (Attachment attached = engine.containers().attach(id, AttachOptions.PAST_OUTPUT)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            attached.output()
                    .forEachRemaining(frame ->
                            (frame.source() == OutputFrame.Source.STDERR ? err : out).writeBytes(frame.bytes()));

            assertThat(out).hasToString("old\n");
            assertThat(err).hasToString("err\n");
        } catch (DockerProtocolException e) {
            // Podman 4 gives frames a wrong length here.
            assertThat(engine.client().isPodman()).isTrue();
            assertThat(e).hasMessageContaining("isn't made of frames");
        }
    }

    @Test
    @Acceptance(value = "B-118", by = "AttachOptions.withDetachKeys(keys)")
    void keysLetGoOfATerminal() throws Exception {
        String id = engine.create(engine.busybox("cat").stdin().option("Tty", true));
        try (Attachment attached = engine.containers().attach(id, AttachOptions.ALL.withDetachKeys("ctrl-a"))) {
            engine.containers().start(id);
            attached.stdin().write("here\n".getBytes(StandardCharsets.UTF_8));
            assertThat(attached.output().next().text()).startsWith("here");
            attached.stdin().write(new byte[] {1});

            attached.output().forEachRemaining(frame -> {});
        }
        assertThat(engine.containers().inspect(id).state().running()).isTrue();
        assertThatThrownBy(() -> engine.containers().attach(id, AttachOptions.ALL.withDetachKeys("no-such-key")))
                .isInstanceOf(DockerResponseException.class);
    }

    @Test
    void nothingToAttachToIsAMistake() {
        AttachOptions nothing = new AttachOptions(false, false, false, false, true, null);

        assertThatThrownBy(() -> engine.containers().attach("db", nothing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stdin, stdout or stderr");
        AttachOptions never = new AttachOptions(false, true, true, false, false, null);
        assertThatThrownBy(() -> engine.containers().attach("db", never))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Choose logs or stream.");
    }

    @Test
    void aTerminalsBytesComeAsTheyAre() {
        String id = engine.create(engine.busybox("printf", "\\001\\000\\000\\000\\000\\000\\000\\005x\\n")
                .option("Tty", true));
        try (Attachment attached = engine.containers().attach(id, AttachOptions.OUTPUT)) {
            engine.containers().start(id);

            assertThat(rest(attached)).containsExactly(1, 0, 0, 0, 0, 0, 0, 5, 'x', '\r', '\n');
        }
    }

    @Test
    void logsGoBeforeWhatIsNew() throws Exception {
        String id = engine.start(engine.busybox("sh", "-c", "echo old; read line; echo new $line")
                .option("OpenStdin", true)
                .option("StdinOnce", true));
        try (OutputFrames logs = engine.containers().logs(id, LogOptions.FOLLOW)) {
            assertThat(logs.next().text()).isEqualTo("old\n");
        }
        try (Attachment attached = engine.containers().attach(id, AttachOptions.ALL.withLogs())) {
            attached.stdin().write("one\n".getBytes(StandardCharsets.UTF_8));
            attached.closeStdin();

            assertThat(rest(attached)).asString(StandardCharsets.UTF_8).isEqualTo("old\nnew one\n");
        }
    }

    @Test
    void aCommandReadsWhileItWrites() {
        byte[] bytes = megabyte();

        ExecResult result =
                engine.client().exec().run(engine.sleeping(), ExecSpec.of("cat"), new ByteArrayInputStream(bytes));

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).isEqualTo(bytes);
    }

    @Test
    void aCommandThatDoesNotReadEndsAllTheSame() {
        ExecResult result = engine.client().exec().run(engine.sleeping(), ExecSpec.of("true"), Sources.endless());

        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aCommandSeesTheEndOfAnEmptyInput() {
        ExecResult result =
                engine.client().exec().run(engine.sleeping(), ExecSpec.of("wc", "-c"), InputStream.nullInputStream());

        assertThat(result.stdoutText()).isEqualTo("0\n");
    }

    @Test
    void aCommandCanHaveATerminal() {
        ExecResult result = engine.client()
                .exec()
                .run(
                        engine.sleeping(),
                        ExecSpec.of("sh", "-c", "tty >/dev/null && echo yes; echo err >&2")
                                .withTty());

        assertThat(result.stdoutText()).isEqualTo("yes\r\nerr\r\n");
        assertThat(result.stderr()).isEmpty();
    }
}
