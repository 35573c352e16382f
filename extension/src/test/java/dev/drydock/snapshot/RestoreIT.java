package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.ExecResult;
import dev.drydock.client.Filters;
import dev.drydock.client.MountSpec;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.Resources;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.testing.Forwarder;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Postgres;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The containers of a snapshot are started again as they were, beside those that it was taken of. */
@ExtendWith(LeakCheck.class)
class RestoreIT {
    private static final DockerClient CLIENT = TestEngine.CLIENT;
    private static final String RUN =
            "restore-it-" + UUID.randomUUID().toString().substring(0, 8);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Snapshots snapshots = new Snapshots(CLIENT);
    private final List<String> made = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();
    private final List<Snapshot> taken = new ArrayList<>();

    @AfterEach
    void removeAll() {
        made.forEach(CLIENT.containers()::removeIfPresent);
        networks.forEach(CLIENT.networks()::remove);
        volumes.forEach(CLIENT.volumes()::remove);
        taken.forEach(snapshots::remove);
        threads.shutdownNow();
    }

    private String network() {
        String id = CLIENT.networks().create(RUN + "-net", Map.of());
        networks.add(id);
        return id;
    }

    private String volume() {
        String name = RUN + "-volume" + volumes.size();
        CLIENT.volumes().create(name, Map.of());
        volumes.add(name);
        return name;
    }

    private String started(String image, UnaryOperator<ContainerSpec.Builder> with) {
        String id =
                CLIENT.containers().create(with.apply(ContainerSpec.of(image)).build());
        made.add(id);
        CLIENT.containers().start(id);
        return id;
    }

    private static SnapshotRequest.Member member(String name, String id, String image, String... dependsOn) {
        return new SnapshotRequest.Member(name, id, image, "", List.of(), List.of(dependsOn));
    }

    private Snapshot taken(SnapshotRequest.Member... members) {
        Snapshot snapshot = snapshots.take(
                SnapshotRequest.of(
                        SnapshotKind.FAILURE, "[engine:x]/[class:RestoreIT]", RUN, List.of(members), "RestoreIT"),
                threads);
        taken.add(snapshot);
        return snapshots.find(snapshot.id()).orElseThrow();
    }

    private static String sh(String id, String commandLine) {
        ExecResult result = CLIENT.exec().run(id, "sh", "-c", commandLine);
        assertThat(result.exitCode())
                .as(commandLine + ": " + result.stderrText())
                .isZero();
        return result.stdoutText().strip();
    }

    private static RestoredSet.Restored container(RestoredSet set, String name) {
        return set.containers().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What there is on the engine with the labels of a restored set. */
    private static List<String> labelled(String value) {
        Filters filters = Filters.byLabel("restore-it", value);
        List<String> all = new ArrayList<>();
        CLIENT.containers().list(filters).forEach(each -> all.add("container " + each.names()));
        CLIENT.networks().list(filters).forEach(each -> all.add("network " + each.name()));
        CLIENT.volumes().list(filters).forEach(each -> all.add("volume " + each.name()));
        return all;
    }

    @Test
    void twoThatFindEachOtherAndShareAVolume() {
        String network = network();
        String shared = volume();
        String web = started(
                "busybox:1.36",
                spec -> spec.network(network, "web", "www")
                        .hostname("original")
                        .mounts(MountSpec.volume(shared, "/data"))
                        .tmpfs("/scratch", "size=1m")
                        .resources(Resources.NONE.withMemory(64L << 20))
                        .publish(80, "127.0.0.1", 0)
                        .command("httpd", "-f", "-p", "80", "-h", "/data"));
        String reader = started(
                "busybox:1.36",
                spec -> spec.network(network, "reader")
                        .mounts(MountSpec.volume(shared, "/in").withReadOnly())
                        .env("OWN", "value")
                        .command("sleep", "600"));
        sh(web, "echo frozen >/data/index.html; chown 12:34 /data/index.html; chmod 750 /data; chown 7 /data");
        sh(web, "echo own >/file");
        Snapshot snapshot = taken(member("reader", reader, "busybox:1.36", "web"), member("web", web, "busybox:1.36"));
        sh(web, "echo later >/data/index.html");

        RestoreOptions options =
                RestoreOptions.DEFAULT.withLabels(Map.of("restore-it", RUN)).withEnv("reader", "MORE", "given");
        try (RestoredSet set = snapshots.restore(snapshot, options)) {
            assertThat(set.containers()).extracting(RestoredSet.Restored::name).containsExactly("web", "reader");
            String at = container(set, "web").ports().get("80/tcp");
            assertThat(at).matches("127\\.0\\.0\\.1:\\d+");
            assertThat(container(set, "web").url()).isEqualTo("http://" + at);
            String again = container(set, "reader").id();
            for (String name : List.of("web", "www")) {
                assertThat(sh(again, "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc " + name + " 80"))
                        .endsWith("frozen");
            }
            assertThat(sh(again, "stat -c %u:%g /in/index.html; stat -c %a:%u /in"))
                    .isEqualTo("12:34\n750:7");
            assertThat(sh(again, "echo $OWN $MORE")).isEqualTo("value given");
            String webAgain = container(set, "web").id();
            assertThat(sh(webAgain, "cat /file; hostname; df -P /scratch | grep -c tmpfs"))
                    .isEqualTo("own\noriginal\n1");
            // Common again, and nobody else's.
            sh(webAgain, "echo changed >/data/index.html");
            assertThat(sh(again, "cat /in/index.html")).isEqualTo("changed");
            assertThat(sh(reader, "cat /in/index.html")).isEqualTo("later");
            ContainerDetails details = CLIENT.containers().inspect(webAgain);
            assertThat(details.hostConfig()).isNotNull();
            assertThat(details.hostConfig().memory()).isEqualTo(64L << 20);
            assertThat(labelled(RUN)).hasSize(4);
            assertThat(set.remarks()).isEmpty();
        }
        assertThat(labelled(RUN)).isEmpty();
    }

    @Test
    void oneOfThemHasItsDataAllTheSame() {
        String shared = volume();
        String holder = started(
                "busybox:1.36",
                spec -> spec.mounts(MountSpec.volume(shared, "/data")).command("sleep", "600"));
        String other = started(
                "busybox:1.36",
                spec -> spec.mounts(MountSpec.volume(shared, "/other")).command("sleep", "600"));
        sh(holder, "echo kept >/data/file");
        Snapshot snapshot = taken(member("holder", holder, "busybox:1.36"), member("other", other, "busybox:1.36"));
        RestoreOptions options =
                RestoreOptions.DEFAULT.withContainers(List.of("other")).withLabels(Map.of("restore-it", RUN));
        RestoredSet set = snapshots.restore(snapshot, options);
        try (set) {
            assertThat(set.containers()).hasSize(1);
            assertThat(sh(container(set, "other").id(), "cat /other/file")).isEqualTo("kept");
        }
        set.close();
        assertThat(labelled(RUN)).isEmpty();
    }

    @Test
    @Tag("long")
    void aDatabaseAtAPortOfChoice() throws SQLException {
        String db = started(
                "postgres:15", spec -> spec.env("POSTGRES_PASSWORD", "secret").publish(5432, "127.0.0.1", 0));
        sh(db, "until pg_isready -q -h 127.0.0.1 -U postgres; do sleep 0.1; done");
        sh(db, "psql -qU postgres -c \"create table t(a int, b text); insert into t select 1, 'row'\"");
        Snapshot snapshot = taken(member("db", db, "postgres:15"));
        sh(db, "psql -qU postgres -c 'delete from t'");
        int port = freePort();
        RestoreOptions options = RestoreOptions.DEFAULT.withHostPort("db", "5432/tcp", port);
        try (RestoredSet set = snapshots.restore(snapshot, options)) {
            RestoredSet.Restored restored = set.containers().get(0);
            assertThat(restored.url()).isEqualTo("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
            assertThat(restored.open()).contains("psql");
            assertThat(restored.ended()).isFalse();
            sh(restored.id(), "until pg_isready -q -h 127.0.0.1 -U postgres; do sleep 0.1; done");
            assertThat(Postgres.rows(port, "select a, b from t")).containsExactly("1 row");
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its label says what they were, and anybody may have written that. */
    @Test
    void rightsAreGivenOnRequestOnly() {
        String box = started(
                "busybox:1.36",
                spec -> spec.capAdd("NET_ADMIN")
                        .pidMode("host")
                        .shmSize(1 << 20)
                        .command("sleep", "600"));
        Snapshot snapshot = taken(member("box", box, "busybox:1.36"));
        try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT)) {
            ContainerDetails details =
                    CLIENT.containers().inspect(container(set, "box").id());
            assertThat(details.hostConfig()).isNotNull();
            // Podman says what it is when nothing was asked for.
            assertThat(details.hostConfig().pidMode()).isIn(null, "", "private");
            assertThat(details.hostConfig().capAdd()).isEmpty();
            assertThat(details.hostConfig().shmSize()).isEqualTo(1 << 20);
            assertThat(set.remarks()).singleElement().asString().contains("CapAdd, PidMode", "only on request");
        }
        try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT.withRights(true))) {
            ContainerDetails details =
                    CLIENT.containers().inspect(container(set, "box").id());
            assertThat(details.hostConfig()).isNotNull();
            assertThat(details.hostConfig().pidMode()).isEqualTo("host");
            assertThat(details.hostConfig().capAdd()).isNotEmpty();
            assertThat(set.remarks()).isEmpty();
        }
    }

    @Test
    void oneThatHadEndedIsThereToBeLookedAt() {
        String ended = started("busybox:1.36", spec -> spec.command("sh", "-c", "echo last >/words; exit 3"));
        CLIENT.containers().waitUntilStopped(ended);
        String host = started("busybox:1.36", spec -> spec.networkMode("host").command("sleep", "600"));
        Snapshot snapshot = taken(member("job", ended, "busybox:1.36"), member("host", host, "busybox:1.36", "job"));
        try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT.withRights(true))) {
            RestoredSet.Restored job = container(set, "job");
            assertThat(job.ended()).isTrue();
            assertThat(job.open()).isEqualTo("exec sh");
            assertThat(sh(job.id(), "cat /words")).isEqualTo("last");
            assertThat(set.remarks())
                    .containsExactly("container 'job' had ended: a shell has taken the place of its command");
            ContainerDetails details =
                    CLIENT.containers().inspect(container(set, "host").id());
            assertThat(details.hostConfig()).isNotNull();
            assertThat(details.hostConfig().networkMode()).isEqualTo("host");
        }
    }

    @Test
    void whatOfTheMachineIsMissingIsSaid() {
        String box = started("busybox:1.36", spec -> spec.binds("/tmp:/host:ro").command("sleep", "600"));
        Snapshot snapshot = taken(member("box", box, "busybox:1.36"));
        try (RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT)) {
            assertThat(set.remarks())
                    .containsExactly("container 'box' had /tmp of the engine's machine mounted at /host, which isn't in"
                            + " the snapshot");
            assertThat(sh(container(set, "box").id(), "ls /host")).isEmpty();
        }
    }

    @Test
    void networkGoesAlthoughSomebodyElseIsInIt() {
        String network = network();
        String box =
                started("busybox:1.36", spec -> spec.network(network, "box").command("sleep", "600"));
        Snapshot snapshot = taken(member("box", box, "busybox:1.36"));
        String stranger = started("busybox:1.36", spec -> spec.command("sleep", "600"));
        RestoreOptions options = RestoreOptions.DEFAULT.withLabels(Map.of("restore-it", RUN));
        try (RestoredSet set = snapshots.restore(snapshot, options)) {
            assertThat(set.containers()).hasSize(1);
            CLIENT.networks()
                    .list(Filters.byLabel("restore-it", RUN))
                    .forEach(each -> CLIENT.networks().connect(each.id(), stranger, List.of()));
        }
        assertThat(labelled(RUN)).isEmpty();
        assertThat(CLIENT.containers().inspect(stranger).state().running()).isTrue();
    }

    /** Who listens on the loopback address here is somebody else. */
    @Test
    @Timeout(20)
    void portsOfAnEngineElsewhereAreNotLookedForHere() throws IOException {
        String network = network();
        String web = started(
                "busybox:1.36",
                spec -> spec.network(network, "web").publish(80, "127.0.0.1", 0).command("sleep", "600"));
        String user =
                started("busybox:1.36", spec -> spec.network(network, "user").command("sleep", "600"));
        Snapshot snapshot = taken(member("web", web, "busybox:1.36"), member("user", user, "busybox:1.36", "web"));
        try (Forwarder elsewhere = Forwarder.tcp();
                DockerClient client = DockerClient.connect(EngineAddress.parse(elsewhere.address()));
                RestoredSet set = new Snapshots(client).restore(snapshot, RestoreOptions.DEFAULT)) {
            String at = container(set, "web").ports().get("80/tcp");
            assertThat(set.remarks())
                    .containsExactly("ports are published on 127.0.0.1 of the engine's machine, not of this one. Reach"
                            + " them by a tunnel, such as: ssh -L " + at.substring(at.indexOf(':') + 1) + ":" + at
                            + " 0.0.0.0");
        }
    }

    @Test
    void failedHalfWayNothingIsLeft() {
        String network = network();
        String first =
                started("busybox:1.36", spec -> spec.network(network, "first").command("sleep", "600"));
        String second = started(
                "busybox:1.36",
                spec -> spec.network(network, "second")
                        .publish(80, "127.0.0.1", 0)
                        .command("httpd", "-f", "-p", "80"));
        Snapshot snapshot =
                taken(member("first", first, "busybox:1.36"), member("second", second, "busybox:1.36", "first"));
        int taken = Integer.parseInt(CLIENT.containers()
                .inspect(second)
                .networkSettings()
                .ports()
                .get("80/tcp")
                .get(0)
                .hostPort());
        RestoreOptions options =
                RestoreOptions.DEFAULT.withLabels(Map.of("restore-it", RUN)).withHostPort("second", "80/tcp", taken);
        assertThatThrownBy(() -> snapshots.restore(snapshot, options))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("Snapshot " + snapshot.id() + " can't be started again: ")
                .hasMessageContaining(String.valueOf(taken));
        assertThat(labelled(RUN)).isEmpty();
    }

    @Test
    void whatDoesNotFitIsSaidBeforeAnythingStarts() {
        String box = started("busybox:1.36", spec -> spec.command("sleep", "600"));
        Snapshot snapshot = taken(member("box", box, "busybox:1.36"));
        assertThatThrownBy(() -> snapshots.restore(snapshot, RestoreOptions.DEFAULT.withContainers(List.of("bax"))))
                .isInstanceOf(SnapshotException.class)
                .hasMessage("Snapshot " + snapshot.id() + " holds no container 'bax'; it holds [box]");
        assertThatThrownBy(() -> snapshots.restore(
                        snapshot,
                        RestoreOptions.DEFAULT.withEnv("bax", "A", "b").withHostPort("box", "80/tcp", 8080)))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("a value for 'bax/A' is given", "a port for 'box/80/tcp' is given");
    }

    @Test
    void aSnapshotIsChosenByIdNameOrTheirBeginnings() {
        String box = started("busybox:1.36", spec -> spec.command("sleep", "600"));
        Snapshot first = taken(member("box", box, "busybox:1.36"));
        assertThat(snapshots.choose(first.id()).id()).isEqualTo(first.id());
        assertThat(snapshots.choose(RUN).id()).isEqualTo(first.id());
        assertThat(snapshots.choose(RUN.substring(0, RUN.length() - 1)).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> snapshots.choose("no-such"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageStartingWith("There is no snapshot 'no-such' on this engine; ")
                .hasMessageContaining(first.id() + "  " + RUN);
    }

    @Test
    void removedByHandItIsClosedAllTheSame() {
        String box = started("busybox:1.36", spec -> spec.command("sleep", "600"));
        Snapshot snapshot = taken(member("box", box, "busybox:1.36"));
        RestoredSet set = snapshots.restore(snapshot, RestoreOptions.DEFAULT);
        String id = set.containers().get(0).id();
        CLIENT.containers().remove(id);
        set.close();
        assertThatThrownBy(() -> CLIENT.containers().inspect(id)).isInstanceOf(NotFoundException.class);
    }
}
