package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be a mirror is refused, and its password isn't shown. */
@ExtendWith(LeakCheck.class)
class MirrorSettingIT {
    @ParameterizedTest
    @ValueSource(strings = {"mirror", "mirror/path", "bob:s3cret@mirror.example.org:5000"})
    void isRefused(String mirror) {
        Run run = Run.with(Map.of("drydock.registry.mirror", mirror), UnknownImageIT.UnknownTestCase.class);

        assertThat(run.failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageStartingWith("The setting drydock.registry.mirror = '")
                .hasMessageContaining("is no registry")
                .satisfies(failure -> assertThat(failure).hasStackTraceContaining("is no registry"))
                .hasMessageNotContaining("s3cret");
    }
}
