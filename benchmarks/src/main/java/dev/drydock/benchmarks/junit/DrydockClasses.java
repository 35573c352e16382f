package dev.drydock.benchmarks.junit;

import dev.drydock.junit.HostPort;
import dev.drydock.junit.Ready;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;

/** Classes of tests as users of Drydock write them. */
final class DrydockClasses {
    private DrydockClasses() {}

    /** One web server. */
    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    static class One {
        @Test
        void runs(@HostPort(80) int port) {
            Forked.bodyRuns();
            Forked.demand(port > 0);
        }
    }

    /** Eight of them. */
    @WithContainer(
            name = "web1",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web2",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web3",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web4",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web5",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web6",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web7",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    @WithContainer(
            name = "web8",
            image = "busybox:1.36",
            ports = 80,
            command = {"httpd", "-f", "-p", "80"})
    static class Eight {
        @Test
        void runs(RunningContainer web8) {
            Forked.bodyRuns();
            Forked.demand(web8.port(80) > 0);
        }
    }

    /** A database. */
    @WithContainer(
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=secret",
            ready = @Ready(log = "database system is ready to accept connections", times = 2))
    static class Postgres {
        @Test
        void runs(@HostPort(5432) int port) {
            Forked.bodyRuns();
            Forked.demand(port > 0);
        }
    }

    /** A web server that takes its time; ready when its port accepts. */
    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            labels = Answer.LABEL + "=drydock",
            command = {"sh", "-c", Answer.LATE})
    static class AnswerByPort {
        @Test
        void runs(@HostPort(80) int port) {
            Forked.bodyRuns();
            Forked.demand(port > 0);
        }
    }

    /** The same; ready when it answers to HTTP. */
    @WithContainer(
            image = "busybox:1.36",
            ports = 80,
            labels = Answer.LABEL + "=drydock",
            command = {"sh", "-c", Answer.LATE},
            ready = @Ready(http = @Ready.Http("/")))
    static class AnswerByHttp {
        @Test
        void runs(@HostPort(80) int port) {
            Forked.bodyRuns();
            Forked.demand(port > 0);
        }
    }
}
