package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.Healthcheck;
import dev.drydock.testing.Http;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Postgres;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a test begins, its containers are ready: each fixture uses its container at once, and has one try. */
@ExtendWith(LeakCheck.class)
class ReadinessIT {
    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 2; touch /ready; exec sleep 600"},
            ready = @Ready(healthCmd = "test -f /ready"))
    static class HealthCommandTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
            Healthcheck check = TestEngine.CLIENT
                    .containers()
                    .inspect(busybox.id())
                    .config()
                    .healthcheck();
            assertThat(check.test()).containsExactly("CMD-SHELL", "test -f /ready");
        }
    }

    @WithContainer(
            image = "redis:7-health",
            command = {"sh", "-c", "sleep 2; exec redis-server"})
    static class ImagesHealthCheckTestCase {
        @Test
        void isReady(RunningContainer redis) {
            assertThat(redis.exec("redis-cli", "ping").stdoutText()).isEqualTo("PONG\n");
        }
    }

    /** The engine's proxy accepts connections to the port long before the server does. */
    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            command = {"sh", "-c", "sleep 3; " + Web.HELLO})
    static class LatePortTestCase {
        @Test
        void isReady(@HostPort(80) int port) throws IOException {
            assertThat(Http.get(port)).isEqualTo("hello\n");
        }
    }

    /** Nobody listens on the other port. */
    @WithContainer(
            image = "busybox:1.36",
            ports = {80, 81},
            command = {"sh", "-c", "sleep 1; " + Web.HELLO},
            ready = @Ready(port = 80))
    static class OnePortTestCase {
        @Test
        void isReady(@HostPort(80) int port) throws IOException {
            assertThat(Http.get(port)).isEqualTo("hello\n");
        }
    }

    /** Written once by the server that sets the database up, which listens to nobody else, and once by the real one. */
    @WithContainer(
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=secret",
            ready = @Ready(log = "database system is ready to accept connections", times = 2))
    static class SecondLineTestCase {
        @Test
        void isReady(@HostPort(5432) int port) throws SQLException {
            assertThat(Postgres.rows(port, "select 1, 'row'")).containsExactly("1 row");
        }
    }

    @WithContainer(image = "postgres:15-health", ports = 5432, env = "POSTGRES_PASSWORD=secret")
    static class DatabaseHealthCheckTestCase {
        @Test
        void isReady(@HostPort(5432) int port) throws SQLException {
            assertThat(Postgres.rows(port, "select 1, 'row'")).containsExactly("1 row");
        }
    }

    /** Docker keeps a line in pieces of 16 KiB, and sends them so: the first one ends before the blank. */
    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "sleep 1; touch /ready; printf '%16382s\\303\\251 open\\r\\n' x; exec sleep 600"},
            ready = @Ready(log = "xé open$", timeout = 20))
    static class LineInPiecesTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
            assertThat(busybox.logs()).endsWith("xé open\r\n");
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sh", "-c", "echo a >&2; echo b; sleep 1; touch /ready; echo a >&2; exec sleep 600"},
            ready = @Ready(log = "a", times = 2))
    static class StandardErrorTestCase {
        @Test
        void isReady(RunningContainer busybox) {
            assertThat(busybox.exec("test", "-f", "/ready").exitCode()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            classes = {
                HealthCommandTestCase.class,
                ImagesHealthCheckTestCase.class,
                LatePortTestCase.class,
                OnePortTestCase.class,
                SecondLineTestCase.class,
                DatabaseHealthCheckTestCase.class,
                LineInPiecesTestCase.class,
                StandardErrorTestCase.class
            })
    void isReadyWhenTheTestBegins(Class<?> fixture) {
        try (Run run = Run.of(fixture)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        }
    }
}
