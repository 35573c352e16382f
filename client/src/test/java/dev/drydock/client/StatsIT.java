package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerStats;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatsIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    @Test
    @Acceptance(value = "B-107", by = "containers().stats(id) for one sample, followStats(id) for all")
    void oneSampleIsThereAtOnce() {
        String id = engine.start(engine.busybox("sh", "-c", "while :; do :; done"));

        ContainerStats stats = containers.stats(id);

        assertThat(stats.pidsStats().current()).isGreaterThanOrEqualTo(BigInteger.ONE);
        assertThat(stats.cpuStats().cpuUsage().totalUsage()).isPositive();
        assertThat(stats.cpuStats().systemCpuUsage()).isPositive();
        assertThat(stats.cpuStats().onlineCpus()).isPositive();
        assertThat(stats.memoryStats().usage()).isPositive();
        assertThat(stats.memoryStats().limit())
                .isGreaterThan(stats.memoryStats().usage());
        assertThat(stats.readAt()).isNotNull();
        assertThat(stats.networks()).isNotEmpty().allSatisfy((name, network) -> {
            assertThat(network.rxBytes()).isNotNull();
            assertThat(network.txDropped()).isNotNull();
        });
    }

    /** Docker sends an empty sample, and each Podman says it in another way. */
    @Test
    void whatDoesNotRunUsesNothing() {
        String id = engine.create(engine.busybox("true"));

        if (engine.isPodman()) {
            assertThatThrownBy(() -> containers.stats(id))
                    .isInstanceOf(ConflictException.class)
                    .hasMessage("Cannot read the stats of container '" + id + "': it isn't running.");
        } else {
            assertThat(containers.stats(id).memoryStats().usage()).isNull();
        }
    }

    @Test
    void whatDoesNotRunHasNoProcesses() {
        String id = engine.create(engine.busybox("true"));

        assertThatThrownBy(() -> containers.top(id))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot list the processes of container '" + id + "': ")
                .hasMessageContaining("running");
        assertThatThrownBy(() -> containers.top(engine.name("none"))).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(value = "B-107", by = "containers().followStats(id)")
    void samplesComeUntilNoMoreAreWanted() {
        String id = engine.start(engine.busybox("sh", "-c", "while :; do :; done"));
        try (StatsStream samples = containers.followStats(id)) {
            ContainerStats first = samples.next();
            ContainerStats second = samples.next();
            ContainerStats third = samples.next();

            assertThat(third.readAt()).isAfter(second.readAt());
            assertThat(third.cpuPercentSince(second).orElseThrow()).isPositive();
            assertThat(second.cpuPercentSince(third)).isEmpty();
            assertThat(first.cpuPercentSince(first)).isEmpty();
        }
    }
}
