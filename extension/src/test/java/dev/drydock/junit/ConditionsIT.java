package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of saying when a container is ready: that it is waited for, and what is said when it doesn't come. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class ConditionsIT {
    /** Answers 404 until the page is there, and then something else until its content is. */
    private static final String LATE_PAGE = "mkdir /www; httpd -p 80 -h /www; sleep 1; echo wait >/www/health; sleep 1;"
            + " echo up >/www/health; touch /ready; exec sleep 600";

    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            command = {"sh", "-c", LATE_PAGE},
            ready = @Ready(http = @Ready.Http(value = "/health", body = "^up")))
    static class HttpTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
        }
    }

    /** The name and the password are asked for by the server. */
    @WithContainer(
            image = "busybox:1.36",
            ports = {80, 81},
            command = {
                "sh",
                "-c",
                "mkdir /www; echo hi >/www/x; echo '/:me:s3cret' >/etc/httpd.conf; exec httpd -f -p 80 -h /www -c /etc/httpd.conf"
            },
            ready =
                    @Ready(
                            http = {
                                @Ready.Http(value = "/x", port = 80, status = 401),
                                @Ready.Http(
                                        value = "/x",
                                        port = 80,
                                        user = "me:s3cret",
                                        status = 200,
                                        header = "X-A: b")
                            }))
    static class HttpUserTestCase {
        @Test
        void isReady() {}
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; touch /tmp/here; exec sleep 600"},
            ready = @Ready(file = "/tmp/here"))
    static class FileTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/tmp/here").exitCode()).isZero();
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; touch /tmp/here; exec sleep 600"},
            ready = @Ready(command = {"test", "-f", "/tmp/here"}))
    static class CommandTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/tmp/here").exitCode()).isZero();
            assertThat(TestEngine.CLIENT
                            .containers()
                            .inspect(busybox.id())
                            .config()
                            .healthcheck())
                    .isNull();
        }
    }

    /** The second is created when the first has done its work. */
    @WithContainer(
            name = "migration",
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; echo done"},
            ready = @Ready(exits = true))
    @WithContainer(
            name = "app",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            dependsOn = "migration")
    static class ExitTestCase {
        @Test
        void isReady(@ContainerName("migration") RunningContainer migration) {
            assertThat(migration.logs()).isEqualTo("done\n");
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sleep", "600"},
            ready = @Ready(condition = ThirdTime.class))
    static class OwnTestCase {
        @Test
        void isReady() {
            assertThat(ThirdTime.LOOKS).hasValue(3);
        }
    }

    static final class ThirdTime implements ReadyCondition {
        static final AtomicInteger LOOKS = new AtomicInteger();

        private ThirdTime() {}

        @Override
        public boolean isReady(RunningContainer container) {
            if (LOOKS.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return container.exec("true").exitCode() == 0 && LOOKS.get() == 3;
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "echo one; exec sleep 600"},
            ready = @Ready(any = true, log = "one", file = "/never", timeout = 20))
    static class AnyTestCase {
        @Test
        void isReady() {}
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            classes = {
                HttpTestCase.class,
                HttpUserTestCase.class,
                FileTestCase.class,
                CommandTestCase.class,
                ExitTestCase.class,
                OwnTestCase.class,
                AnyTestCase.class
            })
    void isReadyWhenTheTestBegins(Class<?> fixture) {
        try (Run run = Run.of(fixture)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            command = {"sh", "-c", Web.HELLO},
            ready =
                    @Ready(
                            http = @Ready.Http(value = "/health", user = "me:s3cret", header = "X-Token: t0ken"),
                            timeout = 1))
    static class NoPageTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void whatTheWebServerAnsweredIsShownWithoutSecrets() {
        assertThat(Run.of(NoPageTestCase.class).failure())
                .hasMessageContainingAll(
                        "It was waited until GET /health at port 80 answers 200 to 399; last seen: http://127.0.0.1:",
                        "/health answered 404",
                        "The engine calls it running.")
                .hasMessageNotContainingAny("s3cret", "t0ken", "czNjcmV0");
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; exit 7"},
            ready = @Ready(exits = true))
    static class FailedExitTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void anEndWithAnotherCodeIsNoReadiness() {
        assertThat(Run.of(FailedExitTestCase.class).failure())
                .hasMessageContaining("exited with code 7 while it was waited for");
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "echo starting; sleep 1; echo FATAL: no license >&2; exec sleep 600"},
            ready = @Ready(log = "never", failLog = "^FATAL", timeout = 60))
    static class FailLogTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void aLineThatMeansFailureEndsTheWaiting() {
        long begin = System.nanoTime();

        assertThat(Run.of(FailLogTestCase.class).failure())
                .hasMessageContaining("has written a line that means failure: \"FATAL: no license\"");

        // Not a measurement: the time-out would have come after 60 s.
        assertThat(System.nanoTime() - begin).isLessThan(50_000_000_000L);
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sleep", "600"},
            ready = @Ready(condition = Never.class, timeout = 1))
    static class NeverTestCase {
        @Test
        void isNotReached() {}
    }

    static final class Never implements ReadyCondition {
        @Override
        public boolean isReady(RunningContainer container) {
            throw new IllegalStateException("no connection yet");
        }
    }

    @Test
    void whatAConditionThrewIsShown() {
        assertThat(Run.of(NeverTestCase.class).failure())
                .hasMessageContainingAll(
                        "It was waited until dev.drydock.junit.ConditionsIT$Never holds",
                        "last seen: java.lang.IllegalStateException: no connection yet");
    }
}
