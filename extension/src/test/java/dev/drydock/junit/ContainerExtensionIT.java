package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that are declared by code: as long as the class or the test, among those of annotations. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class ContainerExtensionIT {
    private static ContainerBuilder box() {
        return ContainerExtension.of("busybox:1.36").command("sleep", "600");
    }

    private static ContainerBuilder web() {
        return ContainerExtension.of("busybox:1.36").ports(80).command("sh", "-c", Web.HELLO);
    }

    /** No annotation registers Drydock: the fields do, two of them. */
    static class CodeOnlyTestCase {
        @RegisterExtension
        static final ContainerExtension shared = web().build();

        @RegisterExtension
        final ContainerExtension own = box().env("WHOSE", "own").build();

        @HostPort(80)
        private static int port;

        @ContainerName("own")
        private RunningContainer field;

        @BeforeAll
        static void before(RunningContainer shared) {
            assertThat(CodeOnlyTestCase.shared.id()).isEqualTo(shared.id());
            assertThat(port).isEqualTo(shared.port(80));
        }

        @BeforeEach
        void isThere() {
            assertThat(own.exec("sh", "-c", "echo $WHOSE").stdoutText()).isEqualTo("own\n");
            assertThat(field.id()).isEqualTo(own.id());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void parameters(
                int value, RunningContainer own, @ContainerName("shared") RunningContainer any, TestReporter reporter) {
            reporter.publishEntry("own", own.id());
            reporter.publishEntry("shared", any.id());
            assertThat(own.id()).isEqualTo(this.own.id());
            assertThat(any.id()).isEqualTo(shared.id());
            assertThat(any.host()).isEqualTo(shared.host());
            assertThat(any.ports()).isEqualTo(shared.ports());
            assertThat(shared.name()).isEqualTo("shared");
            assertThat(shared.image()).isEqualTo("busybox:1.36");
            assertThat(shared.logs()).isEmpty();
        }

        @Nested
        class Inner {
            @RegisterExtension
            final ContainerExtension inner = box().dependsOn("own", "shared").build();

            @Test
            void nested(RunningContainer inner, TestReporter reporter) {
                reporter.publishEntry("own", own.id());
                reporter.publishEntry("shared", shared.id());
                reporter.publishEntry("inner", inner.id());
                assertThat(inner.exec("wget", "-q", "-O", "-", "http://shared/").stdoutText())
                        .isEqualTo("hello\n");
            }
        }

        @AfterAll
        static void after(TestReporter reporter) {
            reporter.publishEntry("shared", shared.id());
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase {
        @RegisterExtension
        final ContainerExtension own = box().build();

        @BeforeAll
        void notYet() {
            assertThatThrownBy(own::id)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("isn't running");
        }

        @Test
        void one(TestReporter reporter) {
            reporter.publishEntry("own", own.id());
        }

        @Test
        void two(TestReporter reporter) {
            reporter.publishEntry("own", own.id());
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class ParallelPerClassTestCase {
        private static final CountDownLatch BOTH = new CountDownLatch(2);
        private static final CountDownLatch DONE = new CountDownLatch(2);

        @RegisterExtension
        final ContainerExtension own = box().build();

        @Test
        void one(RunningContainer own, TestReporter reporter) throws InterruptedException {
            together(own, reporter);
        }

        @Test
        void two(RunningContainer own, TestReporter reporter) throws InterruptedException {
            together(own, reporter);
        }

        private void together(RunningContainer parameter, TestReporter reporter) throws InterruptedException {
            BOTH.countDown();
            assertThat(BOTH.await(1, TimeUnit.MINUTES)).isTrue();
            reporter.publishEntry("own", parameter.id());
            assertThatThrownBy(own::id)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stands for several containers: tests that run at the same time share this");
            DONE.countDown();
            assertThat(DONE.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Annotations and code, in one scope and in both directions. */
    @WithContainer(
            name = "visitor",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            dependsOn = "web")
    @CommitOnFailure
    static class MixedTestCase {
        @RegisterExtension
        static final ContainerExtension web = web().build();

        private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

        @RegisterExtension
        static final ContainerExtension last = box().name("the-last")
                .dependsOn("visitor")
                .customizers(spec -> spec.env("FROM", "lambda"))
                .listeners(new ContainerListener() {
                    @Override
                    public void ready(RunningContainer container) {
                        SEEN.add(container.name());
                    }
                })
                .ready(Readiness.condition(container -> container.exec("true").exitCode() == 0))
                .build();

        @RegisterExtension
        final ContainerExtension own = box().build();

        @Test
        void reaches(RunningContainer visitor) {
            assertThat(visitor.exec("wget", "-q", "-O", "-", "http://web/").stdoutText())
                    .isEqualTo("hello\n");
            assertThat(last.exec("sh", "-c", "echo $FROM").stdoutText()).isEqualTo("lambda\n");
            assertThat(SEEN).containsExactly("the-last");
        }

        @Test
        @Box
        void fails(RunningContainer box) {
            throw new AssertionError("on purpose");
        }
    }

    static class OrderTestCase {
        @Order(1)
        @RegisterExtension
        static final BeforeAllCallback tooEarly = context -> assertThatThrownBy(() -> OrderTestCase.web.port(80))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for other extensions when they come after it, by @Order");

        @Order(2)
        @RegisterExtension
        static final ContainerExtension web = web().build();

        @Order(3)
        @RegisterExtension
        static final BeforeAllCallback inTime =
                context -> context.publishReportEntry("port", String.valueOf(web.port(80)));

        @Test
        void test(@HostPort(80) int port, TestReporter reporter) {
            reporter.publishEntry("port", String.valueOf(port));
        }
    }

    abstract static class Inherited {
        @RegisterExtension
        static final ContainerExtension box = box().build();

        @Test
        void test(TestReporter reporter) {
            reporter.publishEntry("id", box.id());
        }
    }

    static class OneTestCase extends Inherited {}

    static class OtherTestCase extends Inherited {}

    /** The run has one for all classes that have the field; its property is there for each of them. */
    abstract static class OfSession {
        @RegisterExtension
        static final ContainerExtension session = web().scope(Scope.SESSION)
                .exports("drydock.test.session", "{port}")
                .build();

        @Test
        void test(RunningContainer session, TestReporter reporter) {
            reporter.publishEntry("id", session.id());
            assertThat(OfSession.session.id()).isEqualTo(session.id());
            assertThat(System.getProperty("drydock.test.session")).isEqualTo(String.valueOf(session.port(80)));
        }
    }

    static class OneOfSessionTestCase extends OfSession {}

    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"},
            exports = "drydock.test.session=own")
    static class OtherOfSessionTestCase extends OfSession {
        @Override
        @Test
        void test(@ContainerName("session") RunningContainer shared, TestReporter reporter) {
            reporter.publishEntry("id", shared.id());
            assertThat(System.getProperty("drydock.test.session")).isEqualTo("own");
        }
    }

    static class LateTestCase {
        @RegisterExtension
        final ContainerExtension late = box().build();

        @Test
        @WithContainer(
                name = "early",
                image = "busybox:1.36",
                command = {"sleep", "600"},
                dependsOn = "late")
        void test() {}
    }

    static class WrongInstanceTestCase {
        @RegisterExtension
        final ContainerExtension box = box().memory("much").build();

        @Test
        void test() {}
    }

    static class NotReadyTestCase {
        @RegisterExtension
        static final ContainerExtension box = ContainerExtension.of("busybox:1.36")
                .command("sh", "-c", "echo sorry; exit 3")
                .build();

        @Test
        void test() {}
    }

    @Test
    void theFieldsAloneDoEverything() {
        try (Run run = Run.of(CodeOnlyTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("3 ok, 0 failed, 0 aborted");
            assertThat(run.reported("shared")).hasSize(4);
            assertThat(run.reported("shared").stream().distinct()).hasSize(1);
            assertThat(run.reported("own")).hasSize(3).doesNotHaveDuplicates();
            assertThat(run.reported("inner")).hasSize(1);
        }
        assertThatThrownBy(CodeOnlyTestCase.shared::id).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachTestHasItsOwnAlsoWithOneInstance() {
        try (Run run = Run.of(PerClassTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("own")).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void testsAtTheSameTimeHaveTheirOwnAsAParameter() {
        Map<String, String> parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
        try (Run run = Run.with(parallel, ParallelPerClassTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("own")).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void annotationsAndCodeShareAScope() {
        try (Run run = Run.of(MixedTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            assertThat(run.snapshot().images())
                    .extracting(image -> image.container())
                    .containsExactlyInAnyOrder("visitor", "web", "the-last", "box", "own");
        }
    }

    @Test
    void otherExtensionsUseItWhenTheyComeAfterIt() {
        try (Run run = Run.of(OrderTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("port")).hasSize(2);
            assertThat(run.reported("port").stream().distinct()).hasSize(1);
        }
    }

    @Test
    void classesThatInheritItHaveTheirOwn() {
        try (Run run = Run.of(OneTestCase.class, OtherTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("id")).hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRunHasOneOfItsOwn() {
        try (Run run = Run.of(OneOfSessionTestCase.class, OtherOfSessionTestCase.class, OneOfSessionTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.reported("id")).hasSize(2);
            assertThat(run.reported("id").stream().distinct()).hasSize(1);
        }
        assertThat(System.getProperties()).doesNotContainKey("drydock.test.session");
    }

    @Test
    void anAnnotationCannotDependOnWhatComesLater() {
        try (Run run = Run.of(LateTestCase.class)) {
            assertThat(run.failure()).hasMessageContaining("dependsOn = \"late\": there is no such container");
        }
    }

    @Test
    void mistakesInAFieldOfAnInstanceNameTheField() {
        try (Run run = Run.of(WrongInstanceTestCase.class)) {
            assertThat(run.failure())
                    .hasMessageContaining("ContainerExtension 'box' in field WrongInstanceTestCase.box: memory = ");
        }
    }

    @Test
    void oneThatDoesNotStartFailsTheClass() {
        try (Run run = Run.of(NotReadyTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("'box' (busybox:1.36)")
                    .hasMessageContaining("sorry");
        }
    }
}
