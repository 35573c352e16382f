package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** System properties that containers export: there before anything of the test, and put back as they were. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class ExportsIT {
    private static final String ADDRESS = "drydock.test.address";
    private static final String MODE = "drydock.test.mode";

    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");

    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"},
            exports = {ADDRESS + "=http://{host}:{port}/", MODE + "=class"})
    static class NestedScopesTestCase {
        @BeforeAll
        static void before(RunningContainer web) {
            assertThat(System.getProperty(ADDRESS)).isEqualTo("http://127.0.0.1:" + web.port(80) + "/");
        }

        @Test
        @Inner
        void own(TestReporter reporter) {
            reporter.publishEntry("own", System.getProperty(MODE));
            assertThat(System.getProperty(ADDRESS)).startsWith("http://127.0.0.1:");
        }

        @Test
        void none(TestReporter reporter) {
            reporter.publishEntry("none", System.getProperty(MODE));
        }

        @Nested
        @Inner
        class InnerTests {
            @Test
            void nested(TestReporter reporter) {
                reporter.publishEntry("nested", System.getProperty(MODE));
                throw new AssertionError("on purpose");
            }
        }

        @AfterAll
        static void after(TestReporter reporter) {
            reporter.publishEntry("after", System.getProperty(MODE));
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(
            name = "inner",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            exports = MODE + "=inner")
    @interface Inner {}

    /** Sees the class that can't have the property. */
    static final class Refused implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                ConflictTestCase.FAILED.countDown();
            }
        }
    }

    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"},
            exports = {MODE + "=same", ADDRESS + "={port}"})
    @ExtendWith(Refused.class)
    static class ConflictTestCase {
        private static final CountDownLatch FAILED = new CountDownLatch(1);

        /** The other class comes to its end meanwhile. */
        @Test
        void test() throws InterruptedException {
            assertThat(FAILED.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    static class OtherConflictTestCase extends ConflictTestCase {}

    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            exports = MODE + "=same")
    static class SameTestCase {
        private static final CountDownLatch BOTH = new CountDownLatch(2);

        @BeforeEach
        void bothAreThere() throws InterruptedException {
            BOTH.countDown();
            assertThat(BOTH.await(1, TimeUnit.MINUTES)).isTrue();
        }

        @Test
        void test() {}

        @AfterEach
        void stillSet() {
            assertThat(System.getProperty(MODE)).isEqualTo("same");
        }
    }

    static class OtherSameTestCase extends SameTestCase {}

    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"},
            exports = ADDRESS + "={port}")
    static class LockedTestCase {
        @Test
        void test(RunningContainer web) {
            assertThat(System.getProperty(ADDRESS)).isEqualTo(String.valueOf(web.port(80)));
        }
    }

    static class OtherLockedTestCase extends LockedTestCase {}

    @Test
    void innerScopesTakeThePlaceOfOuterOnes() {
        System.setProperty(MODE, "before");
        try (Run run = Run.of(NestedScopesTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            assertThat(run.reported("own")).containsExactly("inner");
            assertThat(run.reported("none")).containsExactly("class");
            assertThat(run.reported("nested")).containsExactly("inner");
            assertThat(run.reported("after")).containsExactly("class");
            assertThat(System.getProperty(MODE)).isEqualTo("before");
            assertThat(System.getProperties()).doesNotContainKey(ADDRESS);
        } finally {
            System.clearProperty(MODE);
        }
    }

    @Test
    void twoValuesAtOnceAreAnError() {
        try (Run run = Run.with(PARALLEL, ConflictTestCase.class, OtherConflictTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContaining("System property '" + ADDRESS + "' can't have two values at once: container"
                            + " 'web' of class ")
                    .hasMessageContaining("@ResourceLock(Resources.SYSTEM_PROPERTIES)");
            assertThat(System.getProperties()).doesNotContainKeys(ADDRESS, MODE);
        }
    }

    @Test
    void oneValueTwiceIsNone() {
        try (Run run = Run.with(PARALLEL, SameTestCase.class, OtherSameTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(System.getProperties()).doesNotContainKey(MODE);
        }
    }

    @Test
    void aLockKeepsThemApart() {
        try (Run run = Run.with(PARALLEL, LockedTestCase.class, OtherLockedTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(System.getProperties()).doesNotContainKey(ADDRESS);
        }
    }
}
