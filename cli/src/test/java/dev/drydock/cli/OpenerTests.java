package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
        Opener earlier = new Opener(self.machine(), self.pid(), self.started().minus(Duration.ofHours(1)));
        assertThat(Opener.isGone(earlier.label())).isTrue();
    }

    @Test
    void ofAnotherMachineNothingIsKnown() {
        assertThat(Opener.isGone(new Opener("another/boot/pid:[1]", 1L << 40, self.started()).label()))
                .isFalse();
        assertThat(Opener.isGone("")).isFalse();
        assertThat(Opener.isGone("what|ever|this")).isFalse();
    }
}
