package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.Shell;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that stay: which, for how long, what is said, and who doesn't touch them. */
@ExtendWith(LeakCheck.class)
class KeepIT {
    private static final String LABEL = "keepit";
    private static final Map<String, String> ON_FAILURE = Map.of("drydock.keep", "on-failure");

    @WithContainer(name = "web", image = "redis:7", ports = 6379, labels = LABEL + "=1", keep = Keep.ON_FAILURE)
    @WithContainer(
            name = "idle",
            image = "busybox:1.36",
            labels = LABEL + "=1",
            keep = Keep.ON_FAILURE,
            command = {"sleep", "600"})
    @WithContainer(
            name = "never",
            image = "busybox:1.36",
            labels = LABEL + "=1",
            keep = Keep.NEVER,
            command = {"sleep", "600"})
    static class FailingTestCase {
        @Test
        void fails() {
            fail("on purpose");
        }

        @Test
        void passes() {}
    }

    @Kept
    static class NestedTestCase {
        @Nested
        class Inner {
            @Test
            void fails() {
                fail("on purpose");
            }
        }
    }

    @Kept
    static class LifecycleTestCase {
        @BeforeAll
        static void setUp() {
            fail("on purpose");
        }

        @Test
        void isNotReached() {}
    }

    @Kept
    static class ConstructorTestCase {
        ConstructorTestCase() {
            fail("on purpose");
        }

        @Test
        void isNotReached() {}
    }

    @Kept
    static class DynamicTestCase {
        @TestFactory
        Stream<DynamicTest> tests() {
            return Stream.of(dynamicTest("one", () -> fail("on purpose")), dynamicTest("two", () -> {}));
        }
    }

    static class MethodTestCase {
        @Test
        @Kept
        void fails() {
            fail("on purpose");
        }

        @Test
        @Kept
        void passes() {}
    }

    @WithContainer(
            name = "kept",
            image = "busybox:1.36",
            labels = LABEL + "=1",
            command = {"sh", "-c", "exit 3"},
            ready = @Ready(log = "never"))
    static class StartTestCase {
        @Test
        void isNotReached() {}
    }

    @Kept
    static class PassingTestCase {
        @Test
        void passes() {}
    }

    @Kept
    @ExtendWith(NoFailureIT.Swallower.class)
    static class SwallowedTestCase {
        @Test
        void fails() {
            fail("swallowed");
        }
    }

    @WithContainer(
            name = "kept",
            image = "busybox:1.36",
            labels = LABEL + "=1",
            keep = Keep.ALWAYS,
            command = {"sleep", "600"})
    static class AlwaysTestCase {
        @Test
        void passes() {}
    }

    @Test
    void thoseOfAFailedTestStayWithTheirNetworkUntilTheCommandRemovesThem() {
        Run run = Run.of(FailingTestCase.class);

        assertThat(run.failure()).hasMessage("on purpose");
        List<ContainerSummary> kept = kept();
        assertThat(kept).hasSize(2).allSatisfy(each -> {
            assertThat(each.state()).isEqualTo("running");
            assertThat(each.names().get(0)).matches("/drydock-kept-\\d+-[0-9a-f]{8}-\\d{5}-(web|idle)");
        });
        String web = run.reported("drydock.kept.web").get(0);
        assertThat(run.reported("drydock.kept.never")).isEmpty();
        String command = run.reported("drydock.kept.remove").get(0);
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[drydock] class FailingTestCase: ")))
                .singleElement()
                .asString()
                .contains(run.reported("drydock.kept.until").get(0), web, "remove with: " + command);
        // They are still in their network, and know each other's names.
        assertThat(TestEngine.CLIENT.exec().run(web, "getent", "hosts", "idle").exitCode())
                .isZero();

        assertThat(Shell.run(command, "").exitCode()).isZero();
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                NestedTestCase.class,
                LifecycleTestCase.class,
                ConstructorTestCase.class,
                DynamicTestCase.class,
                MethodTestCase.class,
                StartTestCase.class
            })
    void whereverItFails(Class<?> fixture) {
        Run run = Run.with(ON_FAILURE, fixture);

        assertThat(run.failures()).hasSize(1);
        assertThat(kept()).hasSize(1);
        assertThat(run.reported("drydock.kept.kept")).hasSize(1);
        assertThat(Shell.run(run.reported("drydock.kept.remove").get(0), "").exitCode())
                .isZero();
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {PassingTestCase.class, SwallowedTestCase.class})
    void notWhenNothingFails(Class<?> fixture) {
        Run run = Run.with(ON_FAILURE, fixture);

        assertThat(run.failures()).isEmpty();
        assertThat(kept()).isEmpty();
        assertThat(run.stderr()).doesNotContain("stay until");
    }

    @Test
    void alwaysIsAlways() {
        Run run = Run.of(AlwaysTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(kept()).hasSize(1);
        assertThat(run.stderr()).contains("[drydock] class AlwaysTestCase is through; these stay until ");
        assertThat(Shell.run(run.reported("drydock.kept.remove").get(0), "").exitCode())
                .isZero();
    }

    @Test
    void aLaterRunRemovesThemWhenTheTimeIsOver() {
        Run.with(Map.of("drydock.keep.for", "1ms"), FailingTestCase.class);
        assertThat(kept()).hasSize(2);
        // A session of its own: one that lingers has looked already.
        Run later = Run.with(Map.of("drydock.session.linger", "0"), PassingTestCase.class);
        assertThat(later.failures()).isEmpty();
        assertThat(kept()).isEmpty();
    }

    @Test
    @Tag("long")
    void theReaperAndTheNextRunLeaveThem() throws IOException, InterruptedException {
        try (Fork fork = Fork.with(
                Map.of("DRYDOCK_KEEP", "on-failure"), FailingTestCase.class, KilledJvmIT.HangingTestCase.class)) {
            String box = fork.await("[fixture] ");
            ProcessHandle reaper = ProcessHandle.of(fork.pid())
                    .orElseThrow()
                    .children()
                    .findFirst()
                    .orElseThrow();
            assertThat(kept()).hasSize(2);
            String run = kept().get(0).labels().get("dev.drydock.run");

            fork.kill();
            reaper.onExit().join();
            assertThat(Run.of(PassingTestCase.class).failures()).isEmpty();

            assertThat(TestEngine.CLIENT.containers().list(Filters.byLabel("dev.drydock.run", run)))
                    .hasSize(2)
                    .noneMatch(each -> each.id().equals(box));
            assertThat(TestEngine.CLIENT.networks().list(Filters.byLabel("dev.drydock.run", run)))
                    .hasSize(1);
        }
    }

    private static List<ContainerSummary> kept() {
        return TestEngine.CLIENT.containers().list(Filters.byLabel(LABEL));
    }

    @AfterEach
    void removeKept() {
        List<String> networks = kept().stream()
                .flatMap(each -> each.networkSettings().networks().keySet().stream())
                .filter(each -> each.startsWith("drydock-"))
                .distinct()
                .toList();
        kept().forEach(each -> TestEngine.CLIENT.containers().remove(each.id()));
        networks.forEach(each -> TestEngine.CLIENT.networks().remove(each));
    }
}
