package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Postgres;
import dev.drydock.testing.Run;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test goes back to a state that it has kept. */
@ExtendWith(LeakCheck.class)
class HandleRestoreIT {
    static final Set<String> IDS = ConcurrentHashMap.newKeySet();

    @WithContainer(
            name = "db",
            image = "postgres:15",
            ports = 5432,
            env = "POSTGRES_PASSWORD=secret",
            ready = @Ready(log = "ready to accept connections", times = 2))
    static class PostgresTestCase {
        static int port;

        @BeforeAll
        static void migrate(RunningContainer db) throws SQLException {
            port = db.port(5432);
            sql(port, "create table t(a int, b text); insert into t values (1, 'migrated')");
            db.snapshot("after-migration");
        }

        @BeforeEach
        void goBack(RunningContainer db) {
            db.restore("after-migration");
        }

        @RepeatedTest(3)
        void changesIt(RunningContainer db) throws SQLException {
            assertThat(db.port(5432)).isEqualTo(port);
            assertThat(Postgres.rows(port, "select a, b from t")).containsExactly("1 migrated");
            sql(port, "insert into t values (2, 'more')");
            assertThat(IDS.add(db.id())).isTrue();
        }

        private static void sql(int port, String text) throws SQLException {
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=secret";
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
        }
    }

    /** Everything about the container but its id is what it was; the other one doesn't notice. */
    @WithContainer(
            name = "cache",
            image = "redis:7",
            ports = 6379,
            hostname = "own-host",
            aliases = "store",
            memory = "64m",
            hostAccess = true,
            volumes = "/extra")
    @WithContainer(
            name = "client",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class RedisTestCase {
        @Test
        void goesBackAndForth(RunningContainer cache, RunningContainer client) throws IOException {
            cache.exec("redis-cli", "set", "key", "first");
            cache.files().write("/extra/file", "first");
            cache.exec("redis-cli", "save");
            Snapshot first = cache.snapshot("first");
            cache.exec("redis-cli", "set", "key", "second");
            cache.exec("redis-cli", "save");
            cache.snapshot("second");
            cache.exec("redis-cli", "flushall");
            String id = cache.id();
            String other = client.id();
            ContainerDetails before = cache.inspect();
            List<String> names = cache.network().names();
            ContainerFiles files = cache.files();
            ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            int reached = cache.network().exposeHostPort(server.getLocalPort());

            cache.restore("second");
            assertThat(get(cache)).isEqualTo("second");
            cache.restore(first);
            assertThat(get(cache)).isEqualTo("first");
            assertThat(files.read("/extra/file")).isEqualTo("first");

            assertThat(cache.id()).isNotEqualTo(id);
            assertThat(client.id()).isEqualTo(other);
            ContainerDetails now = cache.inspect();
            assertThat(now.config().hostname()).isEqualTo("own-host");
            assertThat(now.hostConfig().memory()).isEqualTo(64L << 20);
            assertThat(now.hostConfig().portBindings())
                    .isEqualTo(before.hostConfig().portBindings());
            assertThat(cache.network().names()).isEqualTo(names).contains("cache", "store");
            assertThat(client.exec("sh", "-c", "printf 'GET key\\r\\n' | nc -w 2 store 6379")
                            .stdoutText())
                    .contains("first");
            assertThat(cache.network().exposeHostPort(server.getLocalPort())).isEqualTo(reached);
            String host = "exec 3<>/dev/tcp/" + RunningContainer.HOST + "/" + reached + " && echo hello >&3";
            assertThat(cache.exec("bash", "-c", host).exitCode()).isZero();
            try (server;
                    Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('h');
            }
            assertThat(cache.logs()).contains("Ready to accept connections");
            cache.awaitLog("Ready to accept", Duration.ofSeconds(5));
            cache.restart();
            assertThat(get(cache)).isEqualTo("first");
            cache.pause();
            cache.restore("first");
            assertThat(cache.state().paused()).isFalse();
            cache.kill();
            cache.restore("first");
            assertThat(get(cache)).isEqualTo("first");
        }

        private static String get(RunningContainer cache) {
            return cache.exec("redis-cli", "get", "key").stdoutText().strip();
        }

        @Test
        void whatIsNotThereIsSaid(RunningContainer cache, RunningContainer client) {
            String id = cache.id();
            Snapshot of = client.snapshot("of-client");
            assertThatThrownBy(() -> cache.restore("no-such"))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageStartingWith("Cannot restore container 'cache' (redis:7): class RedisTestCase has no"
                            + " snapshot 'no-such' of it; there ");
            assertThatThrownBy(() -> cache.restore(of))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageEndingWith("it holds no container 'cache', but [client]");
            new Snapshots(TestEngine.CLIENT).remove(of);
            assertThatThrownBy(() -> client.restore(of))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageEndingWith("isn't on the engine any more.");
            assertThatThrownBy(() -> cache.snapshot("no name"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'no name' can't be a snapshot's name");
            assertThat(cache.id()).isEqualTo(id);
            assertThat(cache.isRunning()).isTrue();
        }

        @Test
        void severalAtOnceComeOneAfterTheOther(RunningContainer cache) throws Exception {
            cache.exec("redis-cli", "set", "key", "at-once");
            cache.exec("redis-cli", "save");
            cache.snapshot("at-once");
            ExecutorService threads = Executors.newFixedThreadPool(3);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    all.add(threads.submit(() -> cache.restore("at-once")));
                }
                for (Future<?> each : all) {
                    each.get();
                }
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            } finally {
                threads.shutdownNow();
            }
            assertThat(get(cache)).isEqualTo("at-once");
        }
    }

    static final Path LOG = Path.of("target", "restored.log");

    /** Its named volume is the user's, and is left alone; its output goes on in the same file. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            volumes = "restore-of-the-user:/data",
            logTo = "target/restored.log",
            network = "none",
            command = {"sh", "-c", "echo begun $(cat /data/file 2>/dev/null); exec sleep 600"})
    static class NamedVolumeTestCase {
        @Test
        void isLeftAlone(RunningContainer box) throws Exception {
            box.files().write("/data/file", "kept");
            box.snapshot("kept");
            box.files().write("/data/file", "the user's");
            box.restore("kept");
            box.restore("kept");
            assertThat(box.files().read("/data/file")).isEqualTo("kept");
            assertThat(box.logs()).isEqualTo("begun kept\n");
            assertThat(box.inspect().mounts()).allMatch(each -> !"restore-of-the-user".equals(each.name()));
        }
    }

    @WithContainer(
            name = "one",
            image = "busybox:1.36",
            volumes = "restore-shared:/data",
            command = {"sleep", "600"})
    @WithContainer(
            name = "two",
            image = "busybox:1.36",
            volumes = "restore-shared:/data",
            command = {"sleep", "600"})
    static class SharedTestCase {
        @Test
        void isRefused(RunningContainer one) {
            String id = one.id();
            one.snapshot("shared");
            assertThatThrownBy(() -> one.restore("shared"))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("it shares the volume at /data with container /drydock-");
            assertThat(one.id()).isEqualTo(id);
            assertThat(one.isRunning()).isTrue();
        }
    }

    @AfterEach
    void removeVolumes() {
        for (String name : List.of("restore-of-the-user", "restore-shared")) {
            TestEngine.CLIENT.volumes().list(Filters.by("name", name)).stream()
                    .filter(each -> each.name().equals(name))
                    .forEach(each -> TestEngine.CLIENT.volumes().remove(each.name()));
        }
    }

    @Test
    void aDatabaseGoesBackBetweenTests() {
        IDS.clear();
        try (Run run = Run.of(PostgresTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("3 ok, 0 failed, 0 aborted");
            assertThat(IDS).hasSize(3);
            // The checkpoint, and nothing more.
            assertThat(run.snapshot().name()).isEqualTo("after-migration");
        }
    }

    @Test
    void allIsAsItWas() {
        try (Run run = Run.of(RedisTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("3 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void volumesOfTheUserAreLeftAlone() throws Exception {
        TestEngine.CLIENT.volumes().create("restore-of-the-user", Map.of());
        try (Run run = Run.of(NamedVolumeTestCase.class, SharedTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            try (Started look = Started.with(
                    "busybox:1.36",
                    spec -> spec.networkMode("none")
                            .binds("restore-of-the-user:/data")
                            .command("sleep", "600"))) {
                assertThat(look.sh("cat /data/file")).isEqualTo("the user's");
            }
            assertThat(Files.readString(LOG)).isEqualTo("begun\nbegun kept\nbegun kept\n");
        }
    }

    @WithContainer(
            name = "restore-shared",
            image = "busybox:1.36",
            scope = Scope.SESSION,
            network = "none",
            command = {"sleep", "600"})
    static class OfTheRunTestCase {
        @Test
        void goesBackToItsOwn(@ContainerName("restore-shared") RunningContainer shared) throws Exception {
            shared.files().write("/mark", "own");
            // In another second, so that the foreign one is the latest.
            Instant taken = Instant.parse(shared.snapshot("of-the-run").created());
            await().until(() -> Instant.now().isAfter(taken.plusSeconds(1)));
            foreign("of-the-run", "busybox:1.36");
            foreign("of-another-image", "redis:7");
            foreign("of-another-declaration", "busybox:1.36");
            shared.files().write("/mark", "changed");

            shared.restore("of-the-run");

            assertThat(shared.files().read("/mark")).isEqualTo("own");
            assertThatThrownBy(() -> shared.restore("of-another-image"))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("has no snapshot 'of-another-image' of it; there are [")
                    .hasMessageContaining("another image than busybox:1.36");
            assertThatThrownBy(() -> shared.restore("of-another-declaration"))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("has no snapshot 'of-another-declaration' of it; there are [of-the-run]")
                    .hasMessageContaining(
                            "or of a container that was declared otherwise, in another run doesn't count");
        }

        /** As another project's run would take it. */
        private static void foreign(String name, String image) {
            ExecutorService threads = Executors.newCachedThreadPool();
            try (Started box = Started.with(
                    "busybox:1.36", spec -> spec.networkMode("none").command("sleep", "600"))) {
                box.sh("echo foreign >/mark");
                SnapshotRequest.Member member =
                        new SnapshotRequest.Member("restore-shared", box.id(), image, "", List.of(), List.of());
                new Snapshots(TestEngine.CLIENT)
                        .take(
                                SnapshotRequest.of(
                                        SnapshotKind.CHECKPOINT,
                                        "the test run",
                                        name,
                                        List.of(member),
                                        "HandleRestoreIT"),
                                threads);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** Takes one the first time, and goes back to that of another run the next. */
    @WithContainer(
            name = "restore-shared",
            image = "busybox:1.36",
            scope = Scope.SESSION,
            network = "none",
            files = @CopyIn(from = FILE, to = "/copied"),
            command = {"sleep", "600"})
    static class OfEachRunTestCase {
        static boolean takes = true;

        @Test
        void goesBackToThatOfAnotherRun(@ContainerName("restore-shared") RunningContainer shared) throws Exception {
            if (takes) {
                shared.files().write("/mark", "of another run");
                shared.snapshot("of-each-run");
            } else {
                shared.restore("of-each-run");
                assertThat(shared.files().read("/mark")).isEqualTo("of another run");
            }
        }
    }

    private static final String FILE = "target/restore-shared.txt";

    @Test
    @Tag("long")
    void ofTheRunOneOfAnotherRunCountsWhereAllIsDeclaredAlike() throws IOException {
        try {
            Files.writeString(Path.of(FILE), "one");
            OfEachRunTestCase.takes = true;
            passes("101", OfEachRunTestCase.class);
            OfEachRunTestCase.takes = false;
            passes("102", OfEachRunTestCase.class);
            Files.writeString(Path.of(FILE), "two");
            try (Run run = Run.with(Map.of("drydock.snapshot.count", "103"), OfEachRunTestCase.class)) {
                assertThat(run.failure())
                        .isInstanceOf(SnapshotException.class)
                        .hasMessageContaining("has no snapshot 'of-each-run' of it");
            }
        } finally {
            removeShared();
        }
    }

    /** Other settings make another run of it, in the same JVM. */
    private static void passes(String count, Class<?> fixture) {
        try (Run run = Run.with(Map.of("drydock.snapshot.count", count), fixture)) {
            assertThat(run.failures()).isEmpty();
        }
    }

    private static void removeShared() {
        new Snapshots(TestEngine.CLIENT)
                .list().stream()
                        .filter(each -> each.image("restore-shared").isPresent())
                        .forEach(ReplayIT::removeWhenUnused);
    }

    @Test
    @Tag("long")
    void ofTheRunWhatAnotherProjectHasTakenIsLeftAlone() {
        try (Run run = Run.of(OfTheRunTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("1 ok, 0 failed, 0 aborted");
        } finally {
            removeShared();
        }
    }
}
