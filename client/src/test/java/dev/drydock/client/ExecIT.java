package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
    void nothingRunsInAStoppedContainer() {
        String id = engine.run("true");

        assertThatThrownBy(() -> exec.run(id, "ls"))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot run 'ls' in container '" + id + "': the engine answered 409 '");
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
    void onlyWhatWasCreatedCanBeStarted() {
        assertThatThrownBy(() -> exec.start("0".repeat(64)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("answered 404 'No such exec");
    }
}
