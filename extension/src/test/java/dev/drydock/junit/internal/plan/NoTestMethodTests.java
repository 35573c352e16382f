package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Containers of a method that is no test would never be started. */
class NoTestMethodTests {
    static class SetUpTestCase {
        @BeforeEach
        @WithContainer(image = "busybox:1", ports = 0)
        void setUp() {}
    }

    @Test
    void isSaidWithTheOtherMistakes() {
        assertThatThrownBy(() -> ClassPlans.of(SetUpTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll("method SetUpTestCase.setUp", "test method", "ports = 0");
    }
}
