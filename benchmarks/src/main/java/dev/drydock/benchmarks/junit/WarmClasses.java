package dev.drydock.benchmarks.junit;

import dev.drydock.junit.Ready;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;

/** The same database, begun anew and from where it was when it had become ready for the first time. */
final class WarmClasses {
    /** Begins the line that says when the engine was asked for the container. */
    static final String CREATED = "created: ";

    private WarmClasses() {}

    /** Says when it runs. */
    abstract static class Running {
        @Test
        void runs(RunningContainer db) {
            Forked.bodyRuns();
            System.out.println(CREATED + db.inspect().created());
        }
    }

    /** Begun anew. */
    @WithContainer(
            name = "db",
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=secret",
            ready = @Ready(log = "database system is ready to accept connections", times = 2))
    static class Cold extends Running {}

    /** From where it was. */
    @WithContainer(
            name = "db",
            image = "postgres:15",
            ports = 5432,
            warm = true,
            env = "POSTGRES_PASSWORD=secret",
            ready = @Ready(log = "database system is ready to accept connections", times = 2))
    static class Warm extends Running {}
}
