package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkSettings.PortBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("compat")
class ContainersIT {
    private static final String STOPPABLE = "trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done";

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    @Test
    void aContainerIsWhatItsSpecSays() {
        String name = engine.name("spec");
        String id = engine.create(engine.busybox("sleep", "1000")
                .name(name)
                .env("GREETING", "größer=besser")
                .env("EMPTY", "")
                .label("other", "label")
                .publish(8080, "127.0.0.1", 0)
                .healthCommand("true", Duration.ofSeconds(7), Duration.ofSeconds(9))
                .option("WorkingDir", "/tmp")
                .option("HostConfig.ShmSize", 10_000_000)
                .option("Volumes", Map.of("/data", Map.of())));

        ContainerDetails details = containers.inspect(name);
        assertThat(details.id()).isEqualTo(id).hasSize(64);
        assertThat(details.name()).isIn("/" + name, name);
        assertThat(details.state().status()).isEqualTo("created");
        assertThat(details.state().running()).isFalse();
        assertThat(details.config().image()).isIn(engine.namesOfBusybox());
        assertThat(details.config().cmd()).containsExactly("sleep", "1000");
        assertThat(details.config().env("GREETING")).isEqualTo("größer=besser");
        assertThat(details.config().env("EMPTY")).isEmpty();
        assertThat(details.config().env("NONE")).isNull();
        assertThat(details.config().labels()).containsEntry("other", "label").containsAllEntriesOf(engine.labels());
        assertThat(details.config().exposedPorts()).containsKey("8080/tcp");
        assertThat(details.config().workingDir()).isEqualTo("/tmp");
        assertThat(details.config().healthcheck().interval()).isEqualTo(7_000_000_000L);
        assertThat(details.config().healthcheck().startPeriod()).isEqualTo(9_000_000_000L);
        assertThat(details.mounts()).extracting(Mount::destination).containsExactly("/data");
        assertThat(details.hostConfig().shmSize()).isEqualTo(10_000_000);
    }

    @Test
    void startingTwiceIsNoError() {
        String id = engine.create(engine.busybox("sleep", "1000"));

        assertThat(containers.start(id)).isTrue();
        assertThat(containers.start(id)).isFalse();
        assertThat(containers.inspect(id).state().running()).isTrue();
        assertThat(containers.inspect(id).state().pid()).isPositive();
    }

    @Test
    void aPortIsPublishedOnAFreeOne() {
        String id = engine.start(engine.busybox("sleep", "1000").publish(8080, "127.0.0.1", 0));

        List<PortBinding> bindings =
                containers.inspect(id).networkSettings().ports().get("8080/tcp");

        assertThat(bindings).hasSize(1);
        assertThat(bindings.get(0).hostIp()).isEqualTo("127.0.0.1");
        assertThat(Integer.parseInt(bindings.get(0).hostPort())).isBetween(1, 65535);
    }

    @Test
    void stoppingSendsTheSignalAndLeavesTime() {
        String id = engine.start(engine.busybox("sh", "-c", STOPPABLE));
        try (OutputFrames logs = containers.logs(id, LogOptions.FOLLOW)) {
            assertThat(logs.next().text()).isEqualTo("ready\n");
        }

        assertThat(containers.stop(id, Duration.ofSeconds(60))).isTrue();

        assertThat(containers.inspect(id).state().exitCode()).isEqualTo(3);
        assertThat(containers.stop(id, Duration.ofSeconds(60))).isFalse();
    }

    @Test
    void whatDoesNotStopIsKilled() {
        String id = engine.sleeping();

        assertThat(containers.stop(id, Duration.ZERO)).isTrue();

        assertThat(containers.inspect(id).state().exitCode()).isEqualTo(137);
    }

    @Test
    void onlyWhatRunsCanBeKilled() {
        String id = engine.sleeping();

        containers.kill(id, "KILL");

        assertThat(containers.waitUntilStopped(id).statusCode()).isEqualTo(137);
        assertThatThrownBy(() -> containers.kill(id, "KILL"))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot kill container '" + id + "': the engine answered ");
    }

    @Test
    void pausedIsStillRunning() {
        String id = engine.sleeping();

        containers.pause(id);
        assertThat(containers.inspect(id).state().paused()).isTrue();
        assertThat(containers.inspect(id).state().running()).isTrue();
        assertThatThrownBy(() -> containers.pause(id)).isInstanceOf(DockerResponseException.class);

        containers.unpause(id);
        assertThat(containers.inspect(id).state().paused()).isFalse();
    }

    @Test
    void theEndOfAProcessIsTold() {
        assertThat(containers.inspect(engine.run("sh", "-c", "exit 42")).state().exitCode())
                .isEqualTo(42);
    }

    @Test
    void aCommandThatIsNotThereCannotBeStarted() {
        String id = engine.create(engine.busybox("/no/such/program"));

        assertThatThrownBy(() -> containers.start(id))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot start container '" + id + "': the engine answered ")
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void containersAreListedByTheirLabels() {
        String running = engine.sleeping();
        String created = engine.create(engine.busybox("true").label("colour", "green"));

        List<ContainerSummary> all = containers.list(engine.filter());
        List<ContainerSummary> green = containers.list(engine.filter().label("colour", "green"));

        assertThat(all).extracting(ContainerSummary::id).containsExactlyInAnyOrder(running, created);
        assertThat(green).singleElement().satisfies(summary -> {
            assertThat(summary.id()).isEqualTo(created);
            assertThat(summary.image()).isIn(engine.namesOfBusybox());
            assertThat(summary.state()).isEqualTo("created");
            assertThat(summary.labels()).containsEntry("colour", "green");
            assertThat(summary.names()).hasSize(1);
            assertThat(summary.created()).isPositive();
        });
    }

    @Test
    void aRunningContainerIsRemovedWithItsAnonymousVolumes() {
        String id = engine.start(engine.busybox("sleep", "1000").option("Volumes", Map.of("/data", Map.of())));
        String volume = containers.inspect(id).mounts().get(0).name();
        assertThat(engine.client().volumes().inspect(volume).name()).isEqualTo(volume);

        containers.remove(id);

        assertThatThrownBy(() -> containers.inspect(id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> engine.client().volumes().inspect(volume)).isInstanceOf(NotFoundException.class);
    }

    /** Podman 5 would send TERM first, and wait. */
    @Test
    void aRunningContainerIsRemovedWithoutBeingAsked() {
        String volume = engine.name("asked");
        engine.client().volumes().create(volume, engine.labels());
        String id = engine.start(
                engine.busybox("sh", "-c", "trap 'echo asked >/data/x' TERM; echo ready; while :; do sleep 0.1; done")
                        .option("StopTimeout", 3)
                        .option("HostConfig.Binds", List.of(volume + ":/data")));
        try (OutputFrames logs = containers.logs(id, LogOptions.FOLLOW)) {
            assertThat(logs.next().text()).isEqualTo("ready\n");
        }

        containers.remove(id);

        String looking =
                engine.start(engine.busybox("ls", "/data").option("HostConfig.Binds", List.of(volume + ":/data")));
        assertThat(engine.output(looking)).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String missing = engine.name("missing");

        assertThatThrownBy(() -> containers.inspect(missing))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot inspect container '" + missing + "': the engine answered 404 '")
                .hasMessageContainingAll("o such container", missing);
        assertThatThrownBy(() -> containers.remove(missing)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> containers.start(missing)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aNameIsTakenOnce() {
        String name = engine.name("once");
        engine.create(engine.busybox("true").name(name));

        assertThatThrownBy(() -> engine.create(engine.busybox("true").name(name)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(name);
    }

    @Test
    void anImageThatIsMissingIsNotPulled() {
        assertThatThrownBy(() -> containers.create(
                        ContainerSpec.of("drydock-test/none:1").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot create a container from image 'drydock-test/none:1': ");
    }

    @Test
    void aWrongOptionIsRefused() {
        assertThatThrownBy(() ->
                        engine.create(engine.busybox("true").option("HostConfig.RestartPolicy.Name", "sometimes")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("restart policy");
    }
}
