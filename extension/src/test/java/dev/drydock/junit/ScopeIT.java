package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a container lives, and who shares it. */
@Tag("compat")
@Tag("slice")
@ExtendWith(LeakCheck.class)
class ScopeIT {
    @Web
    static class SharedTestCase {
        @Test
        void one(RunningContainer web, TestReporter reporter) {
            reporter.publishEntry("id", web.id());
        }

        @Test
        void two(RunningContainer web, TestReporter reporter) {
            reporter.publishEntry("id", web.id());
        }

        @Nested
        class Inner {
            @Test
            void three(RunningContainer web, TestReporter reporter) {
                reporter.publishEntry("id", web.id());
            }

            @Nested
            @Box
            class Innermost {
                @Test
                void four(RunningContainer web, RunningContainer box, TestReporter reporter) {
                    reporter.publishEntry("id", web.id());
                    reporter.publishEntry("innermost", box.id());
                }

                @Test
                void five(RunningContainer box, TestReporter reporter) {
                    reporter.publishEntry("innermost", box.id());
                }
            }
        }
    }

    static class OtherTestCase extends SharedTestCase {}

    static class MethodsOwnTestCase {
        @Box
        @Test
        void one(RunningContainer box, TestReporter reporter) {
            reporter.publishEntry("id", box.id());
        }

        @Box
        @RepeatedTest(2)
        void repeated(RunningContainer box, TestReporter reporter) {
            reporter.publishEntry("id", box.id());
        }
    }

    @Box
    static class SameNameTestCase {
        @Test
        @WithContainer(
                name = "box",
                image = "busybox:1.36",
                env = "WHOSE=method",
                command = {"sleep", "600"})
        void method(RunningContainer box, TestReporter reporter) {
            reporter.publishEntry("env", box.exec("sh", "-c", "echo $WHOSE").stdoutText());
        }
    }

    @Test
    void aClassHasOneWithItsNestedClasses() {
        try (Run run = Run.of(SharedTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("id")).hasSize(4);
            assertThat(run.reported("id").stream().distinct()).hasSize(1);
            assertThat(run.reported("innermost")).hasSize(2);
            assertThat(run.reported("innermost").stream().distinct()).hasSize(1);
        }
    }

    @Test
    void classesOfOneRunHaveTheirOwn() {
        try (Run run = Run.of(SharedTestCase.class, OtherTestCase.class)) {
            assertThat(run.tests()).isEqualTo("10 ok, 0 failed, 0 aborted");
            assertThat(run.reported("id").stream().distinct()).hasSize(2);
        }
    }

    @Test
    void anInvocationOfAMethodHasItsOwn() {
        try (Run run = Run.of(MethodsOwnTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("id")).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void aMethodsTakesThePlaceOfTheClasses() {
        try (Run run = Run.of(SameNameTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("env")).isEqualTo(List.of("method\n"));
        }
    }

    @Test
    void removalsAreAwaitedBeforeTheRunEnds() {
        try (Run run = Run.of(MethodsOwnTestCase.class)) {
            List<String> left = TestEngine.CLIENT.containers().list(Filters.NONE).stream()
                    .map(ContainerSummary::id)
                    .toList();
            assertThat(left).doesNotContainAnyElementsOf(run.reported("id"));
        }
    }
}
