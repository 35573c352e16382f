package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkSettings.Endpoint;
import dev.drydock.client.model.NetworkSettings.PortBinding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Options of new containers as the real engine understands them: set by name, read back by inspect. */
class ContainerOptionsIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private static HostConfig host(String container) {
        HostConfig host = engine.containers().inspect(container).hostConfig();
        assertThat(host).isNotNull();
        return host;
    }

    private static String output(ContainerSpec.Builder spec) {
        return engine.output(engine.start(spec));
    }

    @Test
    @Acceptance(
            value = {
                "B-040", "B-041", "B-042", "B-043", "B-044", "B-045", "B-046", "B-047", "B-048", "B-049", "B-050",
                "B-051", "B-052", "B-053", "B-055", "B-057", "B-058", "B-059"
            },
            by = "ContainerSpec.Builder, read back by containers().inspect(id).config()")
    void theProcessIsAsItWasAskedFor() {
        String name = engine.name("config");
        String id = engine.create(engine.busybox("-c", "true")
                .name(name)
                .entrypoint("/bin/sh")
                .hostname("box")
                .domainname("example.org")
                .user("1000:1000")
                .attachStdin(true)
                .attachStdout(true)
                .attachStderr(true)
                .openStdin(true)
                .stdinOnce(true)
                .tty(true)
                .label("a.b", "c")
                .workingDir("/work")
                .stopSignal("SIGINT")
                .stopTimeout(Duration.ofSeconds(7))
                .env("A", "1=2")
                .expose("80", "53/udp")
                .volumes("/data"));

        ContainerDetails details = engine.containers().inspect(name);
        ContainerConfig config = details.config();
        assertThat(details.id()).isEqualTo(id);
        assertThat(details.path()).isEqualTo("/bin/sh");
        assertThat(details.args()).containsExactly("-c", "true");
        assertThat(config.entrypoint()).containsExactly("/bin/sh");
        assertThat(config.cmd()).containsExactly("-c", "true");
        assertThat(config.hostname()).startsWith("box");
        if (!engine.client().isPodman()) {
            assertThat(config.domainname()).isEqualTo("example.org");
            assertThat(config.stopTimeout()).isEqualTo(7);
            assertThat(config.attachStdin()).isTrue();
            assertThat(config.attachStdout()).isTrue();
            assertThat(config.attachStderr()).isTrue();
            assertThat(config.stdinOnce()).isTrue();
            assertThat(config.volumes()).containsKey("/data");
        }
        assertThat(config.user()).isEqualTo("1000:1000");
        assertThat(config.openStdin()).isTrue();
        assertThat(config.tty()).isTrue();
        assertThat(config.labels()).containsEntry("a.b", "c");
        assertThat(config.workingDir()).isEqualTo("/work");
        assertThat(config.stopSignal()).isIn("SIGINT", "2");
        assertThat(config.env("A")).isEqualTo("1=2");
        assertThat(config.exposedPorts()).containsKeys("80/tcp", "53/udp");
        assertThat(details.mounts()).extracting(Mount::destination).containsExactly("/data");
    }

    @Test
    @Acceptance(
            value = {
                "B-062", "B-063", "B-064", "B-067", "B-068", "B-069", "B-070", "B-071", "B-079", "B-096", "A-040",
                "A-041", "A-042", "A-043"
            },
            by = "ContainerSpec.Builder.resources(Resources), read back by containers().inspect(id).hostConfig()")
    void whatItMayUseIsAsItWasAskedFor() {
        HostConfig host = host(engine.create(engine.busybox("true")
                .resources(Resources.of(1, 0.0625)
                        .withMemorySwap(128L << 20)
                        .withMemoryReservation(32L << 20)
                        .withCpuShares(512)
                        .withCpusetCpus("0")
                        .withCpusetMems("0")
                        .withPidsLimit(50))
                .oomScoreAdj(500)
                .shmSize(1 << 20)));

        assertThat(host.memory()).isEqualTo(64L << 20);
        assertThat(host.memorySwap()).isEqualTo(128L << 20);
        assertThat(host.memoryReservation()).isEqualTo(32L << 20);
        assertThat(host.nanoCpus()).isEqualTo(1_000_000_000);
        assertThat(host.cpuShares()).isEqualTo(512);
        assertThat(host.cpusetCpus()).isEqualTo("0");
        assertThat(host.cpusetMems()).isEqualTo("0");
        assertThat(host.pidsLimit()).isEqualTo(50);
        assertThat(host.oomScoreAdj()).isEqualTo(500);
        assertThat(host.shmSize()).isEqualTo(1 << 20);
        HostConfig quota = host(engine.create(engine.busybox("true")
                .resources(Resources.NONE.withCpuPeriod(50_000).withCpuQuota(25_000))));
        assertThat(quota.cpuPeriod()).isEqualTo(50_000);
        assertThat(quota.cpuQuota()).isEqualTo(25_000);
    }

    @Test
    @Acceptance(
            value = {"B-072", "B-073", "B-066", "B-078"},
            by = "Resources, as far as the engine's machine has them")
    void diskTrafficIsLimitedWhereTheMachineCan() {
        Resources limits = Resources.NONE
                .withBlkioWeight(300)
                .withBlkioWeightDevice("/dev/zero", 200)
                .withMemorySwappiness(10)
                .withOomKillDisable(false);
        CreatedOrRefused made = CreatedOrRefused.of(engine.busybox("true").resources(limits));

        // An engine that can't do it says so, in a warning or a refusal, and never means another option.
        if (made.id() == null) {
            assertThat(made.words()).containsIgnoringCase("weight");
        } else if (!engine.client().isPodman()) {
            HostConfig host = host(made.id());
            assertThat(host.blkioWeight() == 300
                            || made.words().toLowerCase(java.util.Locale.ROOT).contains("weight"))
                    .isTrue();
        }
    }

    private record CreatedOrRefused(String id, String words) {
        static CreatedOrRefused of(ContainerSpec.Builder spec) {
            try {
                var created = engine.containers().createWithWarnings(spec.build());
                return new CreatedOrRefused(created.id(), String.join("\n", created.warnings()));
            } catch (DockerResponseException e) {
                return new CreatedOrRefused(null, e.engineMessage());
            }
        }
    }

    @Test
    @Acceptance(
            value = {"B-074", "B-075", "B-076", "B-077"},
            by = "Resources.withBlkioDevice…(device, rate)")
    void ratesOfDevicesAreAsTheyWereAskedFor() {
        ContainerSpec.Builder spec = engine.busybox("true")
                .resources(Resources.NONE
                        .withBlkioDeviceReadBps("/dev/null", 1 << 20)
                        .withBlkioDeviceWriteBps("/dev/null", 2 << 20)
                        .withBlkioDeviceReadIops("/dev/null", 1000)
                        .withBlkioDeviceWriteIops("/dev/null", 2000));
        if (engine.client().isPodman()) {
            // It looks at the device at once, on machines where it limits at all.
            CreatedOrRefused made = CreatedOrRefused.of(spec);
            assertThat(made.id() != null || made.words().contains("block device"))
                    .isTrue();
            return;
        }

        HostConfig host = host(engine.create(spec));

        assertThat(host.blkioDeviceReadBps()).containsExactly(new HostConfig.DeviceRate("/dev/null", 1 << 20));
        assertThat(host.blkioDeviceWriteBps()).containsExactly(new HostConfig.DeviceRate("/dev/null", 2 << 20));
        assertThat(host.blkioDeviceReadIOps()).containsExactly(new HostConfig.DeviceRate("/dev/null", 1000));
        assertThat(host.blkioDeviceWriteIOps()).containsExactly(new HostConfig.DeviceRate("/dev/null", 2000));
    }

    @Test
    @Acceptance(
            value = {"B-083", "B-084", "B-090", "B-091", "B-092", "B-093", "B-097", "B-098", "B-099"},
            by = "ContainerSpec.Builder, read back by containers().inspect(id).hostConfig()")
    void theMachineIsAsItWasAskedFor() {
        boolean podman = engine.client().isPodman();
        HostConfig host = host(engine.create(engine.busybox("true")
                .restart(RestartPolicy.onFailure(3))
                .logDriver(
                        podman ? "k8s-file" : LogDriver.JSON_FILE.toString(),
                        podman ? Map.of() : Map.of("max-size", "1m"))
                .privileged(false)
                .readOnly(true)
                .capAdd("NET_ADMIN")
                .capDrop("CHOWN")
                .securityOpt("no-new-privileges")
                .groupAdd("1001")
                .sysctl("net.ipv4.ip_forward", "0")
                .ulimits(new Ulimit("nofile", 512, 1024))
                .devices(new DeviceMapping("/dev/null", "/dev/nil", "rw"))
                .init(!podman)
                .ipcMode("private")
                .utsMode("host")
                .pidMode("host")
                .cgroupnsMode("private")
                .tmpfs("/run/tmp", "size=64k")));

        assertThat(host.restartPolicy()).isEqualTo(new HostConfig.Restart("on-failure", 3));
        assertThat(host.logConfig().type()).isIn("json-file", podman ? "k8s-file" : "json-file");
        assertThat(host.logConfig().config())
                .isEqualTo(podman ? host.logConfig().config() : Map.of("max-size", "1m"));
        assertThat(host.privileged()).isFalse();
        assertThat(host.readonlyRootfs()).isTrue();
        assertThat(host.capAdd()).anyMatch(each -> each.endsWith("NET_ADMIN"));
        assertThat(host.capDrop()).anyMatch(each -> each.endsWith("CHOWN"));
        assertThat(host.groupAdd()).contains("1001");
        assertThat(host.ulimits())
                .anySatisfy(each -> assertThat(each.name()).endsWithIgnoringCase("nofile"))
                .anySatisfy(each -> assertThat(each.soft()).isEqualTo(512))
                .anySatisfy(each -> assertThat(each.hard()).isEqualTo(1024));
        assertThat(Boolean.TRUE.equals(host.init())).isEqualTo(!podman);
        assertThat(host.utsMode()).isEqualTo("host");
        assertThat(host.pidMode()).isEqualTo("host");
        assertThat(host.tmpfs()).containsKey("/run/tmp");
        if (!podman) {
            assertThat(host.securityOpt()).contains("no-new-privileges");
            assertThat(host.sysctls()).containsEntry("net.ipv4.ip_forward", "0");
            assertThat(host.devices()).containsExactly(new HostConfig.Device("/dev/null", "/dev/nil", "rw"));
            assertThat(host.ipcMode()).isEqualTo("private");
            assertThat(host.cgroupnsMode()).isEqualTo("private");
        }
    }

    @Test
    @Acceptance(
            value = {"B-081", "B-082"},
            by = "ContainerSpec.Builder.publish(port, ip, hostPort), again for a further one; publishAll(true)")
    void aPortIsPublishedSeveralTimesAndByUdp() {
        String id = engine.start(engine.busybox("sleep", "1000")
                .expose("81")
                .publish(80, "127.0.0.1", 0)
                .publish("53/udp", "127.0.0.1", 0)
                .publishAll(true));

        Map<String, List<PortBinding>> ports =
                engine.containers().inspect(id).networkSettings().ports();

        assertThat(ports.get("80/tcp"))
                .singleElement()
                .extracting(PortBinding::hostIp)
                .isEqualTo("127.0.0.1");
        assertThat(ports.get("53/udp"))
                .singleElement()
                .extracting(PortBinding::hostIp)
                .isEqualTo("127.0.0.1");
        assertThat(ports.get("81/tcp")).isNotEmpty();
        assertThat(host(engine.create(engine.busybox("true")
                                .publish(80, "127.0.0.1", 18081)
                                .publish(80, "127.0.0.1", 18082)))
                        .portBindings()
                        .get("80/tcp"))
                .containsExactly(new PortBinding("127.0.0.1", "18081"), new PortBinding("127.0.0.1", "18082"));
    }

    @Test
    @Acceptance(value = "B-080", by = "ContainerSpec.Builder.networkMode(mode), network(EndpointSpec) for several")
    void severalNetworksAreJoinedOnAnyEngine() {
        String first = engine.name("one");
        String second = engine.name("two");
        engine.client().networks().create(first, engine.labels());
        engine.client().networks().create(second, engine.labels());

        String id = engine.start(engine.busybox("sleep", "1000")
                .network(EndpointSpec.of(first).withAliases("alpha"))
                .network(second, "beta", "gamma"));

        Map<String, Endpoint> networks =
                engine.containers().inspect(id).networkSettings().networks();
        assertThat(networks).containsOnlyKeys(first, second);
        assertThat(networks.get(first).aliases()).contains("alpha").doesNotContain("beta");
        assertThat(networks.get(second).aliases()).contains("beta", "gamma").doesNotContain("alpha");
        assertThat(host(id).networkMode()).isIn(first, "bridge");
        String shared = engine.create(engine.busybox("true").networkMode("container:" + id));
        assertThat(host(shared).networkMode()).isEqualTo("container:" + id);
        // Podman wouldn't let the other go before.
        engine.containers().remove(shared);
        assertThat(host(engine.create(engine.busybox("true").networkMode("none")))
                        .networkMode())
                .isEqualTo("none");
        assertThat(host(engine.create(engine.busybox("true").networkMode("host")))
                        .networkMode())
                .isEqualTo("host");
    }

    @Test
    @Acceptance(value = "B-054", by = "ContainerSpec.Builder.macAddress(address)")
    void theAddressOfItsNetworkCardIsTheOneAskedFor() {
        assertThat(output(engine.busybox("cat", "/sys/class/net/eth0/address").macAddress("02:42:0a:09:00:07")))
                .isEqualTo("02:42:0a:09:00:07\n");
    }

    @Test
    @Acceptance(value = "B-056", by = "ContainerSpec.Builder.networkDisabled(true)")
    void aContainerMayHaveNoNetwork() {
        if (engine.client().isPodman()) {
            // Podman has no such switch, only the mode.
            assertThat(output(engine.busybox("ls", "/sys/class/net").networkMode("none")))
                    .isEqualTo("lo\n");
            return;
        }
        assertThat(output(engine.busybox("ls", "/sys/class/net").networkDisabled(true)))
                .isEqualTo("lo\n");
    }

    @Test
    @Acceptance(
            value = {"B-085", "B-086", "B-087", "B-088"},
            by = "ContainerSpec.Builder.dns, dnsOptions, dnsSearch, extraHosts")
    void namesAreResolvedAsItWasAskedFor() {
        String text = output(engine.busybox("cat", "/etc/resolv.conf", "/etc/hosts")
                .dns("10.1.2.3")
                .dnsOptions("ndots:3")
                .dnsSearch("example.org")
                .extraHosts("one.example.org:10.0.0.2"));

        assertThat(text)
                .contains("nameserver 10.1.2.3")
                .contains("ndots:3")
                .contains("search example.org")
                .containsPattern("10\\.0\\.0\\.2\\s+one\\.example\\.org");
    }

    @Test
    @Acceptance(
            value = {"B-060", "B-089", "B-095"},
            by = "ContainerSpec.Builder.binds, mounts(MountSpec…), volumesFrom, volumeDriver")
    void filesAreMountedInEachWay() {
        String volume = engine.name("volume");
        engine.client().volumes().create(volume, engine.labels());
        String from =
                engine.create(engine.busybox("true").binds(volume + ":/shared").volumeDriver("local"));
        String id = engine.start(engine.busybox(
                        "sh",
                        "-c",
                        "echo hello > /v/a && cat /r/a && cat /shared/a && cat /t/b; df -k /m | tail -n 1; echo x > /r/b")
                .binds(volume + ":/r:ro")
                .mounts(
                        MountSpec.volume(volume, "/v"),
                        MountSpec.anonymousVolume("/anonymous").withLabel("a.b", "c"),
                        MountSpec.tmpfs("/m").withTmpfsSize(1 << 20).withTmpfsMode(01777))
                .tmpfs("/t", "size=64k")
                .volumesFrom(from));

        String output = engine.output(id);
        // What it says of errors may come in between.
        assertThat(output.lines().filter("hello"::equals)).hasSize(2);
        assertThat(output).contains("/t/b").contains(" 1024 ").containsIgnoringCase("read-only file system");
        assertThat(engine.containers().inspect(id).mounts())
                .extracting(Mount::destination)
                .contains("/r", "/v", "/anonymous", "/shared");
    }

    @Test
    @Acceptance(value = "B-061", by = "ContainerSpec.Builder.links(\"name:alias\")")
    void aLinkedContainerIsReachedByAnotherName() {
        String name = engine.name("linked");
        engine.start(engine.busybox("sleep", "1000").name(name));
        ContainerSpec.Builder linked = engine.busybox("cat", "/etc/hosts").links(name + ":database");
        if (engine.client().isPodman()) {
            // Podman has no links, and says so.
            assertThatThrownBy(() -> engine.create(linked))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("link");
            return;
        }

        assertThat(output(linked)).containsPattern("\\sdatabase\\s");
    }

    @Test
    @Acceptance(value = "B-094", by = "ContainerSpec.Builder.cgroupParent(path)")
    void theCgroupIsBelowTheOneAskedFor() {
        assertThat(host(engine.create(engine.busybox("true").cgroupParent("/drydock-test")))
                        .cgroupParent())
                .isEqualTo("/drydock-test");
    }

    @Test
    void anImageIsMountedOrRefused() {
        ContainerSpec.Builder spec = engine.busybox("ls", "/i/bin/busybox", "/i/bin/sh")
                .mounts(MountSpec.image(EngineFixture.BUSYBOX, "/i"));
        boolean knowsIt =
                engine.client().isPodman() || engine.client().apiVersion().isAtLeast(new ApiVersion(1, 48));
        if (knowsIt) {
            assertThat(output(spec)).contains("/i/bin/");
        } else {
            assertThatThrownBy(() -> engine.create(spec))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("'HostConfig.Mounts.Type: image' needs Docker with API 1.48, or Podman");
        }
    }

    @Test
    void annotationsAreKeptOrRefused() {
        ContainerSpec.Builder spec = engine.busybox("true").annotation("org.example.note", "x");
        if (engine.client().apiVersion().isAtLeast(new ApiVersion(1, 43))) {
            assertThat(host(engine.create(spec)).annotations()).containsEntry("org.example.note", "x");
        } else {
            assertThatThrownBy(() -> engine.create(spec))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("'HostConfig.Annotations' needs Docker with API 1.43");
        }
    }

    @Test
    void aHealthCheckIsWhole() {
        String id = engine.create(engine.busybox("true")
                .health(HealthSpec.command("true", "now")
                        .withInterval(Duration.ofSeconds(1))
                        .withTimeout(Duration.ofSeconds(2))
                        .withStartPeriod(Duration.ofSeconds(3))
                        .withRetries(4)));

        assertThat(engine.containers().inspect(id).config().healthcheck()).satisfies(check -> {
            assertThat(check.test()).containsExactly("CMD", "true", "now");
            assertThat(check.interval()).isEqualTo(1_000_000_000);
            assertThat(check.timeout()).isEqualTo(2_000_000_000);
            assertThat(check.startPeriod()).isEqualTo(3_000_000_000L);
            assertThat(check.retries()).isEqualTo(4);
        });
    }

    /** Podman 4 would make a container of whatever platform the image is for. */
    @Test
    void anotherPlatformIsNotIgnored() {
        ContainerSpec.Builder spec = engine.busybox("true").platform("linux/s390x");

        if (engine.podman() == 4) {
            assertThatThrownBy(() -> engine.create(spec))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("'platform' needs Docker, or Podman 5, and the engine at ");
        } else {
            assertThatThrownBy(() -> engine.create(spec)).isInstanceOf(NotFoundException.class);
        }
        assertThat(engine.containers().list(ContainerListOptions.ALL.withFilters(engine.filter())))
                .isEmpty();
    }

    @Test
    @Acceptance(
            value = "D-018",
            by = "ContainerSpec.of(image).command(words…); option(\"Cmd\", text) for a single word")
    @Acceptance(value = "D-019", by = "containers().start(id)")
    void aCommandIsAListOrAWord() {
        String list = engine.create(engine.busybox("echo", "a b"));
        String word = engine.create(engine.busybox().option("Cmd", "/bin/true"));

        assertThat(engine.containers().start(list)).isTrue();
        assertThat(engine.containers().start(word)).isTrue();
        assertThat(engine.output(list)).isEqualTo("a b\n");
        assertThat(engine.containers().waitUntilStopped(word).statusCode()).isZero();
    }
}
