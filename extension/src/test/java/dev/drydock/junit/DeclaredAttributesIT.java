package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkSettings;
import dev.drydock.client.model.VolumeDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is declared is what the engine has. */
@ExtendWith(LeakCheck.class)
class DeclaredAttributesIT {
    private static final String NETWORK = "drydock-declared-attributes";
    private static final String VOLUME = "drydock-declared-attributes";
    private static final int FIXED = 28471;

    private static ContainerDetails details(RunningContainer container) {
        return TestEngine.CLIENT.containers().inspect(container.id());
    }

    private static HostConfig host(RunningContainer container) {
        return Objects.requireNonNull(details(container).hostConfig());
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            entrypoint = {"sleep", "600"},
            ports = 80,
            publish = {"53/udp", FIXED + ":8080"},
            env = "A=b=c",
            labels = {"one=1", "empty="},
            user = "65534:65534",
            workingDir = "/tmp",
            hostname = "other.name",
            init = true,
            memory = "64m",
            cpus = 0.5,
            shmSize = "32m",
            ulimits = {"nofile=1024:2048", "core=0"},
            capAdd = "SYS_CHROOT",
            capDrop = {"MKNOD", "CHOWN"},
            readOnly = true,
            restart = "on-failure:3",
            extraHosts = {"db.test:192.0.2.7", "machine:host-gateway"},
            network = NETWORK,
            aliases = {"first", "second"},
            volumes = {VOLUME + ":/named", "/own", VOLUME + ":/ro:ro"},
            binds = "src:/src:ro",
            tmpfs = "/scratch:size=1m,mode=1777",
            stopSignal = "SIGINT",
            healthCheck =
                    @HealthCheck(
                            command = {"test", "-d", "/own"},
                            interval = "2s",
                            timeout = "3s",
                            startPeriod = "1m",
                            retries = 4),
            customizers = Customizer.class,
            // Nothing listens at its ports.
            ready = @Ready(command = "true"))
    static class ManyTestCase {
        @Test
        void process(RunningContainer box) {
            ContainerDetails details = details(box);
            assertThat(details.config().entrypoint()).containsExactly("sleep", "600");
            assertThat(details.config().cmd()).isEmpty();
            assertThat(details.config().env()).contains("A=b=c");
            assertThat(details.config().user()).isEqualTo("65534:65534");
            assertThat(details.config().workingDir()).isEqualTo("/tmp");
            assertThat(details.config().hostname()).isEqualTo("other.name");
            assertThat(details.config().stopSignal()).isEqualTo("SIGINT");
            assertThat(host(box).init()).isTrue();
            assertThat(box.exec("sh", "-c", "id -u; id -g; pwd; hostname").stdoutText())
                    .isEqualTo("65534\n65534\n/tmp\nother.name\n");
        }

        @Test
        void healthCheck(RunningContainer box) {
            assertThat(details(box).config().healthcheck()).isNotNull().satisfies(check -> {
                assertThat(check.test()).containsExactly("CMD", "test", "-d", "/own");
                assertThat(List.of(check.interval(), check.timeout(), check.startPeriod(), check.retries()))
                        .containsExactly(2_000_000_000L, 3_000_000_000L, 60_000_000_000L, 4L);
            });
        }

        @Test
        void limits(RunningContainer box) {
            HostConfig host = host(box);
            assertThat(host.memory()).isEqualTo(64L << 20);
            assertThat(host.nanoCpus()).isEqualTo(500_000_000L);
            assertThat(host.shmSize()).isEqualTo(32L << 20);
            // Podman calls them RLIMIT_NOFILE, and has one of its own besides.
            assertThat(host.ulimits())
                    .filteredOn(each -> !TestEngine.CLIENT.isPodman() || !"RLIMIT_NPROC".equals(each.name()))
                    .extracting(each ->
                            String.valueOf(each.name()).replace("RLIMIT_", "").toLowerCase(Locale.ROOT) + "="
                                    + each.soft() + ":" + each.hard())
                    .containsExactlyInAnyOrder("nofile=1024:2048", "core=0:0");
            assertThat(host.capAdd()).anyMatch(each -> each.endsWith("SYS_CHROOT"));
            assertThat(host.capDrop()).hasSize(2).anyMatch(each -> each.endsWith("MKNOD"));
            assertThat(host.privileged()).isFalse();
            assertThat(host.readonlyRootfs()).isTrue();
            assertThat(host.restartPolicy()).isEqualTo(new HostConfig.Restart("on-failure", 3));
            assertThat(box.exec("touch", "/x").exitCode()).isNotZero();
        }

        @Test
        void ports(RunningContainer box) {
            Map<String, List<NetworkSettings.PortBinding>> bindings = host(box).portBindings();
            assertThat(bindings).containsOnlyKeys("80/tcp", "53/udp", "8080/tcp");
            assertThat(bindings.get("8080/tcp"))
                    .containsExactly(new NetworkSettings.PortBinding("127.0.0.1", String.valueOf(FIXED)));
            assertThat(bindings.get("53/udp")).singleElement().satisfies(each -> {
                assertThat(each.hostIp()).isEqualTo("127.0.0.1");
                assertThat(each.hostPort()).isNotIn("", "0");
            });
            assertThat(box.port(8080)).isEqualTo(FIXED);
            assertThat(box.ports()).containsOnlyKeys(80, 8080);
        }

        @Test
        void network(RunningContainer box) {
            assertThat(host(box).extraHosts()).containsExactly("db.test:192.0.2.7", "machine:host-gateway");
            assertThat(host(box).networkMode()).isEqualTo(NETWORK);
            assertThat(details(box).networkSettings().networks()).containsOnlyKeys(NETWORK);
            assertThat(details(box).networkSettings().networks().get(NETWORK).aliases())
                    .contains("box", "first", "second");
            assertThat(box.exec("grep", "-c", "192.0.2.7.*db.test", "/etc/hosts")
                            .exitCode())
                    .isZero();
        }

        @Test
        void storage(RunningContainer box, TestReporter reporter) {
            List<Mount> mounts = details(box).mounts();
            assertThat(mounts)
                    .filteredOn(each -> VOLUME.equals(each.name()))
                    .extracting(Mount::destination, Mount::rw)
                    .containsExactlyInAnyOrder(tuple("/named", true), tuple("/ro", false));
            assertThat(mounts)
                    .filteredOn(each -> "/src".equals(each.destination()))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.type()).isEqualTo("bind");
                        assertThat(each.rw()).isFalse();
                    });
            // Podman adds some of its own.
            String more = TestEngine.CLIENT.isPodman() ? ",rprivate,nosuid,nodev,tmpcopyup" : "";
            assertThat(host(box).tmpfs()).containsExactly(entry("/scratch", "size=1m,mode=1777" + more));
            reporter.publishEntry(
                    "own",
                    String.valueOf(mounts.stream()
                            .filter(each -> "/own".equals(each.destination()))
                            .findFirst()
                            .orElseThrow()
                            .name()));
        }

        @Test
        void labelsAndWhatACustomizerCanDo(RunningContainer box) {
            ContainerDetails details = details(box);
            assertThat(details.config().labels())
                    .contains(entry("one", "1"), entry("empty", ""), entry("custom", "yes"))
                    .contains(entry("dev.drydock.container", "box"))
                    .containsKeys("dev.drydock.run", "dev.drydock.owner");
            assertThat(details.config().domainname()).isEqualTo("test");
            assertThat(details.name()).startsWith("/drydock-").endsWith("-box");
        }
    }

    @WithContainer(
            name = "free",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            privileged = true,
            listeners = Privileges.class)
    static class PrivilegedTestCase {
        @Test
        void mayNotBeReached() {}
    }

    /** Looks before the start, since engines that have few rights themselves can't start a privileged container. */
    static final class Privileges implements ContainerListener {
        private static boolean privileged;

        @Override
        public void created(RunningContainer container) {
            privileged = host(container).privileged();
        }
    }

    @WithContainer(
            name = "far",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            platform = "linux/s390x")
    static class PlatformTestCase {
        @Test
        void isNotReached() {}
    }

    static final class Customizer implements ContainerCustomizer {
        @Override
        public void customize(ContainerSpec.Builder spec) {
            spec.domainname("test")
                    .label("custom", "yes")
                    .label("dev.drydock.run", "mine")
                    .label("dev.drydock.container", "mine")
                    .name("mine");
        }
    }

    @WithContainer(name = "free", image = "busybox:1.36", entrypoint = "sleep", command = "600", network = "none")
    @WithContainer(
            name = "on.machine",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            network = "host",
            healthCheck = @HealthCheck(disabled = true))
    @WithContainer(
            name = "checked",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            healthCheck = @HealthCheck(value = "test -d /etc", interval = "1m"))
    @WithContainer(
            name = "timed",
            image = "redis:7-health",
            healthCheck = @HealthCheck(interval = "1m", retries = 7),
            ready = @Ready(command = "true"))
    static class FewTestCase {
        @Test
        void entryPoint(RunningContainer free) {
            assertThat(details(free).config().entrypoint()).containsExactly("sleep");
            assertThat(details(free).config().cmd()).containsExactly("600");
        }

        @Test
        void networks(RunningContainer free, @ContainerName("on.machine") RunningContainer machine) {
            assertThat(host(free).networkMode()).isEqualTo("none");
            assertThat(free.exec("ls", "/sys/class/net").stdoutText()).isEqualTo("lo\n");
            assertThat(host(machine).networkMode()).isEqualTo("host");
        }

        @Test
        void hostNameIsTheContainersName(RunningContainer checked) {
            assertThat(details(checked).config().hostname()).isEqualTo("checked");
        }

        @Test
        void timesOfTheImagesHealthCheck(RunningContainer timed) {
            assertThat(details(timed).config().healthcheck()).isNotNull().satisfies(check -> {
                assertThat(check.test()).hasSizeGreaterThan(1);
                assertThat(List.of(check.interval(), check.retries())).containsExactly(60_000_000_000L, 7L);
            });
        }

        @Test
        void healthChecks(RunningContainer checked, @ContainerName("on.machine") RunningContainer machine) {
            assertThat(details(checked).config().healthcheck())
                    .isNotNull()
                    .satisfies(
                            check -> assertThat(check.test()).containsExactly("CMD", "/bin/sh", "-c", "test -d /etc"));
            assertThat(details(machine).config().healthcheck())
                    .isNotNull()
                    .satisfies(check -> assertThat(check.test()).containsExactly("NONE"));
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            customizers = FailingCustomizer.class)
    static class FailingCustomizerTestCase {
        @Test
        void isNotReached() {}
    }

    static final class FailingCustomizer implements ContainerCustomizer {
        @Override
        public void customize(ContainerSpec.Builder spec) throws Exception {
            throw new IOException("no such settings");
        }
    }

    @Test
    void allAttributesArrive() {
        TestEngine.CLIENT.networks().create(NETWORK, Map.of());
        try (Run run = Run.of(ManyTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("7 ok, 0 failed, 0 aborted");
            // One with a name stays, one of the container's own goes.
            assertThat(volumes()).contains(VOLUME);
            assertThat(run.reported("own")).hasSize(1).doesNotContain("null");
            assertThat(volumes()).doesNotContainAnyElementsOf(run.reported("own"));
        } finally {
            TestEngine.CLIENT.networks().remove(NETWORK);
            if (volumes().contains(VOLUME)) {
                TestEngine.CLIENT.volumes().remove(VOLUME);
            }
        }
    }

    private static List<String> volumes() {
        return TestEngine.CLIENT.volumes().list(Filters.NONE).stream()
                .map(VolumeDetails::name)
                .toList();
    }

    @Test
    void thoseThatExcludeOthersArrive() {
        try (Run run = Run.of(FewTestCase.class)) {
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void aPrivilegedOneIsCreated() {
        Privileges.privileged = false;
        try (Run run = Run.of(PrivilegedTestCase.class)) {
            assertThat(Privileges.privileged).as(run.tests()).isTrue();
        }
    }

    @Test
    void anImageOfAnotherPlatformIsRefused() {
        try (Run run = Run.of(PlatformTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("platform");
        }
    }

    @Test
    void aCustomizerThatFailsIsNamedWithItsReason() {
        try (Run run = Run.of(FailingCustomizerTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'box' (busybox:1.36) couldn't be created",
                            "its customizer dev.drydock.junit.DeclaredAttributesIT$FailingCustomizer failed",
                            "no such settings")
                    .hasCauseInstanceOf(IOException.class);
        }
    }
}
