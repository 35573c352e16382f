package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerExit;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.ProcessTable;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be done with a container that exists, from start to removal. */
class ContainerLifeIT {
    private static final ApiVersion SIGNALS = new ApiVersion(1, 42);

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    /** A container that ends with a code of its own for each signal. */
    private String trapping() {
        String id = engine.start(engine.busybox(
                "sh",
                "-c",
                "trap 'exit 11' HUP; trap 'exit 12' INT; trap 'exit 13' TERM; echo ready; while :; do sleep"
                        + " 0.05; done"));
        try (OutputFrames logs = containers.logs(id, LogOptions.FOLLOW)) {
            assertThat(logs.next().text()).isEqualTo("ready\n");
        }
        return id;
    }

    @Test
    @Acceptance(value = "B-110", by = "containers().start(id, options), which says whether it was stopped")
    void keysToLetGoAreNoReasonNotToStart() {
        String id = engine.create(engine.busybox("sleep", "1000").option("Tty", true));

        assertThat(containers.start(id, StartOptions.DEFAULT.withDetachKeys("ctrl-a")))
                .isTrue();
        assertThat(containers.start(id, StartOptions.DEFAULT.withDetachKeys("ctrl-a")))
                .isFalse();
    }

    /** Docker has checkpoints in experimental mode only; Podman would start as if nothing had been said. */
    @Test
    void aCheckpointIsNotLeftOutInSilence() {
        String id = engine.create(engine.busybox("sleep", "1000"));

        assertThatThrownBy(() -> containers.start(id, StartOptions.DEFAULT.withCheckpoint("none")))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot start container '" + id + "': ")
                .hasMessageContaining("checkpoint");
        assertThat(containers.inspect(id).state().running()).isFalse();
    }

    @Test
    @Acceptance(value = "B-111", by = "containers().stop(id, options), with a signal, too")
    void aStopMayHaveASignalWhereTheEngineTakesOne() {
        String id = trapping();
        StopOptions options = StopOptions.DEFAULT.withSignal("SIGINT").withGrace(Duration.ofSeconds(60));
        if (engine.client().isPodman()) {
            assertThatThrownBy(() -> containers.stop(id, options))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageStartingWith("Cannot stop container '" + id + "': a signal needs Docker");
            assertThat(containers.inspect(id).state().running()).isTrue();
        } else if (engine.client().apiVersion().isAtLeast(SIGNALS)) {
            assertThat(containers.stop(id, options)).isTrue();
            assertThat(containers.inspect(id).state().exitCode()).isEqualTo(12);
            assertThat(containers.stop(id, options)).isFalse();
        } else {
            assertThatThrownBy(() -> containers.stop(id, options))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageStartingWith(
                            "Cannot stop container '" + id + "': a signal needs Docker with API 1.42, and")
                    .hasMessageContaining(
                            "is Docker with API " + engine.client().apiVersion());
            assertThat(containers.inspect(id).state().running()).isTrue();
        }
    }

    @Test
    void aStopMayWaitForEver() {
        String id = trapping();

        assertThat(containers.stop(id, StopOptions.FOREVER)).isTrue();

        assertThat(containers.inspect(id).state().exitCode()).isEqualTo(13);
    }

    @Test
    @Acceptance(value = "B-112", by = "containers().restart(id, options)")
    void aRestartStopsAndStarts() {
        String id = engine.sleeping();
        long before = containers.inspect(id).state().pid();

        containers.restart(id, StopOptions.DEFAULT.withGrace(Duration.ZERO));

        assertThat(containers.inspect(id).state().running()).isTrue();
        assertThat(containers.inspect(id).state().pid()).isNotEqualTo(before);
        assertThatThrownBy(() -> containers.restart(engine.name("none"), StopOptions.DEFAULT))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatDoesNotRunIsStartedByARestart() {
        String id = engine.create(engine.busybox("sleep", "1000"));

        containers.restart(id, StopOptions.DEFAULT);

        assertThat(containers.inspect(id).state().running()).isTrue();
    }

    @Test
    @Acceptance(value = "B-113", by = "containers().kill(id, name or number)")
    void aSignalHasANameOrANumber() {
        String byName = trapping();
        containers.kill(byName, "INT");
        assertThat(containers.waitUntilStopped(byName).statusCode()).isEqualTo(12);

        String byNumber = trapping();
        containers.kill(byNumber, 1);
        assertThat(containers.waitUntilStopped(byNumber).statusCode()).isEqualTo(11);

        String killed = trapping();
        containers.kill(killed, "SIGKILL");
        assertThat(containers.waitUntilStopped(killed).statusCode()).isEqualTo(137);
    }

    @Test
    void aSignalThatIsNoneIsRefusedByTheEngine() {
        String id = engine.sleeping();

        assertThatThrownBy(() -> containers.kill(id, "NOPE"))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("NOPE");
        assertThat(containers.inspect(id).state().running()).isTrue();
    }

    @Test
    @Acceptance(value = "B-115", by = "containers().rename(id, name)")
    void aContainerTakesAnotherNameUnlessItIsTaken() {
        String one = engine.create(engine.busybox("true").name(engine.name("one")));
        String two = engine.create(engine.busybox("true"));

        containers.rename(one, engine.name("other"));

        assertThat(containers.inspect(engine.name("other")).id()).isEqualTo(one);
        assertThatThrownBy(() -> containers.inspect(engine.name("one"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> containers.rename(two, engine.name("other")))
                .isInstanceOfAny(ConflictException.class, EngineFailureException.class)
                .hasMessageStartingWith("Cannot rename container '" + two + "' to '" + engine.name("other") + "': ");
    }

    @Test
    @Acceptance(
            value = {"B-116", "B-117"},
            by = "containers().pause(id), containers().unpause(id)")
    void whatIsPausedGoesOnAfterwards() {
        String id = trapping();

        containers.pause(id);
        assertThat(containers.inspect(id).state().paused()).isTrue();
        containers.unpause(id);

        assertThat(containers.inspect(id).state().paused()).isFalse();
        containers.kill(id, "HUP");
        assertThat(containers.waitUntilStopped(id).statusCode()).isEqualTo(11);
        assertThatThrownBy(() -> containers.pause(engine.name("none"))).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> containers.unpause(engine.name("none"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(value = "B-109", by = "containers().resize(id, columns, rows)")
    void aTerminalHasTheSizeThatItIsTold() {
        String id = engine.start(
                engine.busybox("sh", "-c", "trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done")
                        .option("Tty", true));
        try (OutputFrames logs = containers.logs(id, LogOptions.FOLLOW);
                var lines = logs.lines()) {
            var each = lines.iterator();
            assertThat(each.next()).isEqualTo("ready");

            containers.resize(id, 71, 23);

            assertThat(each.next()).isEqualTo("23 71");
        }
    }

    @Test
    void onlyWhatRunsHasATerminalToResize() {
        String id = engine.create(engine.busybox("true").option("Tty", true));

        assertThatThrownBy(() -> containers.resize(id, 80, 24))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot resize the terminal of container '" + id + "': ");
        assertThatThrownBy(() -> containers.resize(id, 0, 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 columns and 24 rows");
    }

    /** Docker needs a ps on its own machine, which not every machine has. */
    @Test
    @Acceptance(value = "B-103", by = "containers().top(id), containers().top(id, psArgs)")
    void theProcessesAreListed() {
        String id = engine.sleeping();
        try {
            ProcessTable all = containers.top(id);
            assertThat(all.titles()).contains("PID").hasSizeGreaterThan(2);
            assertThat(all.processes()).singleElement().satisfies(row -> {
                assertThat(row).hasSameSizeAs(all.titles());
                assertThat(row.get(row.size() - 1)).isEqualTo("sleep 1000");
            });

            ProcessTable chosen = containers.top(id, "-o pid,comm");
            assertThat(chosen.titles()).containsExactly("PID", "COMMAND");
            assertThat(chosen.processes()).extracting(row -> row.get(1)).contains("sleep");
        } catch (EngineFailureException e) {
            assertThat(e).hasMessageContaining("\"ps\": executable file not found");
        }
        containers.kill(id, "KILL");
        containers.waitUntilStopped(id);
        assertThatThrownBy(() -> containers.top(id))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot list the processes of container '" + id + "': ");
    }

    @Test
    @Acceptance(value = "B-105", by = "containers().changes(id), whose lines have a type()")
    void whatIsChangedIsTold() {
        String id = engine.run("sh", "-c", "echo x >/tmp/new; rm /bin/wget");

        List<FileChange> changes = containers.changes(id);

        assertThat(changes)
                .extracting(FileChange::path, FileChange::type)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("/tmp", FileChange.Type.MODIFIED),
                        org.assertj.core.groups.Tuple.tuple("/tmp/new", FileChange.Type.ADDED),
                        org.assertj.core.groups.Tuple.tuple("/bin/wget", FileChange.Type.DELETED));
    }

    @Test
    void whatNeverRanHasHardlyChanged() {
        assertThat(containers.changes(engine.create(engine.busybox("true"))))
                .filteredOn(change -> change.path().startsWith("/tmp"))
                .isEmpty();
    }

    @Test
    @Acceptance(value = "B-106", by = "containers().export(id), to be read as far as one likes")
    void theWholeFileSystemIsExported() throws Exception {
        String id = engine.run("sh", "-c", "echo kept >/tmp/new");
        boolean found = false;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(containers.export(id), "UTF-8")) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("tmp/new")) {
                    found = true;
                    assertThat(tar.readAllBytes()).asString().isEqualTo("kept\n");
                }
            }
        }
        assertThat(found).isTrue();
        try (ArchiveStream begun = containers.export(id)) {
            assertThat(begun.readNBytes(512)).hasSize(512);
            assertThat(begun.stat()).isNull();
        }
        assertThatThrownBy(() -> containers.export(engine.name("none")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot export container '");
    }

    @Test
    @Acceptance(
            value = "B-119",
            by = "containers().waitUntilStopped(id); containers().waitFor(id, condition) when accepted")
    void theExitCodeIsWaitedFor() {
        String id = engine.create(engine.busybox("sh", "-c", "sleep 0.2; exit 9"));
        try (ContainerWait wait = containers.waitFor(id, WaitCondition.NEXT_EXIT)) {
            containers.start(id);

            ContainerExit exit = wait.await();

            assertThat(exit.statusCode()).isEqualTo(9);
            assertThat(exit.error()).isNull();
        }
        assertThat(containers.waitUntilStopped(id).statusCode()).isEqualTo(9);
    }

    @Test
    @Acceptance(value = "B-120", by = "containers().remove(id, options); remove(id) with force and volumes")
    void whatRunsIsOnlyRemovedByForce() {
        String id = engine.sleeping();

        assertThatThrownBy(() -> containers.remove(id, ContainerRemoveOptions.DEFAULT))
                .isInstanceOfAny(ConflictException.class, EngineFailureException.class)
                .hasMessageStartingWith("Cannot remove container '" + id + "': ");
        containers.remove(id, ContainerRemoveOptions.DEFAULT.withForce());

        assertThatThrownBy(() -> containers.inspect(id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> containers.remove(id, ContainerRemoveOptions.DEFAULT))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void anonymousVolumesAreRemovedWhenThatIsWanted() {
        String kept = withVolume(ContainerRemoveOptions.DEFAULT.withForce());
        assertThat(engine.client().volumes().inspect(kept).name()).isEqualTo(kept);
        engine.client().volumes().remove(kept);

        String removed = withVolume(ContainerRemoveOptions.DEFAULT.withForce().withVolumes());
        assertThatThrownBy(() -> engine.client().volumes().inspect(removed)).isInstanceOf(NotFoundException.class);
    }

    /** Gives the name of the volume that the removed container had. */
    private String withVolume(ContainerRemoveOptions options) {
        String id =
                engine.create(engine.busybox("true").option("Volumes", java.util.Map.of("/data", java.util.Map.of())));
        String volume = containers.inspect(id).mounts().get(0).name();
        containers.remove(id, options);
        return volume;
    }

    @Test
    void aLinkThatIsNoneIsNotRemoved() {
        String id = engine.create(engine.busybox("true"));

        assertThatThrownBy(() -> containers.remove(id, ContainerRemoveOptions.DEFAULT.withLink()))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("link");
        assertThat(containers.inspect(id).id()).isEqualTo(id);
    }
}
