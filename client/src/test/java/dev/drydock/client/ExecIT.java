package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ExecDetails;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("compat")
class ExecIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Execs exec = engine.client().exec();

    @Test
    void exitCodeAndOutputAreToldApart() {
        ExecResult result = exec.run(engine.sleeping(), "sh", "-c", "echo größer; echo err >&2; exit 7");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.stdoutText()).isEqualTo("größer\n");
        assertThat(result.stderrText()).isEqualTo("err\n");
    }

    @Test
    void noShellIsInvolved() {
        ExecResult result = exec.run(engine.sleeping(), "echo", "$HOME", "a  b", "*", "'");

        assertThat(result.stdoutText()).isEqualTo("$HOME a  b * '\n");
    }

    @Test
    void userEnvironmentAndFolderCanBeChosen() {
        ExecSpec spec = ExecSpec.of("sh", "-c", "id -u; id -g; pwd; echo $COLOUR")
                .withEnv("COLOUR=green")
                .withUser("12:34")
                .withWorkingDir("/tmp");

        ExecResult result = exec.run(engine.sleeping(), spec);

        assertThat(result.stdoutText()).isEqualTo("12\n34\n/tmp\ngreen\n");
    }

    @Test
    void binaryOutputComesByteForByte() {
        ExecResult result = exec.run(engine.sleeping(), "printf", "\\000\\001\\377\\r\\n");

        assertThat(result.stdout()).containsExactly(0, 1, 255, '\r', '\n');
    }

    @Test
    void muchOutputComesWhole() {
        ExecResult result = exec.run(engine.sleeping(), "sh", "-c", "dd if=/dev/zero bs=1M count=5 2>/dev/null");

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).hasSize(5 * 1024 * 1024);
    }

    @Test
    void aCommandThatIsNotThereHasAnExitCodeAsInAShell() {
        ExecResult result = exec.run(engine.sleeping(), "/no/such/program");

        assertThat(result.exitCode()).isIn(126L, 127L);
        assertThat(result.stdoutText() + result.stderrText()).contains("/no/such/program");
    }

    @Test
    void aResultShowsHowMuchWasWrittenAndNotWhat() {
        ExecResult result = exec.run(engine.sleeping(), "sh", "-c", "printf secret; printf no >&2; exit 3");

        assertThat(result).hasToString("ExecResult[exitCode=3, stdout=6 bytes, stderr=2 bytes]");
    }

    @Test
    void nothingRunsInAStoppedContainer() {
        String id = engine.run("true");

        // Podman says 500.
        assertThatThrownBy(() -> exec.run(id, "ls"))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot run 'ls' in container '" + id + "': the engine answered ");
    }

    @Test
    void nothingRunsInAContainerThatIsNotThere() {
        assertThatThrownBy(() -> exec.run(engine.name("none"), "ls")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void outputComesAsItIsWritten() {
        String id = engine.sleeping();
        String running = exec.create(id, ExecSpec.of("sh", "-c", "echo ready; cat /dev/zero | head -c 0; sleep 1000"));

        try (OutputFrames frames = exec.start(running)) {
            assertThat(frames.next().text()).isEqualTo("ready\n");
            assertThat(exec.inspect(running).running()).isTrue();
            assertThat(exec.inspect(running).containerID()).isEqualTo(id);
        }
    }

    @Test
    @Acceptance(value = "B-161", by = "exec().create(container, spec)")
    void aCommandIsWhatItsSpecSays() {
        ExecSpec spec = ExecSpec.of("sh", "-c", "true")
                .withEnv("A=b")
                .withUser("12:34")
                .withWorkingDir("/tmp")
                .withStdin()
                .withTty()
                .withPrivileges()
                .withDetachKeys("ctrl-a")
                .withoutStderr();
        String container = engine.sleeping();

        ExecDetails details = exec.inspect(exec.create(container, spec));

        assertThat(details.containerID()).isEqualTo(container);
        assertThat(details.running()).isFalse();
        assertThat(details.pid()).isZero();
        assertThat(details.openStdin()).isTrue();
        assertThat(details.openStdout()).isTrue();
        assertThat(details.openStderr()).isFalse();
        assertThat(details.processConfig().entrypoint()).isEqualTo("sh");
        assertThat(details.processConfig().arguments()).containsExactly("-c", "true");
        assertThat(details.processConfig().tty()).isTrue();
        assertThat(details.processConfig().privileged()).isTrue();
        assertThat(details.processConfig().user()).isEqualTo("12:34");
        assertThat(details.more()).containsKey("DetachKeys");
    }

    @Test
    @Acceptance(value = "B-161", by = "ExecSpec.withoutStdout(), withoutStderr()")
    void onlyTheOutputThatIsWantedComes() {
        String id = engine.sleeping();
        ExecSpec both = ExecSpec.of("sh", "-c", "echo out; echo err >&2");

        assertThat(exec.run(id, both.withoutStdout()))
                .extracting(ExecResult::stdoutText, ExecResult::stderrText)
                .containsExactly("", "err\n");
        assertThat(exec.run(id, both.withoutStderr()))
                .extracting(ExecResult::stdoutText, ExecResult::stderrText)
                .containsExactly("out\n", "");
    }

    @Test
    @Acceptance(value = "B-162", by = "exec().startDetached(id); exec().start(id), attach(id) and run(…) with output")
    void aCommandCanBeLeftAlone() throws Exception {
        String container = engine.sleeping();
        String id = exec.create(
                container,
                ExecSpec.of("sh", "-c", "while [ ! -e /tmp/go ]; do sleep 0.05; done; touch /tmp/gone; exit 5"));

        exec.startDetached(id);

        assertThat(exec.inspect(id).running()).isTrue();
        assertThat(exec.inspect(id).pid()).isPositive();
        exec.run(container, "touch", "/tmp/go");
        while (exec.run(container, "test", "-e", "/tmp/gone").exitCode() != 0) {
            Thread.sleep(20);
        }
        if (!engine.client().isPodman()) {
            // Podman 4 goes on to say that it runs.
            while (exec.inspect(id).running()) {
                Thread.sleep(20);
            }
            assertThat(exec.inspect(id).exitCode()).isEqualTo(5);
        }
        assertThatThrownBy(() -> exec.startDetached(id)).isInstanceOf(DockerResponseException.class);
    }

    @Test
    @Acceptance(value = "B-163", by = "exec().resize(id, columns, rows)")
    @Acceptance(value = "B-164", by = "exec().inspect(id)")
    void aTerminalHasTheSizeThatItIsTold() {
        String container = engine.sleeping();
        String id = exec.create(
                container,
                ExecSpec.of("sh", "-c", "trap 'stty size; exit 4' WINCH; echo ready; while :; do sleep 0.05; done")
                        .withTty());
        try (OutputFrames output = exec.start(id);
                Stream<String> lines = output.lines()) {
            Iterator<String> each = lines.iterator();
            assertThat(each.next()).isEqualTo("ready");
            assertThat(exec.inspect(id).running()).isTrue();

            exec.resize(id, 71, 23);

            assertThat(each.next()).isEqualTo("23 71");
            assertThat(each.hasNext()).isFalse();
        }
        assertThatThrownBy(() -> exec.resize(engine.name("none"), 80, 24)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aTerminalMayHaveItsSizeFromTheBeginningWhereTheEngineCan() {
        String container = engine.sleeping();
        ExecSpec spec =
                ExecSpec.of("sh", "-c", "sleep 0.1; stty size").withTty().withConsoleSize(71, 23);

        if (engine.client().apiVersion().isAtLeast(new ApiVersion(1, 42))
                && !engine.client().isPodman()) {
            assertThat(exec.run(container, spec).stdoutText()).isEqualTo("23 71\r\n");
        } else {
            assertThatThrownBy(() -> exec.run(container, spec))
                    .isInstanceOf(DockerException.class)
                    .hasMessageStartingWith("Cannot run 'sh' in container '" + container + "': ")
                    .hasMessageContaining("terminal");
        }
    }

    @Test
    @Acceptance(value = "B-161", by = "exec().create(container, spec): ConflictException")
    void nothingRunsInAPausedContainer() {
        String id = engine.sleeping();
        engine.containers().pause(id);

        assertThatThrownBy(() -> exec.create(id, ExecSpec.of("ls"))).isInstanceOf(ConflictException.class);
        engine.containers().unpause(id);
    }

    @Test
    void onlyWhatWasCreatedCanBeStarted() {
        assertThatThrownBy(() -> exec.start("0".repeat(64)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("answered 404 '")
                .hasMessageContaining("o such exec");
    }
}
