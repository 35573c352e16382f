package dev.drydock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drydock.client.NotFoundException;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.ScriptedRegistry;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Drydock as a module, JUnit's launcher and engine on the class path: as Surefire has them where a module requires Drydock. Nothing
 * of Drydock may keep JUnit from starting there, and images are pulled ahead all the same.
 */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class ModulePrePullIT {
    private static final String LATER = "drydock-test/prepulled-by-module:1";
    private static final String LATER_OF_METHOD = "drydock-test/prepulled-by-module-of-method:1";

    /** Goes on when those that others need are there. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class WaitingTestCase {
        @Test
        void waits(RunningContainer box) {
            System.out.println("[fixture] " + RunningContainer.class.getModule() + " " + box.id());
            await().until(() -> isPresent(LATER) && isPresent(LATER_OF_METHOD));
        }
    }

    /** At run time only: nobody can know before. */
    static class Never implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("never");
        }
    }

    @ExtendWith(Never.class)
    @WithContainer(name = "later", image = LATER)
    static class LaterTestCase {
        @Test
        @WithContainer(name = "own", image = LATER_OF_METHOD)
        void isNotExecuted() {}
    }

    private static boolean isPresent(String image) {
        try {
            return !TestEngine.CLIENT.images().inspect(image).id().isEmpty();
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Test
    void imagesOfLaterTestsArePulledBeforeTheyAreNeeded() throws IOException, InterruptedException {
        try (ScriptedRegistry registry = new ScriptedRegistry(Instant.parse("2020-01-01T00:00:00Z"));
                Fork fork = Fork.withModules(
                        Map.of("DRYDOCK_REGISTRY_MIRROR", registry.address()),
                        WaitingTestCase.class,
                        LaterTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("[fixture] module dev.drydock.junit")
                    .contains("[fork] waits(RunningContainer) SUCCESSFUL")
                    .contains("[fork] through");
        } finally {
            remove(LATER);
            remove(LATER_OF_METHOD);
        }
    }

    private static void remove(String image) {
        if (isPresent(image)) {
            TestEngine.CLIENT.images().remove(image, true);
        }
    }
}
