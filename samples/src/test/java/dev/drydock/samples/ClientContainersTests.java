package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ContainerListOptions;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.MountSpec;
import dev.drydock.client.Resources;
import dev.drydock.client.RestartPolicy;
import dev.drydock.client.Ulimit;
import dev.drydock.client.model.ContainerStatus;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.EnsuredContainer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Containers by the engine client: declaring, ensuring, running, listing and changing them. */
class ClientContainersTests {
    private final String image = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");
    private final String name = "drydock-sample-" + UUID.randomUUID();

    private DockerClient connect() {
        DockerClient client = DockerClient.connect();
        client.images().pull(ImageReference.parse(image), progress -> {});
        return client;
    }

    @Test
    void declaresAndEnsures() {
        try (DockerClient client = connect()) {
            ContainerSpec spec = ContainerSpec.of(image)
                    .name(name)
                    .command("sleep", "600")
                    .env("STAGE", "test")
                    .publish(8080, "127.0.0.1", 0)
                    .publish("53/udp", "127.0.0.1", 0)
                    .mounts(MountSpec.tmpfs("/scratch").withTmpfsSize(64L << 20))
                    .resources(Resources.of(1, 0.25))
                    .ulimits(Ulimit.of("nofile", 1024))
                    .restart(RestartPolicy.UNLESS_STOPPED)
                    .stopTimeout(Duration.ZERO)
                    .build();
            try {
                EnsuredContainer first = client.containers().ensure(spec);
                EnsuredContainer second = client.containers().ensure(spec);
                assertThat(first.action()).isEqualTo(EnsuredContainer.Action.CREATED);
                assertThat(second.action()).isEqualTo(EnsuredContainer.Action.ALREADY_RUNNING);
            } finally {
                client.containers().removeIfPresent(name);
            }
        }
    }

    @Test
    void runsToTheEnd() {
        try (DockerClient client = connect()) {
            ContainerSpec count = ContainerSpec.of(image).command("wc", "-w").build();
            byte[] text = "to be or not to be".getBytes(StandardCharsets.UTF_8);
            ExecResult result = client.containers().run(count, new ByteArrayInputStream(text));
            assertThat(result.exitCode()).isZero();
            assertThat(result.stdoutText().strip()).isEqualTo("6");
        }
    }

    @Test
    void listsAndChanges() {
        try (DockerClient client = connect()) {
            try {
                String id = client.containers()
                        .create(ContainerSpec.of(image)
                                .name(name)
                                .label("sample", name)
                                .resources(Resources.NONE.withCpuShares(512))
                                .build());
                List<ContainerSummary> waiting = client.containers()
                        .list(ContainerListOptions.ALL
                                .withFilters(Filters.byLabel("sample", name).and("status", ContainerStatus.CREATED))
                                .withLimit(10));
                assertThat(waiting).extracting(ContainerSummary::id).containsExactly(id);

                List<String> warnings = client.containers().update(name, Resources.NONE.withCpuShares(256));
                assertThat(warnings).isEmpty();
                assertThat(client.containers().inspect(name).hostConfig().cpuShares())
                        .isEqualTo(256);
            } finally {
                client.containers().removeIfPresent(name);
            }
        }
    }
}
