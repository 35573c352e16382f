package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the JVM still lives that made something. */
class OwnerTests {
    private static final Owner SELF = Owner.thisJvm();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static boolean isGone(Owner owner) {
        return owner.isGone(SELF, NOW, NOW);
    }

    @Test
    void labelsAreReadBack() {
        assertThat(Owner.parse(SELF.label())).hasValue(SELF);
        assertThat(SELF.pid()).isEqualTo(ProcessHandle.current().pid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "|||", "a|b|c|d|e", "a|b|c|1", "a|b|c|1|2|3", "a|b|c|-1|2", "a|b|c|1|99999999999999999999"})
    void whatSomebodyElseHasWrittenIsNobodys(String label) {
        assertThat(Owner.parse(label)).isEmpty();
    }

    @Test
    void thisJvmLives() {
        assertThat(isGone(SELF)).isFalse();
    }

    @Test
    void aProcessThatHasEndedIsGone() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThat(isGone(new Owner(SELF.host(), SELF.machine(), SELF.boot(), process.pid(), SELF.started())))
                .isTrue();
    }

    @Test
    void anotherProcessMayHaveThePidNow() {
        assertThat(isGone(new Owner(SELF.host(), SELF.machine(), SELF.boot(), SELF.pid(), SELF.started() - 1)))
                .isTrue();
    }

    @Test
    void nothingSurvivesAReboot() {
        Owner self = new Owner("host", "machine", "boot 2", 1, 2);

        assertThat(new Owner("host", "machine", "boot 1", 1, 2).isGone(self, NOW, NOW))
                .isTrue();
    }

    /** Machines may have the same name, and a boot id of another machine is another one, too. */
    @ParameterizedTest
    @ValueSource(strings = {"other host|machine", "host|other machine", "host|"})
    void onlyOfThisMachineIsTheBootKnown(String hostAndMachine) {
        Owner other = Owner.parse(hostAndMachine + "|boot 1|1|2").orElseThrow();
        Owner self = new Owner("host", hostAndMachine.endsWith("|") ? "" : "machine", "boot 2", 1, 2);

        assertThat(other.isGone(self, NOW.minus(Duration.ofHours(23)), NOW)).isFalse();
        assertThat(other.isGone(self, NOW.minus(Duration.ofHours(25)), NOW)).isTrue();
    }

    @Test
    void withoutABootIdOnlyTheAgeIsKnown() {
        Owner self = new Owner("host", "", "", 1, 2);

        assertThat(new Owner("host", "", "", 3, 4).isGone(self, NOW, NOW)).isFalse();
    }

    @Test
    void ofAnotherMachineOnlyTheAgeIsKnown() {
        Owner other = new Owner("another", SELF.machine(), SELF.boot(), SELF.pid(), SELF.started());

        assertThat(other.isGone(SELF, NOW.minus(Duration.ofHours(23)), NOW)).isFalse();
        assertThat(other.isGone(SELF, NOW.minus(Duration.ofHours(25)), NOW)).isTrue();
    }
}
