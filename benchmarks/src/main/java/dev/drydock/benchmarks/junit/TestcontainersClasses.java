package dev.drydock.benchmarks.junit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * The same with Testcontainers. Started and stopped in parallel, by its core alone, which does less than its extension for
 * JUnit does.
 */
final class TestcontainersClasses {
    private TestcontainersClasses() {}

    private static String env(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(DockerImageName.parse(env(image))).withLabel(label()[0], label()[1]);
    }

    private static String[] label() {
        return env(Candidate.LABEL).split("=", 2);
    }

    private static GenericContainer<?> web() {
        return container(Candidate.BUSYBOX)
                .withCommand("httpd", "-f", "-p", "80")
                .withExposedPorts(80);
    }

    private static GenericContainer<?> lateWeb() {
        return container(Candidate.BUSYBOX)
                .withCommand("sh", "-c", Answer.LATE)
                .withLabel(Answer.LABEL, "testcontainers")
                .withExposedPorts(80);
    }

    /** What all have in common. */
    abstract static class Base {
        private static List<GenericContainer<?>> containers = List.of();

        static void start(List<GenericContainer<?>> all) {
            containers = all;
            Startables.deepStart(all).join();
        }

        @AfterAll
        static void stop() {
            containers.parallelStream().forEach(GenericContainer::stop);
        }

        @Test
        void runs() {
            Forked.bodyRuns();
            Forked.demand(containers.get(0).getFirstMappedPort() > 0);
        }
    }

    /** One web server. */
    static class One extends Base {
        @BeforeAll
        static void start() {
            start(List.of(web()));
        }
    }

    /** Eight of them. */
    static class Eight extends Base {
        @BeforeAll
        static void start() {
            start(IntStream.range(0, 8)
                    .<GenericContainer<?>>mapToObj(i -> web())
                    .toList());
        }
    }

    /** A database, waited for as its module for PostgreSQL does. */
    static class Postgres extends Base {
        @BeforeAll
        static void start() {
            start(List.of(container(Candidate.POSTGRES)
                    .withEnv("POSTGRES_PASSWORD", "secret")
                    .withExposedPorts(5432)
                    .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2)
                            .withStartupTimeout(Duration.ofSeconds(60)))));
        }
    }

    /** A web server that takes its time; ready when its port accepts. */
    static class AnswerByPort extends Base {
        @BeforeAll
        static void start() {
            start(List.of(lateWeb()));
        }
    }

    /** The same; ready when it answers to HTTP. */
    static class AnswerByHttp extends Base {
        @BeforeAll
        static void start() {
            start(List.of(lateWeb().waitingFor(Wait.forHttp("/"))));
        }
    }
}
