package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parameter that nothing fits says what there is. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class InjectionErrorsIT {
    @WithContainer(
            name = "one",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "two",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class TwoTestCase {
        @Test
        void ambiguousPort(@HostPort(80) int port) {}

        @Test
        void unpublishedPort(@HostPort(81) int port) {}

        @Test
        void unknownContainersPort(@HostPort(value = 80, container = "three") int port) {}

        @Test
        void otherContainersPort(@HostPort(value = 80, container = "box") int port) {}

        @Test
        void notAnInt(@HostPort(value = 80, container = "one") String port) {}

        @Test
        void unknownByName(RunningContainer three) {}

        @Test
        void unknownByAnnotation(@ContainerName("three") RunningContainer one) {}

        @Test
        void handle(RunningContainer one, RunningContainer box) {
            assertThatThrownBy(() -> one.port(81))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'one' (busybox:1.36) doesn't publish port 81; it publishes [80].");
            assertThatThrownBy(() -> box.port(81))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("doesn't publish port 81; it publishes none.");
        }
    }

    @CommitOnFailure
    static class TooEarlyTestCase {
        @BeforeAll
        static void setUp(RunningContainer web) {}

        @Test
        @Web
        void isNotReached() {}
    }

    @CommitOnFailure
    static class NoneTestCase {
        @Test
        void isNotReached(RunningContainer web) {}
    }

    private static Run run;

    @BeforeAll
    static void runOnce() {
        run = Run.of(TwoTestCase.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ambiguousPort         | several containers publish port 80: 'one' with ports [80], 'two' with ports [80]; say which with @HostPort(value = 80, container = …)
                    unpublishedPort       | no container publishes port 81; there are 'one' with ports [80], 'two' with ports [80], 'box' without ports. Name the port in @WithContainer(ports = …).
                    unknownContainersPort | no container is called 'three'; there are 'one'
                    otherContainersPort   | container 'box' doesn't publish port 80; there are 'one'
                    notAnInt              | @HostPort gives an int, not a String
                    unknownByName         | no container is called 'three'; there are 'one'
                    unknownByAnnotation   | no container is called 'three'; there are 'one'
                    """)
    void saysWhatThereIs(String method, String words) {
        assertThat(run.failureOf(method))
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageContaining(method)
                .hasMessageContaining(words);
    }

    @Test
    void theHandleItselfDoesSoToo() {
        assertThat(run.results().testEvents().succeeded().count()).isEqualTo(1);
    }

    @Test
    void aMethodsOwnContainerIsNotThereYet() {
        try (Run early = Run.of(TooEarlyTestCase.class)) {
            assertThat(early.failure())
                    .isInstanceOf(ParameterResolutionException.class)
                    .hasMessageContaining("there is no container; none is declared for it. One that is declared on a"
                            + " method isn't there yet for");
        }
    }

    @Test
    void noneAtAll() {
        try (Run none = Run.of(NoneTestCase.class)) {
            assertThat(none.failure())
                    .isInstanceOf(ParameterResolutionException.class)
                    .hasMessageContaining("there is no container; none is declared for it.");
        }
    }
}
