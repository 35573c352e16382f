package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenerTests {
    private final Opener self = Opener.thisProcess();

    @Test
    void thisProcessLives() {
        assertThat(Opener.isGone(self.label())).isFalse();
    }

    @Test
    void processThatHasEndedIsGone() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        assertThat(Opener.isGone(new Opener(self.machine(), process.pid(), self.started()).label()))
                .isTrue();
    }

    @Test
    void processIdThatIsGivenOutAgainIsAnother() {
        Opener earlier = new Opener(self.machine(), self.pid(), self.started() - 1);
        assertThat(Opener.isGone(earlier.label())).isTrue();
    }

    /** As with a {@code /proc} mounted with {@code hidepid}: a user sees the own processes alone. */
    @Test
    void whereOthersAreHiddenNobodyIsKnownToBeGone(@TempDir Path proc) throws IOException, InterruptedException {
        Path own = Files.createDirectories(proc.resolve(String.valueOf(self.pid())));
        Files.writeString(own.resolve("stat"), Files.readString(Path.of("/proc/self/stat")));
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        String hidden = new Opener(self.machine(), process.pid(), self.started()).label();

        assertThat(Opener.isGone(hidden, proc)).isFalse();
        assertThat(Opener.isGone(self.label(), proc)).isFalse();
        assertThat(Opener.isGone(hidden, Path.of("/proc"))).isTrue();
    }

    /** A time since 1970 moves when the clock is set. */
    @Test
    void startIsCountedFromTheBoot() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        assertThat(self.label())
                .endsWith("|" + stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    @Test
    void ofAnotherMachineNothingIsKnown() {
        assertThat(Opener.isGone(new Opener("another/boot/pid:[1]", 1L << 40, self.started()).label()))
                .isFalse();
        assertThat(Opener.isGone("")).isFalse();
        assertThat(Opener.isGone("what|ever|this")).isFalse();
    }
}
