package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handles and ports come wherever JUnit has parameters. */
@Tag("compat")
@Tag("slice")
@ExtendWith(LeakCheck.class)
class InjectionIT {
    @Web
    static class PerMethodTestCase {
        PerMethodTestCase(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("constructor", web, port, reporter);
        }

        @BeforeAll
        static void beforeAll(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("beforeAll", web, port, reporter);
        }

        @BeforeEach
        void beforeEach(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("beforeEach", web, port, reporter);
        }

        @Test
        void test(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("test", web, port, reporter);
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void each(String value, RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report(value, web, port, reporter);
        }

        @RepeatedTest(2)
        void again(@ContainerName("web") RunningContainer other, @HostPort(80) Integer port, TestReporter reporter) {
            report("repeated", other, port, reporter);
        }

        @AfterEach
        void afterEach(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("afterEach", web, port, reporter);
        }

        @AfterAll
        static void afterAll(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("afterAll", web, port, reporter);
        }

        @Nested
        class Inner {
            Inner(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
                report("innerConstructor", web, port, reporter);
            }

            @Test
            void inner(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
                report("inner", web, port, reporter);
            }
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase extends PerMethodTestCase {
        PerClassTestCase(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            super(web, port, reporter);
        }
    }

    /** The method's container is there for the constructor, since that is run for the method. */
    static class MethodsOwnTestCase {
        MethodsOwnTestCase(RunningContainer web, @HostPort(80) int port, TestReporter reporter) {
            report("constructor", web, port, reporter);
        }

        @Web
        @Test
        void test(@HostPort(value = 80, container = "web") int port, RunningContainer web, TestReporter reporter) {
            report("test", web, port, reporter);
        }
    }

    private static void report(String place, RunningContainer web, int port, TestReporter reporter) {
        reporter.publishEntry(place, web.name() + " " + web.id() + " " + web.host() + ":" + port);
    }

    @Test
    void everywhereWithAnInstancePerMethod() {
        assertOneContainerIn(PerMethodTestCase.class, 6);
    }

    @Test
    void everywhereWithAnInstancePerClass() {
        assertOneContainerIn(PerClassTestCase.class, 1);
    }

    private static void assertOneContainerIn(Class<?> fixture, int constructors) {
        try (Run run = Run.of(fixture)) {
            assertThat(run.tests()).isEqualTo("6 ok, 0 failed, 0 aborted");
            assertThat(run.reported("constructor")).hasSize(constructors);
            String web = run.reported("constructor").get(0);
            assertThat(web).matches("web [0-9a-f]{64} 127\\.0\\.0\\.1:[1-9][0-9]*");
            assertThat(run.reported("constructor")).containsOnly(web);
            assertThat(run.reported("beforeAll")).containsExactly(web);
            assertThat(run.reported("beforeEach")).hasSize(6).containsOnly(web);
            assertThat(run.reported("test")).containsExactly(web);
            assertThat(run.reported("one")).containsExactly(web);
            assertThat(run.reported("two")).containsExactly(web);
            assertThat(run.reported("repeated")).containsExactly(web, web);
            assertThat(run.reported("afterEach")).hasSize(6).containsOnly(web);
            assertThat(run.reported("afterAll")).containsExactly(web);
            assertThat(run.reported("innerConstructor")).containsExactly(web);
            assertThat(run.reported("inner")).containsExactly(web);
        }
    }

    @Test
    void aMethodsOwnContainerInConstructorAndMethod() {
        try (Run run = Run.of(MethodsOwnTestCase.class)) {
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
            assertThat(run.reported("constructor")).isEqualTo(run.reported("test"));
        }
    }
}
