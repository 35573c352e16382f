package dev.drydock.junit;

import dev.drydock.client.ContainerSpec;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.testing.Postgres;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Containers that start warm, each with something in it by which it is told whether it has begun anew. */
final class WarmTestCases {
    /** Writes a word of its own when it first begins, and ends when it is asked to. */
    static final String ONCE = "trap 'exit 0' TERM; [ -e /broken ] && exit 3;"
            + " [ -e /state ] || cat /proc/sys/kernel/random/uuid >/state; echo is up;"
            + " while :; do sleep 0.05; done";

    static final String STATE = "[warm] ";

    /** What the fixtures have seen, in order. */
    static final List<Seen> SEEN = new CopyOnWriteArrayList<>();

    private WarmTestCases() {}

    /**
     * @param state word of its first beginning
     * @param snapshot id of the one that it was started from; empty for none
     * @param more what else is worth a look
     */
    record Seen(String state, String snapshot, String more) {}

    static void see(RunningContainer container, String more) {
        String state = container.exec("cat", "/state").stdoutText().strip();
        // For whoever has started this in another JVM.
        System.out.println(STATE + state);
        SEEN.add(new Seen(state, snapshot(container), more));
    }

    /** The last one that was seen. */
    static Seen last() {
        return SEEN.get(SEEN.size() - 1);
    }

    private static String snapshot(RunningContainer container) {
        return container.inspect().config().labels().getOrDefault(SnapshotLabels.ID, "");
    }

    /** Begins anew or from where it was, with nothing else about it. */
    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            warm = true,
            command = {"sh", "-c", ONCE},
            ready = @Ready(log = "is up"))
    @interface WarmBox {}

    /** Looks at the only container that it has. */
    abstract static class Seeing {
        @Test
        void sees(RunningContainer only) {
            see(only, "");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            warm = true,
            env = {"COLOUR=${sys:drydock.it.warm.colour:-red}", "PASSWORD=${random:pw}"},
            files = @CopyIn(from = "target/warm-it.txt", to = "/etc/warm-it.txt"),
            command = {"sh", "-c", ONCE},
            ready = @Ready(log = "is up"))
    static class BoxTestCase {
        @Test
        void sees(RunningContainer box) {
            see(
                    box,
                    box.exec("sh", "-c", "echo $PASSWORD; cat /etc/warm-it.txt").stdoutText());
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", ONCE},
            ready = @Ready(log = "is up"))
    static class SettingTestCase extends Seeing {}

    @WithContainer(
            name = "db",
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=secret",
            warm = true,
            ready = @Ready(log = "database system is ready to accept connections", times = 2))
    static class PostgresTwiceTestCase {
        @Test
        void sees(RunningContainer db) throws SQLException {
            String more = String.valueOf(db.inspect().mounts().size());
            String cluster = Postgres.rows(db.port(5432), "select system_identifier, '' from pg_control_system()")
                    .get(0);
            SEEN.add(new Seen(cluster, snapshot(db), more));
        }
    }

    @WithContainer(name = "cache", image = "redis:7", ports = 6379, warm = true)
    static class RedisTestCase {
        @Test
        void sees(RunningContainer cache) {
            SEEN.add(new Seen(
                    cache.exec("redis-cli", "get", "key").stdoutText().strip(),
                    snapshot(cache),
                    cache.exec("redis-cli", "set", "key", "value").stdoutText()));
        }
    }

    /** The one writes a line into the other's port, which keeps it. */
    @WithContainer(
            name = "base",
            image = "busybox:1.36",
            warm = true,
            command = {
                "sh",
                "-c",
                "trap 'exit 0' TERM; printf '#!/bin/sh\\n"
                        + "read line; echo $line >>/state; echo taken\\n"
                        + "' >/take; chmod +x /take; nc -ll -p 77 -e /take & echo is up; while :; do sleep 0.05; done"
            },
            ready = @Ready(log = "is up", insidePort = 77))
    @WithContainer(
            name = "user",
            image = "busybox:1.36",
            warm = true,
            dependsOn = "base",
            command = {
                "sh",
                "-c",
                "trap 'exit 0' TERM; [ -e /state ] || { cat /proc/sys/kernel/random/uuid >/state;"
                        + " nc base 77 </state | grep taken; }; echo is up; while :; do sleep 0.05; done"
            },
            ready = @Ready(log = "is up"))
    static class ClosureTestCase {
        @Test
        void sees(RunningContainer base, RunningContainer user) {
            see(base, base.name());
            see(user, user.name());
        }
    }

    /** Changes nothing, but might. */
    static final class Customizer implements ContainerCustomizer {
        @Override
        public void customize(ContainerSpec.Builder spec) {
            spec.label("customized", "yes");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            warm = true,
            customizers = Customizer.class,
            command = {"sh", "-c", ONCE},
            ready = @Ready(log = "is up"))
    static class CustomizerTestCase extends Seeing {}

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            warm = true,
            stopTimeout = 1,
            command = {"sh", "-c", "cat /proc/sys/kernel/random/uuid >/state; echo is up; sleep 600"},
            ready = @Ready(log = "is up"))
    static class DeafTestCase extends Seeing {}

    /** Its line comes the first time only, and there is nothing else to go by. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            warm = true,
            command = {
                "sh",
                "-c",
                "trap 'exit 0' TERM; [ -e /state ] || { cat /proc/sys/kernel/random/uuid >/state; echo is new; };"
                        + " while :; do sleep 0.05; done"
            },
            ready = @Ready(log = "is new", timeout = 4))
    static class OnceOnlyTestCase extends Seeing {}

    @WithContainer(
            name = "shared",
            image = "busybox:1.36",
            scope = Scope.SESSION,
            warm = true,
            command = {"sh", "-c", ONCE},
            ready = @Ready(log = "is up"))
    static class SharedTestCase {
        @Test
        void sees(RunningContainer shared) {
            see(shared, shared.id());
        }
    }

    static class MethodTestCase {
        @Test
        @WarmBox
        void sees(RunningContainer box) {
            see(box, "");
        }
    }

    /** Has a class of a name that another has, too. */
    static final class Twin {
        private Twin() {}

        @WithContainer(
                name = "box",
                image = "busybox:1.36",
                warm = true,
                env = "OF=twin",
                command = {"sh", "-c", ONCE},
                ready = @Ready(log = "is up"))
        static class BoxTestCase {
            @Test
            void sees(RunningContainer box) {
                see(box, "");
            }
        }
    }

    /** Ends at the next full ten seconds only, so that all who freeze it do so at the same time. */
    private static final String AT_ONCE =
            "trap 'while [ $(($(date +%s) % 10)) != 0 ]; do sleep 0.05; done; exit 0' TERM;"
                    + " [ -e /state ] || cat /proc/sys/kernel/random/uuid >/state; echo is up; while :; do sleep 0.05; done";

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            warm = true,
            stopTimeout = 15,
            command = {"sh", "-c", AT_ONCE},
            ready = @Ready(log = "is up"))
    static class AtOnceTestCase {
        @Test
        void sees(RunningContainer box) {
            see(box, "");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            warm = true,
            stopTimeout = 15,
            env = "PASSWORD=${random:pw}",
            command = {"sh", "-c", AT_ONCE},
            ready = @Ready(log = "is up"))
    static class AtOnceWithSecretTestCase {
        @Test
        void sees(RunningContainer box) {
            see(box, "");
        }
    }

    @CommitOnFailure
    @WarmBox
    static class FailingTestCase {
        @Test
        void fails(RunningContainer box) {
            see(box, "");
            throw new AssertionError("fails on purpose");
        }
    }

    @WithContainer(
            name = "built",
            build = @FromDockerfile("target/warm-it-build"),
            warm = true,
            command = {"sh", "-c", ONCE},
            ready = @Ready(log = "is up"))
    static class BuiltTestCase extends Seeing {}
}
