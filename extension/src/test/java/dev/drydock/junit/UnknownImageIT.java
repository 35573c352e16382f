package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images that nobody has. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class UnknownImageIT {
    @WithContainer(name = "app", image = "drydock-has-no-such-image:1")
    @Web
    static class UnknownTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(name = "app", image = "127.0.0.1:1/nobody/listens:1")
    static class NoRegistryTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void saysWhichAndWhatToCheck() {
        assertThat(Run.of(UnknownTestCase.class).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageStartingWith(
                        "The image drydock-has-no-such-image:1 is not on the engine and can't be pulled")
                .hasMessageContaining("Is the name right, and does the registry let you pull it without logging in?");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNamed() {
        assertThat(Run.of(NoRegistryTestCase.class).failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageContainingAll("127.0.0.1:1/nobody/listens:1 is not on the engine", "connection refused");
    }

    @Test
    void theMirrorIsNamedWhereItWasAsked() {
        Run run = Run.with(Map.of("drydock.registry.mirror", "127.0.0.1:1/mirrored"), UnknownTestCase.class);

        assertThat(run.failure())
                .hasMessageContainingAll(
                        "can't be pulled as 127.0.0.1:1/mirrored/library/drydock-has-no-such-image:1",
                        "drydock.registry.mirror says that images of Docker Hub come from 127.0.0.1:1.");
    }

    @Test
    void aMirrorThatIsNoneIsNamed() {
        Run run = Run.with(Map.of("drydock.registry.mirror", "https://mirror"), UnknownTestCase.class);

        assertThat(run.failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageStartingWith("The setting drydock.registry.mirror = 'https://mirror' is no registry");
    }
}
