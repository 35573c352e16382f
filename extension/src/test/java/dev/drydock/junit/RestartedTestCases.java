package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A class in whose middle the engine goes away and comes back, and one after it. */
public final class RestartedTestCases {
    private RestartedTestCases() {}

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class MiddleTestCase {
        @Test
        void waits(RunningContainer box) throws IOException {
            System.out.println("[fixture] " + box.id());
            assertThat(System.in.read()).isEqualTo('\n');
        }
    }

    @Web
    static class NextTestCase {
        @Test
        void hasItsContainer(RunningContainer web) {
            assertThat(web.exec("cat", "/www/index.html").stdoutText()).isEqualTo("hello\n");
        }
    }

    /** In this order. */
    public static Class<?>[] classes() {
        return new Class<?>[] {MiddleTestCase.class, NextTestCase.class};
    }
}
