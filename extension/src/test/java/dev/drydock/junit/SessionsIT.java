package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.ScriptedRegistry;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Sessions as build tools have them: by JUnit's launcher, which registers what it finds, in JVMs that end. */
@Tag("compat")
@Tag("slice")
@ExtendWith(LeakCheck.class)
class SessionsIT {
    @Common
    static class SharingTestCase {
        @Test
        void shares(RunningContainer common) {
            System.out.println("[fixture] " + common.id());
        }
    }

    /** In a JVM of its own: executes the fixture twice, in a launcher session each, and ends. */
    static class TwiceTestCase {
        @Test
        void twice() {
            for (int i = 0; i < 2; i++) {
                try (LauncherSession session = LauncherFactory.openSession()) {
                    session.getLauncher()
                            .execute(LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(SharingTestCase.class))
                                    .build());
                }
            }
        }
    }

    @Test
    void launcherSessionsOfOneJvmShareAndItsEndRemoves() throws IOException, InterruptedException {
        try (Fork fork = Fork.with(Map.of("DRYDOCK_SESSION_LINGER", "10m"), TwiceTestCase.class)) {
            String first = fork.await("[fixture] ");
            assertThat(fork.await("[fixture] ")).isEqualTo(first);
            fork.toEnd();

            assertThat(TestEngine.CLIENT.containers().list(Filters.NONE))
                    .extracting(ContainerSummary::id)
                    .doesNotContain(first);
        }
    }

    private static final String FIRST = "drydock-test/prepulled-of-class:1";
    private static final String SECOND = "drydock-test/prepulled-of-method:1";
    private static final String DISABLED = "drydock-test/prepulled-disabled:1";

    /** At run time only: nobody can know before. */
    static class Never implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("never");
        }
    }

    @ExtendWith(Never.class)
    @WithContainer(name = "one", image = FIRST)
    static class ClassTestCase {
        @Test
        @WithContainer(name = "two", image = SECOND)
        void isNotExecuted() {}

        @Test
        @Disabled("it has no images to pull either")
        @WithContainer(name = "three", image = DISABLED)
        void isDisabled() {}
    }

    @Disabled("it has no images to pull either")
    @WithContainer(name = "three", image = DISABLED)
    static class DisabledTestCase {
        @Test
        void isDisabled() {}
    }

    /** Goes on when those that others need are there. */
    @Common
    static class WaitingTestCase {
        @Test
        void waits() {
            await().until(() -> isPresent(FIRST) && isPresent(SECOND));
        }
    }

    private static boolean isPresent(String image) {
        try {
            return !TestEngine.CLIENT.images().inspect(image).id().isEmpty();
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Test
    void imagesOfAllTestsArePulledWhenTheRunBegins() throws IOException, InterruptedException {
        try (ScriptedRegistry registry = new ScriptedRegistry(Instant.now());
                Fork fork = Fork.with(
                        Map.of("DRYDOCK_REGISTRY_MIRROR", registry.address()),
                        WaitingTestCase.class,
                        ClassTestCase.class,
                        DisabledTestCase.class)) {
            String output = fork.toEnd();

            assertThat(output)
                    .contains("waits() SUCCESSFUL", "[drydock] " + FIRST + ": pulling", SECOND + ": pulled in ");
            assertThat(isPresent(DISABLED)).isFalse();
        } finally {
            for (String each : List.of(FIRST, SECOND)) {
                if (isPresent(each)) {
                    TestEngine.CLIENT.images().remove(each, false);
                }
            }
        }
    }

    static class PlainTestCase {
        @Test
        void hasNoContainer() {}
    }

    @Test
    void withoutContainersNoEngineIsAsked(@TempDir Path folder) throws IOException, InterruptedException {
        try (Fork fork = Fork.withEngineAt("unix://" + folder.resolve("none.sock"), PlainTestCase.class)) {
            assertThat(fork.toEnd())
                    .contains("hasNoContainer() SUCCESSFUL")
                    .doesNotContainIgnoringCase("drydock]")
                    .doesNotContain("WARNING", "Exception");
        }
    }

    @Common
    static class NoEngineTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void thePullFailsNoTestItself(@TempDir Path folder) throws IOException, InterruptedException {
        try (Fork fork = Fork.withEngineAt(
                "unix://" + folder.resolve("none.sock"), NoEngineTestCase.class, PlainTestCase.class)) {
            assertThat(fork.toEnd()).contains("hasNoContainer() SUCCESSFUL", "NoEngineTestCase FAILED");
        }
    }
}
