package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.Health;
import dev.drydock.testing.Http;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Postgres;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions that look further than at published ports. Each fixture uses its container at once, and has one try. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class ReadyConditionsIT {
    private static final String BARE = "drydock/without-programs-for-tests:1";

    /** Nothing but the web server can be run in it, and its port isn't published. */
    @WithContainer(
            name = "bare",
            image = BARE,
            entrypoint = {"/bin/httpd", "-f", "-p", "127.0.0.1:8080"},
            ready = @Ready(insidePort = 8080, timeout = 20))
    static class InsidePortTestCase {
        @Test
        void isReady(RunningContainer bare) {
            assertThat(bare.ports()).isEmpty();
            assertThat(bare.exec("/bin/sh", "-c", "true").exitCode()).isNotZero();
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; mkdir /up; exec httpd -f -p 8080"},
            ready = @Ready(insidePort = 8080, timeout = 20))
    static class LateInsidePortTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("wget", "-q", "-O", "-", "http://127.0.0.1:8080/etc/hostname")
                            .exitCode())
                    .isZero();
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "echo up; sleep 1; touch /ready; echo up >&2; exec sleep 600"},
            ready = @Ready(log = "up", logStream = Ready.Output.STDERR, timeout = 20))
    static class StandardErrorOnlyTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "echo up >&2; sleep 1; touch /ready; echo up; exec sleep 600"},
            ready = @Ready(log = "up", logStream = Ready.Output.STDOUT, timeout = 20))
    static class StandardOutputOnlyTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
        }
    }

    @WithContainer(
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=secret",
            ready = @Ready(jdbc = "jdbc:postgresql://{host}:{port}/postgres?user=postgres&password=secret"))
    static class DatabaseTestCase {
        @Test
        void isReady(@HostPort(5432) int port) throws SQLException {
            assertThat(Postgres.rows(port, "select 1, 'row'")).containsExactly("1 row");
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            command = {"sh", "-c", "sleep 1; " + Web.HELLO},
            ready = @Ready(http = @Ready.Http(answerHeader = {"content-type: ^text/html", "Content-Length"})))
    static class AnswerHeaderTestCase {
        @Test
        void isReady(@HostPort(80) int port) throws IOException {
            assertThat(Http.get(port)).isEqualTo("hello\n");
        }
    }

    /** The engine would run it for the first time after 30 s. */
    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; touch /ready; exec sleep 600"},
            healthCheck = @HealthCheck(command = {"test", "-f", "/ready"}),
            ready = @Ready(timeout = 20))
    static class OwnHealthCheckTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
            Health health =
                    TestEngine.CLIENT.containers().inspect(busybox.id()).state().health();
            assertThat(health.status()).isEqualTo("starting");
        }
    }

    /** Were the image's check waited for, it would never be ready. */
    @WithContainer(
            image = "redis:7-health",
            command = {"sleep", "600"},
            healthCheck = @HealthCheck(disabled = true),
            ready = @Ready(timeout = 20))
    static class DisabledHealthCheckTestCase {
        @Test
        void isReady(RunningContainer redis) {
            assertThat(TestEngine.CLIENT
                            .containers()
                            .inspect(redis.id())
                            .state()
                            .health())
                    .isNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            classes = {
                LateInsidePortTestCase.class,
                StandardErrorOnlyTestCase.class,
                StandardOutputOnlyTestCase.class,
                DatabaseTestCase.class,
                AnswerHeaderTestCase.class,
                OwnHealthCheckTestCase.class,
                DisabledHealthCheckTestCase.class
            })
    void isReadyWhenTheTestBegins(Class<?> fixture) {
        try (Run run = Run.of(fixture)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void aPortInsideNeedsNoProgramInTheImage() throws IOException {
        String programs =
                "RUN [\"/bin/sh\", \"-c\", \"cp -L $(which httpd) /bin/httpd.keep; mv /bin/httpd.keep /bin/httpd;"
                        + " rm /bin/cat /bin/sh\"]";
        try (TestImage image = new TestImage(BARE, "busybox:1.36", programs);
                Run run = Run.of(InsidePortTestCase.class)) {
            assertThat(image).hasToString(BARE);
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
    }
}
