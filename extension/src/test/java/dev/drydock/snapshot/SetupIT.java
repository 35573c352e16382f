package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.drydock.client.NetworkSpec;
import dev.drydock.client.Resources;
import dev.drydock.client.RestartPolicy;
import dev.drydock.client.Ulimit;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The labels of a snapshot's images tell all that it takes to start the containers again as they were. */
@ExtendWith(LeakCheck.class)
class SetupIT {
    @Test
    void allThatWasSetAndNothingElse() {
        String network = TestEngine.CLIENT
                .networks()
                .create(NetworkSpec.of("setup-for-tests"))
                .id();
        try (Freezing freezing = new Freezing()) {
            freezing.atEnd(() -> TestEngine.CLIENT.networks().remove(network));
            freezing.start(
                    "db",
                    Freezing.BOX,
                    spec -> spec.command("sleep", "600")
                            .hostname("the-database")
                            .network("setup-for-tests", "db", "database")
                            .publish(8080, "127.0.0.1", 0)
                            .resources(Resources.NONE
                                    .withMemory(64L << 20)
                                    .withCpus(0.5)
                                    .withPidsLimit(50))
                            .ulimits(new Ulimit("nofile", 512, 1024))
                            .capAdd("CAP_NET_ADMIN")
                            .capDrop("CAP_MKNOD")
                            .securityOpt("no-new-privileges")
                            .sysctl("net.ipv4.ip_unprivileged_port_start", "80")
                            .extraHosts("elsewhere:10.1.2.3")
                            .groupAdd("7")
                            .readOnly(true)
                            .init(true)
                            .shmSize(1 << 20)
                            .tmpfs("/run", "size=65536k")
                            .restart(RestartPolicy.onFailure(3))
                            .dns("10.9.9.9"),
                    List.of());

            Snapshot snapshot = freezing.take(SnapshotOptions.DEFAULT);
            FrozenContainer setup = snapshot.images().get(0).setup();

            assertThat(setup.image()).isEqualTo(Freezing.BOX);
            assertThat(setup.imageId())
                    .isEqualTo(TestEngine.CLIENT.images().inspect(Freezing.BOX).id());
            assertThat(setup.hostname()).isEqualTo("the-database");
            assertThat(setup.networkMode()).isEmpty();
            assertThat(setup.networks()).containsOnlyKeys("setup-for-tests");
            // Some engines count the host name as one of its names.
            assertThat(setup.networks().get("setup-for-tests"))
                    .contains("db", "database")
                    .isSubsetOf("db", "database", "the-database");
            assertThat(setup.ports()).containsExactly("8080/tcp");
            assertThat(setup.running()).isTrue();
            assertThat(setup.volumes())
                    .containsExactly(new FrozenVolume(FrozenVolume.Kind.TMPFS, "", "/run", false, false));
            FrozenContainer read = new Snapshots(TestEngine.CLIENT)
                    .find(snapshot.id())
                    .orElseThrow()
                    .images()
                    .get(0)
                    .setup();
            Map<String, Object> all = new LinkedHashMap<>(Map.ofEntries(
                    entry("Memory", 64 << 20),
                    entry("MemorySwap", 128 << 20),
                    entry("NanoCpus", 500_000_000),
                    entry("PidsLimit", 50),
                    entry("Ulimits", List.of(Map.of("Name", "nofile", "Soft", 512, "Hard", 1024))),
                    entry("CapAdd", List.of("CAP_NET_ADMIN")),
                    entry("CapDrop", List.of("CAP_MKNOD")),
                    entry("SecurityOpt", List.of("no-new-privileges")),
                    entry("Sysctls", Map.of("net.ipv4.ip_unprivileged_port_start", "80")),
                    entry("ExtraHosts", List.of("elsewhere:10.1.2.3")),
                    entry("GroupAdd", List.of("7")),
                    entry("ReadonlyRootfs", true),
                    entry("Init", true),
                    entry("ShmSize", 1 << 20),
                    entry("Tmpfs", Map.of("/run", "size=65536k")),
                    entry("RestartPolicy", Map.of("Name", "on-failure", "MaximumRetryCount", 3)),
                    entry("Dns", List.of("10.9.9.9"))));
            if (TestEngine.CLIENT.isPodman()) {
                asPodmanTellsIt(all);
            }
            assertThat(read.hostConfig()).containsExactlyInAnyOrderEntriesOf(all);
        }
    }

    /** Nothing of sysctls, nor of rights that a container hasn't got by default; more of limits. */
    private static void asPodmanTellsIt(Map<String, Object> all) {
        all.remove("Sysctls");
        all.remove("CapDrop");
        all.put("CapAdd", List.of("NET_ADMIN"));
        all.put("Tmpfs", Map.of("/run", "size=65536k,rprivate,nosuid,nodev,tmpcopyup"));
        all.put(
                "Ulimits",
                List.of(
                        Map.of("Name", "nofile", "Soft", 512, "Hard", 1024),
                        Map.of("Name", "nproc", "Soft", 1024, "Hard", 1024)));
    }

    @Test
    void ofAPlainOneNearlyNothing() {
        try (Freezing freezing = new Freezing()) {
            freezing.box("box", spec -> {});

            FrozenContainer setup =
                    freezing.take(SnapshotOptions.DEFAULT).images().get(0).setup();

            assertThat(setup.hostConfig()).isEmpty();
            assertThat(setup.hostname()).isEmpty();
            assertThat(setup.networkMode()).isEqualTo("none");
            assertThat(setup.networks()).isEmpty();
            assertThat(setup.ports()).isEmpty();
            assertThat(setup.volumes()).isEmpty();
        }
    }

    @Test
    void labelsTellTheSetAndMayHaveAnyText() {
        String odd = "a \"quoted\" $HOME \\ `text`, 日本 # 'x' \\";
        try (Freezing freezing = new Freezing()) {
            freezing.box("one", spec -> spec.label("own", "kept").label(SnapshotLabels.KEY, "of where it came from"));
            freezing.box("two", spec -> spec.label("blank", "me"));
            SnapshotRequest request = new SnapshotRequest(
                    SnapshotKind.WARM,
                    odd,
                    "Some " + odd,
                    freezing.request().members(),
                    "somebody",
                    List.of("blank"),
                    Map.of("more", "of\nthis"),
                    SnapshotOptions.DEFAULT,
                    Map.of(),
                    "helper-",
                    Map.of());

            Snapshot snapshot = freezing.take(request);
            Snapshot found =
                    new Snapshots(TestEngine.CLIENT).find(snapshot.id()).orElseThrow();

            assertThat(found).isEqualTo(snapshot);
            ImageDetails one = TestEngine.CLIENT
                    .images()
                    .inspect(snapshot.image("one").orElseThrow().imageId());
            assertThat(one.config().labels())
                    .containsEntry(SnapshotLabels.KIND, "warm")
                    .containsEntry(SnapshotLabels.SIZE, "2")
                    .containsEntry(SnapshotLabels.NAME, "Some " + odd)
                    .containsEntry(SnapshotLabels.TEST, odd)
                    .containsEntry(SnapshotLabels.CONTAINER, "one")
                    .containsEntry(SnapshotLabels.MAKER, "")
                    .containsEntry(SnapshotLabels.KEY, "")
                    .containsEntry("own", "kept")
                    .containsEntry("more", "of this");
            assertThat(TestEngine.CLIENT
                            .images()
                            .inspect(snapshot.image("two").orElseThrow().imageId())
                            .config()
                            .labels())
                    .containsEntry("blank", "");
        }
    }
}
