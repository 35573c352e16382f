package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.CreatedService;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.PublishedPort;
import dev.drydock.client.model.ServiceDetails;
import dev.drydock.client.model.TaskDetails;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Services of a swarm of one node, and their tasks. */
@Tag("long")
class ServicesIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @RegisterExtension
    static final SwarmFixture swarm = new SwarmFixture(engine);

    private final Services services = engine.client().services();
    private final Tasks tasks = engine.client().tasks();

    /** Asks until there is such a task: what a swarm does, it does in the background. */
    private TaskDetails awaitTask(String service, String state) throws InterruptedException {
        return await(() -> tasks.list(Filters.by("service", service)).stream()
                .filter(each -> state.equals(each.status().state()))
                .findFirst()
                .orElse(null));
    }

    private static <T> T await(Supplier<T> asked) throws InterruptedException {
        T found = asked.get();
        while (found == null) {
            Thread.sleep(50);
            found = asked.get();
        }
        return found;
    }

    private String create(ServiceSpec.Builder spec) {
        CreatedService created = services.create(spec.build());
        assertThat(created.id()).isNotEmpty();
        return created.id();
    }

    @Test
    void aServiceRunsATask() throws Exception {
        String name = engine.name("one");
        String id = create(swarm.busybox(name, "sleep", "1000").env("A", "b c").restart(RestartCondition.NONE));

        TaskDetails task = awaitTask(id, "running");

        assertThat(task.serviceID()).isEqualTo(id);
        assertThat(task.nodeID()).isEqualTo(swarm.node());
        assertThat(task.slot()).isEqualTo(1);
        assertThat(task.desiredState()).isEqualTo("running");
        assertThat(task.version().index()).isPositive();
        assertThat(tasks.inspect(task.id()).serviceID()).isEqualTo(id);
        assertThat(engine.containers()
                        .inspect(task.status().containerStatus().containerID())
                        .config()
                        .env("A"))
                .isEqualTo("b c");
        ServiceDetails service = services.inspect(name);
        assertThat(service.id()).isEqualTo(id);
        assertThat(service.name()).isEqualTo(name);
        assertThat(service.image()).startsWith(EngineFixture.BUSYBOX);
        assertThat(service.labels()).isEqualTo(engine.labels());
        assertThat(service.createdAt()).startsWith("20");
        assertThat(service.toString()).doesNotContain("b c");
        assertThat(task.toString()).doesNotContain("b c");
        assertThat(services.list(Filters.by("name", name)))
                .extracting(ServiceDetails::id)
                .containsExactly(id);
    }

    @Test
    void runningTasksAreCounted() throws Exception {
        String id = create(swarm.busybox(engine.name("counted"), "sleep", "1000"));
        awaitTask(id, "running");

        List<ServiceDetails> listed = services.listWithStatus(engine.filter());

        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).serviceStatus()).isEqualTo(new ServiceDetails.ServiceStatus(1, 1, 0));
        assertThat(services.list(engine.filter()).get(0).serviceStatus()).isNull();
    }

    @Test
    void aServiceIsChangedAndTakenBack() throws Exception {
        String id = create(swarm.busybox(engine.name("changed"), "sleep", "1000")
                .update(Rollout.DEFAULT.withStartFirst(true).withMonitor(Duration.ofMillis(1))));
        ServiceDetails before = services.inspect(id);

        List<String> warnings = services.update(
                id,
                before.version(),
                ServiceSpec.from(before).env("STAGE", "two").replicas(0).build());

        assertThat(warnings).isEmpty();
        ServiceDetails after = services.inspect(id);
        assertThat(after.version().index()).isGreaterThan(before.version().index());
        assertThat(after.spec().get("Mode")).isEqualTo(Map.of("Replicated", Map.of("Replicas", 0)));
        assertThat(after.spec().toString()).doesNotContain("STAGE");
        assertThat(after.spec().get("TaskTemplate").toString()).contains("STAGE=two");
        assertThat(after.spec().get("UpdateConfig")).isEqualTo(before.spec().get("UpdateConfig"));
        assertThat(after.spec().get("UpdateConfig").toString()).contains("start-first", "Parallelism=1");
        assertThat(after.previousSpec()).isNotEmpty();
        assertThatThrownBy(() -> services.update(
                        id, before.version(), ServiceSpec.from(before).build()))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot change service '" + id + "': ")
                .hasMessageContaining("update out of sequence");

        services.rollBack(after);

        ServiceDetails back = services.inspect(id);
        assertThat(back.spec()).isEqualTo(before.spec());
        assertThat(back.updateStatus()).isNotNull();
        assertThat(back.updateStatus().state()).startsWith("rollback_");
    }

    @Test
    void whatIsntSaidIsTheEnginesDefault() {
        String id =
                create(swarm.busybox(engine.name("defaults"), "sleep", "1000").replicas(0));

        assertThat(services.inspect(id).spec()).doesNotContainKey("UpdateConfig");
        assertThat(services.inspectWithDefaults(id).spec().get("UpdateConfig").toString())
                .contains("Parallelism=1", "stop-first");
    }

    private String output(OutputFrames frames, OutputFrame.Source source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (frames) {
            frames.forEachRemaining(frame -> {
                if (frame.source() == source) {
                    bytes.writeBytes(frame.bytes());
                }
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void stdoutAndStderrOfATaskAreToldApart() throws Exception {
        String id = create(swarm.busybox(engine.name("logs"), "sh", "-c", "echo out; echo err >&2")
                .restart(RestartCondition.NONE));
        TaskDetails task = awaitTask(id, "complete");

        assertThat(output(services.logs(id, LogOptions.ALL), OutputFrame.Source.STDOUT))
                .isEqualTo("out\n");
        assertThat(output(services.logs(id, LogOptions.ALL), OutputFrame.Source.STDERR))
                .isEqualTo("err\n");
        assertThat(output(tasks.logs(task.id(), LogOptions.ALL), OutputFrame.Source.STDOUT))
                .isEqualTo("out\n");
        assertThat(output(tasks.logs(task.id(), LogOptions.ALL), OutputFrame.Source.STDERR))
                .isEqualTo("err\n");
        assertThat(task.status().containerStatus().exitCode()).isZero();
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        assertThat(output(services.logs(id, LogOptions.ALL.withSince(tomorrow)), OutputFrame.Source.STDOUT))
                .isEmpty();
    }

    @Test
    void aTerminalsOutputIsAllStdout() throws Exception {
        String id = create(swarm.busybox(engine.name("tty"), "sh", "-c", "echo out; echo err >&2")
                .option("TaskTemplate.ContainerSpec.TTY", true)
                .restart(RestartCondition.NONE));
        TaskDetails task = awaitTask(id, "complete");

        assertThat(services.inspect(id).tty()).isTrue();
        assertThat(task.tty()).isTrue();
        assertThat(output(services.logs(id, LogOptions.ALL), OutputFrame.Source.STDOUT))
                .isEqualTo("out\r\nerr\r\n");
        assertThat(output(tasks.logs(task.id(), LogOptions.last(1)), OutputFrame.Source.STDOUT))
                .isEqualTo("err\r\n");
    }

    @Test
    void aFailureIsTold() throws Exception {
        String id = create(swarm.busybox(engine.name("failing"), "sh", "-c", "exit 3")
                .restart(RestartCondition.ON_FAILURE, Duration.ZERO, 1));

        TaskDetails task = awaitTask(id, "failed");

        assertThat(task.status().err()).isNotBlank();
        assertThat(task.status().containerStatus().exitCode()).isEqualTo(3);
        assertThat(services.inspect(id).spec().get("TaskTemplate").toString())
                .contains("Condition=on-failure", "MaxAttempts=1");
    }

    @Test
    void aPortOfTheMachineLeadsToTheTask() throws Exception {
        String id =
                create(swarm.busybox(engine.name("port"), "sh", "-c", "while true; do echo hello | nc -l -p 7000; done")
                        .publish(7000, 0, PublishMode.HOST));
        TaskDetails task = awaitTask(id, "running");
        PublishedPort port = task.status().portStatus().ports().get(0);

        assertThat(port.targetPort()).isEqualTo(7000);
        assertThat(port.protocol()).isEqualTo("tcp");
        assertThat(port.publishMode()).isEqualTo("host");
        assertThat(port.publishedPort()).isPositive();
        String said = await(() -> greeting(port.publishedPort()));
        assertThat(said).isEqualTo("hello\n");
        assertThat(services.inspect(id).endpoint().ports())
                .extracting(PublishedPort::targetPort)
                .containsExactly(7000);
    }

    private static String greeting(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.isEmpty() ? null : said;
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void secretsConfigurationsAndFoldersAreInTheContainer() throws Exception {
        Map<String, String> labels = engine.labels();
        SecretSpec secret = SecretSpec.of(engine.name("secret"), "s3cret".getBytes(StandardCharsets.UTF_8))
                .withLabel(EngineFixture.LABEL, labels.get(EngineFixture.LABEL));
        ConfigSpec config = ConfigSpec.of(engine.name("config"), "conf".getBytes(StandardCharsets.UTF_8))
                .withLabel(EngineFixture.LABEL, labels.get(EngineFixture.LABEL));
        String secretId = engine.client().secrets().create(secret);
        String configId = engine.client().configs().create(config);
        String volume = engine.name("volume");
        engine.client().volumes().create(volume, labels);

        String id = create(swarm.busybox(
                        engine.name("files"),
                        "sh",
                        "-c",
                        "cat /run/secrets/password /etc/app.conf; ls -d /data /scratch; id -u; pwd; sleep 1000")
                .secret(secretId, secret.name(), "password")
                .config(configId, config.name(), "/etc/app.conf")
                .mounts(MountSpec.volume(volume, "/data"), MountSpec.tmpfs("/scratch"))
                .user("7:7")
                .workingDir("/tmp")
                .memoryLimit(64 * 1024 * 1024)
                .cpuLimit(0.5)
                .cpuReservation(0.01)
                .memoryReservation(8 * 1024 * 1024)
                .constraint("node.role==manager")
                .healthCommand("true", Duration.ofMillis(100), Duration.ZERO)
                .restart(RestartCondition.NONE));

        TaskDetails task = awaitTask(id, "running");
        String container = task.status().containerStatus().containerID();
        String expected = "s3cretconf/data\n/scratch\n7\n/tmp\n";
        String said = await(() -> {
            String text = output(engine.containers().logs(container, LogOptions.ALL), OutputFrame.Source.STDOUT);
            return text.length() < expected.length() ? null : text;
        });
        assertThat(said).isEqualTo(expected);
        assertThat(engine.containers().inspect(container).hostConfig())
                .extracting(HostConfig::memory, HostConfig::nanoCpus)
                .containsExactly(67_108_864L, 500_000_000L);
        assertThat(task.spec().get("Resources").toString()).contains("MemoryBytes=8388608", "NanoCPUs=10000000");
        assertThat(engine.containers().inspect(container).config().healthcheck().test())
                .containsExactly("CMD-SHELL", "true");
        assertThatThrownBy(() -> engine.client().secrets().remove(secretId))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("is in use by the following service");
    }

    @Test
    void onlyWhatIsThereCanBeUsed() {
        String name = engine.name("twice");
        create(swarm.busybox(name, "true").replicas(0));

        assertThatThrownBy(() -> create(swarm.busybox(name, "true"))).isInstanceOf(ConflictException.class);
        String none = engine.name("none");
        assertThatThrownBy(() -> services.inspect(none)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> services.remove(none)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> services.logs(none, LogOptions.ALL)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> tasks.inspect(none)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> tasks.logs(none, LogOptions.ALL)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        create(swarm.busybox(engine.name("secret"), "true").secret("x", "y", "z")))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("secret not found");
    }

    @Test
    void oneTaskOnEachNode() throws Exception {
        String id = create(swarm.busybox(engine.name("global"), "sleep", "1000").global());

        TaskDetails task = awaitTask(id, "running");

        assertThat(services.inspect(id).spec().get("Mode")).isEqualTo(Map.of("Global", Map.of()));
        assertThat(task.slot() == null || task.slot() == 0).isTrue();
    }
}
