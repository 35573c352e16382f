package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerPruneReport;
import dev.drydock.client.model.ContainerStatus;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.Mount;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listing, inspecting, changing, pruning and committing containers, with the real engine. */
class ContainerListIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    private List<String> ids(ContainerListOptions options, Filters more) {
        Filters filters = engine.filter();
        for (var filter : more.asMap().entrySet()) {
            filters = filters.and(filter.getKey(), filter.getValue().toArray());
        }
        Filters all = filters;
        for (var filter : options.filters().asMap().entrySet()) {
            all = all.and(filter.getKey(), filter.getValue().toArray());
        }
        return containers.list(options.withFilters(all)).stream()
                .map(ContainerSummary::id)
                .toList();
    }

    @Test
    @Acceptance(
            value = {"A-037", "B-029", "B-030"},
            by = "containers().list(ContainerListOptions.ALL or RUNNING); all is the default")
    @Acceptance(
            value = {"B-032", "B-033", "B-034"},
            by = "ContainerListOptions.withLimit, withSince, withBefore")
    void theListIsWhatItsOptionsSay() {
        String ended = engine.run("true");
        String running = engine.sleeping();
        String created = engine.create(engine.busybox("true"));

        List<String> all = ids(ContainerListOptions.ALL, Filters.NONE);
        assertThat(all).containsExactlyInAnyOrder(created, running, ended);
        if (!engine.client().isPodman()) {
            assertThat(all).containsExactly(created, running, ended);
        }
        assertThat(ids(ContainerListOptions.RUNNING, Filters.NONE)).containsExactly(running);
        assertThat(ids(ContainerListOptions.ALL.withLimit(1), Filters.NONE)).hasSize(1);
        assertThat(ids(ContainerListOptions.ALL.withSince(running), Filters.NONE))
                .containsExactly(created);
        assertThat(ids(ContainerListOptions.ALL.withBefore(running), Filters.NONE))
                .containsExactly(ended);
    }

    @Test
    @Acceptance(
            value = {"B-010", "B-035", "B-036", "B-037", "B-038"},
            by = "Filters: and(\"exited\", codes), and(\"status\", ContainerStatus…), label")
    void theListIsWhatItsFiltersSay() {
        String three = engine.run("sh", "-c", "exit 3");
        String four = engine.run("sh", "-c", "exit 4");
        String running = engine.sleeping();
        String created = engine.create(engine.busybox("true").label("colour", "green"));
        String paused = engine.sleeping();
        containers.pause(paused);
        ContainerListOptions all = ContainerListOptions.ALL;

        assertThat(ids(all, Filters.by("exited", 3))).containsExactly(three);
        assertThat(ids(all, Filters.by("exited", 3, 4))).containsExactlyInAnyOrder(three, four);
        assertThat(ids(all, Filters.by("status", ContainerStatus.CREATED))).containsExactly(created);
        assertThat(ids(all, Filters.by("status", ContainerStatus.RUNNING, ContainerStatus.EXITED)))
                .containsExactlyInAnyOrder(running, three, four);
        assertThat(ids(all, Filters.by("status", ContainerStatus.PAUSED))).containsExactly(paused);
        assertThat(ids(all, Filters.byLabel("colour"))).containsExactly(created);
        assertThat(ids(all, Filters.byLabel("colour", "red"))).isEmpty();
        assertThat(containers.list(engine.filter()))
                .extracting(ContainerSummary::containerStatus)
                .containsExactlyInAnyOrder(
                        ContainerStatus.EXITED,
                        ContainerStatus.EXITED,
                        ContainerStatus.RUNNING,
                        ContainerStatus.CREATED,
                        ContainerStatus.PAUSED);
        assertThat(containers.inspect(paused).state().containerStatus()).isEqualTo(ContainerStatus.PAUSED);
        assertThatThrownBy(() -> containers.list(Filters.by("no-such-filter", "x")))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot list containers: ");
    }

    @Test
    void aLineOfTheListIsWhole() {
        String name = engine.name("line");
        String id = engine.start(
                engine.busybox("sleep", "1000").name(name).volumes("/data").publish(8080, "127.0.0.1", 0));

        assertThat(containers.list(engine.filter())).singleElement().satisfies(line -> {
            assertThat(line.id()).isEqualTo(id);
            assertThat(line.names()).containsExactly("/" + name);
            assertThat(line.imageID()).isNotBlank();
            assertThat(line.command()).contains("sleep 1000");
            assertThat(line.ports()).singleElement().satisfies(port -> {
                assertThat(port.ip()).isEqualTo("127.0.0.1");
                assertThat(port.privatePort()).isEqualTo(8080);
                assertThat(port.publicPort()).isPositive();
                assertThat(port.type()).isEqualTo("tcp");
            });
            assertThat(line.sizeRw()).isIn(null, 0L);
            assertThat(line.networkSettings().networks()).hasSize(1);
            assertThat(line.mounts()).extracting(Mount::destination).isIn(List.of("/data"), List.of());
            assertThat(line.toString()).contains(name).doesNotContain("sleep");
        });
    }

    @Test
    @Acceptance(value = "B-031", by = "ContainerListOptions.withSize()")
    @Acceptance(value = "B-102", by = "containers().inspect(name, withSize)")
    void sizesAreToldWhenTheyAreAskedFor() {
        String id = engine.run("dd", "if=/dev/zero", "of=/file", "bs=1024", "count=100");

        ContainerDetails details = containers.inspect(id, true);
        assertThat(details.sizeRw()).isGreaterThanOrEqualTo(102_400);
        assertThat(details.sizeRootFs()).isGreaterThan(102_400);
        assertThat(containers.inspect(id, false).sizeRw()).isNull();
        assertThat(containers.list(ContainerListOptions.ALL.withSize().withFilters(engine.filter())))
                .singleElement()
                .satisfies(line -> assertThat(line.sizeRw()).isGreaterThanOrEqualTo(102_400))
                .satisfies(line -> assertThat(line.sizeRootFs()).isGreaterThan(102_400));
        assertThat(details.driver()).isNotBlank();
        assertThat(details.platform()).isIn("linux", null);
        assertThat(details.restartCount()).isZero();
        assertThatThrownBy(() -> containers.inspect(engine.name("missing"), true))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(value = "B-114", by = "containers().update(id, Resources, RestartPolicy) → warnings")
    void limitsAreChangedWhileItRuns() {
        String id = engine.start(engine.busybox("sleep", "1000")
                .resources(Resources.NONE
                        .withMemory(64L << 20)
                        .withMemorySwap(128L << 20)
                        .withCpuShares(512)));

        Resources less = Resources.NONE.withMemory(32L << 20).withCpusetCpus("0");
        if (engine.podman() == 4) {
            assertThatThrownBy(() -> containers.update(id, less))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("needs Docker, or Podman 5");
            return;
        }

        List<String> warnings = containers.update(id, less);

        HostConfig host = containers.inspect(id).hostConfig();
        assertThat(warnings).isNotNull();
        assertThat(host.memory()).isEqualTo(32L << 20);
        assertThat(host.cpusetCpus()).isEqualTo("0");
        assertThat(host.memorySwap()).isEqualTo(128L << 20);
        assertThat(host.cpuShares()).isEqualTo(512);
        containers.update(id, Resources.NONE, RestartPolicy.onFailure(2));
        assertThat(containers.inspect(id).hostConfig().restartPolicy())
                .isEqualTo(new HostConfig.Restart("on-failure", 2));
        assertThatThrownBy(() -> containers.update(engine.name("missing"), Resources.NONE.withCpuShares(2)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(value = "B-114", by = "what an update would ignore is refused")
    void whatAnUpdateWouldIgnoreIsRefused() {
        assertThatThrownBy(() -> containers.update("db", Resources.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot update container 'db': there is nothing to change.");
        assertThatThrownBy(() -> containers.update("db", Resources.NONE.withMemorySwappiness(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'MemorySwappiness' can be set only when a container is created");
        assertThatThrownBy(() -> containers.update("db", Resources.NONE.withBlkioDeviceReadBps("/dev/null", 1)))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("'BlkioDeviceReadBps' needs Docker with API 1.55");
    }

    @Test
    void onlyWhatDoesNotRunIsPruned() {
        String ended = engine.run("dd", "if=/dev/zero", "of=/file", "bs=1024", "count=100");
        String created = engine.create(engine.busybox("true"));
        String running = engine.sleeping();

        ContainerPruneReport pruned = containers.prune(engine.filter());

        assertThat(pruned.containersDeleted()).containsExactlyInAnyOrder(ended, created);
        assertThat(pruned.spaceReclaimed()).isGreaterThanOrEqualTo(102_400);
        assertThat(containers.list(engine.filter()))
                .extracting(ContainerSummary::id)
                .containsExactly(running);
        assertThat(containers.prune(engine.filter()).containersDeleted()).isEmpty();
    }

    @Test
    @Acceptance(
            value = "B-159",
            by =
                    "containers().commit(name, CommitSpec.of(image)… with author, comment, pause, changes and configuration)")
    @Acceptance(
            value = {"A-027", "A-029"},
            by = "containers().commit(name, CommitSpec.of(\"host:port/repo:tag\"))")
    void aCommitTakesEverythingAlong() {
        String name = engine.name("committed");
        engine.start(engine.busybox("sleep", "1000").name(name).env("OLD", "1"));
        String image = "localhost:5999/drydock-test/" + name + ":v1.2";

        String id = containers.commit(
                name,
                CommitSpec.of(image)
                        .author("Jane Doe <jane@example.com>")
                        .comment("by hand")
                        .pause(false)
                        .changes("WORKDIR /work")
                        .env("NEW", "2")
                        .command("echo", "it")
                        .user("1000")
                        .expose("99/udp")
                        .volumes("/data")
                        .label("stage", "test")
                        .build());

        ImageDetails details = engine.client().images().inspect(image);
        assertThat(details.id()).isEqualTo(id);
        assertThat(details.repoTags()).containsExactly(image);
        assertThat(details.author()).isEqualTo("Jane Doe <jane@example.com>");
        assertThat(details.config().env("OLD")).isEqualTo("1");
        assertThat(details.config().env("NEW")).isEqualTo("2");
        assertThat(details.config().cmd()).containsExactly("echo", "it");
        assertThat(details.config().user()).isEqualTo("1000");
        assertThat(details.config().exposedPorts()).containsKey("99/udp");
        assertThat(details.config().volumes()).containsKey("/data");
        assertThat(details.config().workingDir()).isEqualTo("/work");
        assertThat(details.config().labels()).containsEntry("stage", "test").containsAllEntriesOf(engine.labels());
    }

    @Test
    @Acceptance(
            value = "A-028",
            by = "containers().commit(name, spec); a NotFoundException says it, an exception being harder to overlook")
    void whatCannotBeCommittedIsSaid() {
        String missing = engine.name("missing");

        assertThatThrownBy(() -> containers.commit(missing, CommitSpec.unnamed().build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot commit container '" + missing + "': ");
        assertThatThrownBy(() -> CommitSpec.of("a/b@sha256:" + "0".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an image's digest is known only afterwards");
        assertThatThrownBy(() -> CommitSpec.of("Not A Name")).isInstanceOf(IllegalArgumentException.class);
    }
}
