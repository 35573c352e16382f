package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent for a new container, and what isn't because the engine would ignore it. */
class CreationTests {
    private static final String ID = "{\"Id\":\"c1\",\"Warnings\":[]}";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private DockerClient client(String version) {
        return engine.client(DockerClient.builder().apiVersion(ApiVersion.parse(version)));
    }

    private static ContainerSpec.Builder box() {
        return ContainerSpec.of("box:1");
    }

    private JsonNode sent() throws Exception {
        return MAPPER.readTree(engine.call().bodyText());
    }

    /** The body as the specification of the API spells it, written by hand. */
    private static final String EVERYTHING = """
            {
              "Image": "box:1", "Hostname": "host", "Domainname": "example.org", "User": "1000:1000",
              "AttachStdin": false, "AttachStdout": true, "AttachStderr": true,
              "Tty": false, "OpenStdin": false, "StdinOnce": false,
              "Env": ["A=1", "B="], "Cmd": ["run", "it"], "Entrypoint": ["/entry"], "Shell": ["/bin/sh", "-c"],
              "OnBuild": ["RUN true"], "ArgsEscaped": true,
              "Labels": {"com.example.a": "1", "b": "2"},
              "ExposedPorts": {"80/tcp": {}, "53/udp": {}, "132/sctp": {}, "8080/tcp": {}},
              "Volumes": {"/data": {}, "/more": {}}, "WorkingDir": "/work", "MacAddress": "02:42:ac:11:00:09",
              "NetworkDisabled": false, "StopSignal": "SIGINT", "StopTimeout": 3,
              "Healthcheck": {"Test": ["CMD", "ok", "now"], "Interval": 1000000000, "Timeout": 2000000000,
                "StartPeriod": 3000000000, "StartInterval": 4000000, "Retries": 5},
              "HostConfig": {
                "Memory": 1073741824, "NanoCpus": 2000000000, "MemorySwap": -1, "MemoryReservation": 536870912,
                "MemorySwappiness": 10, "OomKillDisable": false, "CpuShares": 512, "CpuPeriod": 100000,
                "CpuQuota": 50000, "CpuRealtimePeriod": 1000000, "CpuRealtimeRuntime": 950000, "CpusetCpus": "0-1",
                "CpusetMems": "0", "PidsLimit": 100, "BlkioWeight": 300,
                "BlkioWeightDevice": [{"Path": "/dev/sda", "Weight": 200}, {"Path": "/dev/sdb", "Weight": 400}],
                "BlkioDeviceReadBps": [{"Path": "/dev/sda", "Rate": 1048576}],
                "BlkioDeviceWriteBps": [{"Path": "/dev/sda", "Rate": 2097152}],
                "BlkioDeviceReadIOps": [{"Path": "/dev/sda", "Rate": 1000}],
                "BlkioDeviceWriteIOps": [{"Path": "/dev/sda", "Rate": 2000}],
                "CpuCount": 2, "CpuPercent": 50, "IOMaximumIOps": 300, "IOMaximumBandwidth": 400,
                "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 4}, "AutoRemove": false,
                "LogConfig": {"Type": "json-file", "Config": {"max-size": "10m"}},
                "Privileged": false, "CapAdd": ["NET_ADMIN"], "CapDrop": ["CHOWN", "KILL"],
                "SecurityOpt": ["no-new-privileges"], "MaskedPaths": ["/proc/kcore"], "ReadonlyPaths": [],
                "GroupAdd": ["staff", "1001"], "ReadonlyRootfs": true,
                "Sysctls": {"net.ipv4.ip_forward": "1"},
                "Ulimits": [{"Name": "nofile", "Soft": 1024, "Hard": 2048}, {"Name": "core", "Soft": -1, "Hard": -1}],
                "Devices": [{"PathOnHost": "/dev/null", "PathInContainer": "/dev/nil", "CgroupPermissions": "rw"}],
                "DeviceRequests": [
                  {"Count": -1, "Capabilities": [["gpu"]]},
                  {"Driver": "cdi", "DeviceIDs": ["vendor.com/gpu=0"]}],
                "DeviceCgroupRules": ["c 13:* rwm"], "OomScoreAdj": -500, "Init": true,
                "CgroupParent": "/mine", "CgroupnsMode": "private", "Cgroup": "container:other", "IpcMode": "shareable",
                "PidMode": "host", "UTSMode": "host", "UsernsMode": "host", "ShmSize": 134217728, "Runtime": "runc",
                "Isolation": "default", "ConsoleSize": [24, 80], "ContainerIDFile": "/tmp/id",
                "Annotations": {"org.example.note": "x"},
                "PortBindings": {
                  "8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "8081"}, {"HostIp": "127.0.0.1", "HostPort": "8082"}],
                  "53/udp": [{"HostIp": "0.0.0.0", "HostPort": ""}]},
                "PublishAllPorts": true, "NetworkMode": "front.net", "Links": ["db:database"],
                "Dns": ["10.0.0.1"], "DnsOptions": ["ndots:1"], "DnsSearch": ["example.org"],
                "ExtraHosts": ["one:10.0.0.2"], "Binds": ["/src:/dst:ro", "named:/vol"],
                "Mounts": [
                  {"Type": "bind", "Source": "/a", "Target": "/b", "ReadOnly": true, "Consistency": "cached",
                   "BindOptions": {"Propagation": "rslave", "NonRecursive": true, "CreateMountpoint": true,
                     "ReadOnlyNonRecursive": true, "ReadOnlyForceRecursive": true}},
                  {"Type": "volume", "Source": "v", "Target": "/v", "VolumeOptions": {"NoCopy": true,
                     "Labels": {"x.y": "1", "z": "2"}, "Subpath": "sub",
                     "DriverConfig": {"Name": "local", "Options": {"type": "tmpfs"}}}},
                  {"Type": "volume", "Target": "/anonymous"},
                  {"Type": "tmpfs", "Target": "/t",
                   "TmpfsOptions": {"SizeBytes": 65536, "Mode": 1023, "Options": [["exec"], ["uid", "1000"]]}},
                  {"Type": "image", "Source": "other:1", "Target": "/i", "ImageOptions": {"Subpath": "etc"}},
                  {"Type": "npipe", "Source": "pipe", "Target": "pipe"}],
                "Tmpfs": {"/run": "size=64k", "/x.y": ""}, "VolumesFrom": ["data:ro"], "VolumeDriver": "local",
                "StorageOpt": {"size": "10G"}
              },
              "NetworkingConfig": {"EndpointsConfig": {
                "front.net": {"Aliases": ["web", "www"], "IPAMConfig": {"IPv4Address": "10.9.0.5", "IPv6Address": "fd00::5"},
                  "MacAddress": "02:42:0a:09:00:05", "DriverOpts": {"a.b": "c"}, "GwPriority": 7},
                "back": {"Aliases": []}}}
            }""";

    private static ContainerSpec everything() {
        return box().name("all")
                .platform("linux/arm64/v8")
                .hostname("host")
                .domainname("example.org")
                .user("1000:1000")
                .attachStdin(false)
                .attachStdout(true)
                .attachStderr(true)
                .tty(false)
                .openStdin(false)
                .stdinOnce(false)
                .env("A", "1")
                .env("B", "")
                .command("run", "it")
                .entrypoint("/entry")
                .shell("/bin/sh", "-c")
                .onBuild("RUN true")
                .argsEscaped(true)
                .label("com.example.a", "1")
                .labels(Map.of("b", "2"))
                .expose("80", "53/udp", "132/sctp")
                .volumes("/data", "/more")
                .workingDir("/work")
                .macAddress("02:42:ac:11:00:09")
                .networkDisabled(false)
                .stopSignal("SIGINT")
                .stopTimeout(Duration.ofMillis(2001))
                .health(HealthSpec.command("ok", "now")
                        .withInterval(Duration.ofSeconds(1))
                        .withTimeout(Duration.ofSeconds(2))
                        .withStartPeriod(Duration.ofSeconds(3))
                        .withStartInterval(Duration.ofMillis(4))
                        .withRetries(5))
                .resources(Resources.of(2, 1)
                        .withMemorySwap(-1)
                        .withMemoryReservation(512L << 20)
                        .withMemorySwappiness(10)
                        .withOomKillDisable(false)
                        .withCpuShares(512)
                        .withCpuPeriod(100_000)
                        .withCpuQuota(50_000)
                        .withCpuRealtimePeriod(1_000_000)
                        .withCpuRealtimeRuntime(950_000)
                        .withCpusetCpus("0-1")
                        .withCpusetMems("0")
                        .withPidsLimit(100)
                        .withBlkioWeight(300)
                        .withBlkioWeightDevice("/dev/sda", 200)
                        .withBlkioWeightDevice("/dev/sdb", 400)
                        .withBlkioDeviceReadBps("/dev/sda", 1 << 20)
                        .withBlkioDeviceWriteBps("/dev/sda", 2 << 20)
                        .withBlkioDeviceReadIops("/dev/sda", 1000)
                        .withBlkioDeviceWriteIops("/dev/sda", 2000)
                        .withCpuCount(2)
                        .withCpuPercent(50)
                        .withIoMaximumIops(300)
                        .withIoMaximumBandwidth(400))
                .restart(RestartPolicy.onFailure(4))
                .autoRemove(false)
                .logDriver(LogDriver.JSON_FILE, Map.of("max-size", "10m"))
                .privileged(false)
                .capAdd("NET_ADMIN")
                .capDrop("CHOWN", "KILL")
                .securityOpt("no-new-privileges")
                .maskedPaths("/proc/kcore")
                .readonlyPaths()
                .groupAdd("staff")
                .groupAdd("1001")
                .readOnly(true)
                .sysctl("net.ipv4.ip_forward", "1")
                .ulimits(new Ulimit("nofile", 1024, 2048), Ulimit.of("core", -1))
                .devices(new DeviceMapping("/dev/null", "/dev/nil", "rw"))
                .deviceRequests(DeviceRequest.ALL_GPUS, DeviceRequest.ids("cdi", "vendor.com/gpu=0"))
                .deviceCgroupRules("c 13:* rwm")
                .oomScoreAdj(-500)
                .init(true)
                .cgroupParent("/mine")
                .cgroupnsMode("private")
                .cgroup("container:other")
                .ipcMode("shareable")
                .pidMode("host")
                .utsMode("host")
                .usernsMode("host")
                .shmSize(128L << 20)
                .runtime("runc")
                .isolation("default")
                .consoleSize(24, 80)
                .containerIdFile("/tmp/id")
                .annotation("org.example.note", "x")
                .publish(8080, "127.0.0.1", 8081)
                .publish(8080, "127.0.0.1", 8082)
                .publish("53/udp", "0.0.0.0", 0)
                .publishAll(true)
                .network(EndpointSpec.of("front.net")
                        .withAliases("web", "www")
                        .withIpv4("10.9.0.5")
                        .withIpv6("fd00::5")
                        .withMacAddress("02:42:0a:09:00:05")
                        .withDriverOption("a.b", "c")
                        .withGatewayPriority(7))
                .network("back")
                .links("db:database")
                .dns("10.0.0.1")
                .dnsOptions("ndots:1")
                .dnsSearch("example.org")
                .extraHosts("one:10.0.0.2")
                .binds("/src:/dst:ro")
                .binds("named:/vol")
                .mounts(
                        MountSpec.bind("/a", "/b")
                                .withReadOnly()
                                .withConsistency("cached")
                                .withPropagation("rslave")
                                .withNonRecursive()
                                .withCreateMountpoint()
                                .withReadOnlyNonRecursive()
                                .withReadOnlyForceRecursive(),
                        MountSpec.volume("v", "/v")
                                .withNoCopy()
                                .withLabel("x.y", "1")
                                .withLabel("z", "2")
                                .withSubpath("sub")
                                .withDriver("local", Map.of("type", "tmpfs")))
                .mounts(
                        MountSpec.anonymousVolume("/anonymous"),
                        MountSpec.tmpfs("/t")
                                .withTmpfsSize(65536)
                                .withTmpfsMode(01777)
                                .withTmpfsOptions("exec", "uid=1000"),
                        MountSpec.image("other:1", "/i").withSubpath("etc"),
                        MountSpec.namedPipe("pipe", "pipe"))
                .tmpfs("/run", "size=64k")
                .tmpfs("/x.y", "")
                .volumesFrom("data:ro")
                .volumeDriver("local")
                .storageOpt("size", "10G")
                .build();
    }

    @Test
    @Acceptance(
            value = {
                "B-039", "B-040", "B-041", "B-042", "B-043", "B-044", "B-045", "B-046", "B-047", "B-048", "B-049",
                "B-050", "B-051", "B-052", "B-053", "B-054", "B-055", "B-056", "B-057", "B-058", "B-059", "B-060",
                "B-061", "B-062", "B-063", "B-064", "B-066", "B-067", "B-068", "B-069", "B-070", "B-071", "B-072",
                "B-073", "B-074", "B-075", "B-076", "B-077", "B-078", "B-079", "B-080", "B-081", "B-082", "B-083",
                "B-084", "B-085", "B-086", "B-087", "B-088", "B-089", "B-090", "B-091", "B-092", "B-093", "B-094",
                "B-095", "B-096", "B-097", "B-098", "B-099"
            },
            by = "ContainerSpec.of(image) and a method of the builder for each")
    @Acceptance(value = "B-101", by = "correct spelling, whole numbers, nothing that isn't set")
    void everyOptionIsSentAsTheApiSpellsIt() throws Exception {
        engine.next(json(201, ID));

        assertThat(client("1.51").containers().create(everything())).isEqualTo("c1");

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.51/containers/create?name=all&platform=linux%2Farm64%2Fv8");
        assertThat(MAPPER.readTree(call.bodyText())).isEqualTo(MAPPER.readTree(EVERYTHING));
    }

    @Test
    @Acceptance(value = "B-101", by = "correct spelling, whole numbers, nothing that isn't set")
    void whatIsNotSetIsNotSent() throws Exception {
        engine.next(json(201, ID));

        client("1.51").containers().create(box().build());

        assertThat(sent()).isEqualTo(MAPPER.readTree("{\"Image\":\"box:1\"}"));
    }

    @Test
    @Acceptance(value = "B-065", by = "Resources.withKernelMemory(bytes); refused where engines ignore it")
    void kernelMemoryIsForOldEnginesOnly() throws Exception {
        engine.next(json(201, ID));
        ContainerSpec spec = box().resources(
                        Resources.NONE.withKernelMemory(1 << 24).withKernelMemoryTcp(1 << 23))
                .build();

        client("1.41").containers().create(spec);

        assertThat(sent().get("HostConfig"))
                .isEqualTo(MAPPER.readTree("{\"KernelMemory\":16777216,\"KernelMemoryTCP\":8388608}"));
        assertThatThrownBy(() -> client("1.42").containers().create(spec))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageStartingWith("Cannot create a container from image 'box:1': 'HostConfig.KernelMemory' needs")
                .hasMessageContaining("an API older than 1.42")
                .hasMessageContaining("is Docker with API 1.42. Do without it, or use another engine.");
    }

    private void needs(String version, UnaryOperator<ContainerSpec.Builder> option) throws Exception {
        ContainerSpec spec = option.apply(box()).build();
        ApiVersion needed = ApiVersion.parse(version);

        assertThatThrownBy(
                        () -> client("1." + (needed.minor() - 1)).containers().create(spec))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageStartingWith("Cannot create a container from image 'box:1': '")
                .hasMessageContaining("' needs Docker with API " + version)
                .hasMessageContaining("is Docker with API 1." + (needed.minor() - 1) + ". Do without it");
        assertThat(engine.callsLeft()).isZero();
        engine.next(json(201, ID));
        client(version).containers().create(spec);
        engine.call();
    }

    @Test
    void whatAnOlderEngineWouldIgnoreIsRefused() throws Exception {
        needs("1.41", spec -> spec.platform("linux/amd64"));
        needs("1.41", spec -> spec.cgroupnsMode("host"));
        needs("1.43", spec -> spec.annotation("a", "b"));
        needs("1.44", spec -> spec.health(HealthSpec.OF_IMAGE.withStartInterval(Duration.ofSeconds(1))));
        needs(
                "1.42",
                spec -> spec.mounts(
                        MountSpec.tmpfs("/t"), MountSpec.bind("/a", "/b").withCreateMountpoint()));
        needs("1.44", spec -> spec.mounts(MountSpec.bind("/a", "/b").withReadOnlyNonRecursive()));
        needs("1.44", spec -> spec.mounts(MountSpec.bind("/a", "/b").withReadOnlyForceRecursive()));
        needs("1.45", spec -> spec.mounts(MountSpec.volume("v", "/v").withSubpath("sub")));
        needs("1.46", spec -> spec.mounts(MountSpec.tmpfs("/t").withTmpfsOptions("exec")));
        needs("1.48", spec -> spec.mounts(MountSpec.image("i", "/i")));
        needs("1.48", spec -> spec.network(EndpointSpec.of("n").withGatewayPriority(1)));
    }

    @Test
    void anOlderEngineGetsTheOtherNetworksAfterwards() throws Exception {
        engine.next(json(201, ID)).next(json(200, "")).next(json(200, ""));
        // Whether it is Podman is asked of the ping, too.
        DockerClient client = engine.client();

        client.containers()
                .create(box().network(EndpointSpec.of("one").withMacAddress("02:42:0a:09:00:05"))
                        .network("two", "alias")
                        .network("three")
                        .build());

        JsonNode body = sent();
        assertThat(body.at("/HostConfig/NetworkMode").asText()).isEqualTo("one");
        assertThat(body.at("/NetworkingConfig/EndpointsConfig").fieldNames())
                .toIterable()
                .containsExactly("one");
        assertThat(body.get("MacAddress").asText()).isEqualTo("02:42:0a:09:00:05");
        ScriptedCall second = engine.call();
        assertThat(second.line()).isEqualTo("POST /v1.41/networks/two/connect");
        assertThat(MAPPER.readTree(second.bodyText()))
                .isEqualTo(MAPPER.readTree("{\"Container\":\"c1\",\"EndpointConfig\":{\"Aliases\":[\"alias\"]}}"));
        assertThat(engine.call().line()).isEqualTo("POST /v1.41/networks/three/connect");
    }

    @Test
    void anOlderEngineWouldIgnoreAMacAddressInTheOtherNetworks() {
        ContainerSpec spec = box().network("one")
                .network(EndpointSpec.of("two").withMacAddress("02:42:0a:09:00:05"))
                .build();

        assertThatThrownBy(() -> client("1.43").containers().create(spec))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageStartingWith("Cannot create a container from image 'box:1': a MAC address in network 'two',"
                        + " not the main one, needs Docker with API 1.44");
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    void dockerWouldIgnoreAMacAddressOfAConnection() {
        EndpointSpec place = EndpointSpec.of("net").withMacAddress("02:42:0a:09:00:05");

        assertThatThrownBy(() -> client("1.51").networks().connect("db", place))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageStartingWith("Cannot connect container 'db' to network 'net': a MAC address for a container"
                        + " that there is already needs Podman");
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    void aContainerThatCannotJoinItsNetworksIsRemoved() throws Exception {
        engine.next(json(201, ID))
                .next(json(404, "{\"message\":\"no such net\"}"))
                .next(noContent());

        assertThatThrownBy(() -> engine.client()
                        .containers()
                        .create(box().network("one").network("two").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot connect container 'c1' to network 'two': ")
                .hasNoSuppressedExceptions();

        engine.call();
        engine.call();
        assertThat(engine.call().line()).isEqualTo("DELETE /v1.41/containers/c1?force=true&v=true");
    }

    @ParameterizedTest
    @CsvSource({"1.51, false", "1.52, true"})
    void theAddressOfTheFirstNetworkGoesWhereTheEngineTakesIt(String version, boolean inNetwork) throws Exception {
        engine.next(json(201, ID)).next(json(201, ID));
        DockerClient client = client(version);

        client.containers().create(box().macAddress("02:42:ac:11:00:09").build());
        JsonNode alone = sent();
        client.containers()
                .create(box().macAddress("02:42:ac:11:00:09").network("one").build());
        JsonNode network = sent();

        String address = "/NetworkingConfig/EndpointsConfig/%s/MacAddress";
        assertThat(alone.at(address.formatted("default")).asText()).isEqualTo(inNetwork ? "02:42:ac:11:00:09" : "");
        assertThat(network.at(address.formatted("one")).asText()).isEqualTo(inNetwork ? "02:42:ac:11:00:09" : "");
    }

    @Test
    @Acceptance(value = "B-100", by = "containers().createWithWarnings(spec), 400 to 500 as exceptions")
    void warningsAreHandedOn() {
        engine.next(json(201, "{\"Id\":\"c1\",\"Warnings\":[\"No swap limit\"],\"New\":1}"))
                .next(json(201, "{\"Id\":\"c2\",\"Warnings\":null}"));
        Containers containers = engine.client().containers();

        assertThat(containers.createWithWarnings(box().build()))
                .satisfies(created -> assertThat(created.id()).isEqualTo("c1"))
                .satisfies(created -> assertThat(created.warnings()).containsExactly("No swap limit"))
                .satisfies(created -> assertThat(created.more()).containsEntry("New", 1));
        assertThat(containers.createWithWarnings(box().build()).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, dev.drydock.client.BadRequestException",
        "404, dev.drydock.client.NotFoundException",
        "406, dev.drydock.client.DockerResponseException",
        "409, dev.drydock.client.ConflictException",
        "500, dev.drydock.client.EngineFailureException"
    })
    @Acceptance(value = "B-100", by = "containers().createWithWarnings(spec), 400 to 500 as exceptions")
    void aRefusalIsAnException(int status, Class<? extends Throwable> type) {
        engine.next(json(status, "{\"message\":\"I won't\"}"));

        assertThatThrownBy(() -> engine.client().containers().create(box().build()))
                .isExactlyInstanceOf(type)
                .hasMessageStartingWith("Cannot create a container from image 'box:1': ")
                .hasMessageContaining("I won't");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "80/icmp", "a", "80/", "-1", "80/TCP", "999999"})
    void whatIsNoPortIsNotExposed(String port) {
        assertThatThrownBy(() -> box().expose(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 65535");
    }

    @Test
    @Acceptance(
            value = {"B-011", "B-012"},
            by = "RestartPolicy, LogDriver")
    void namesAreThoseOfTheEngine() {
        assertThat(RestartPolicy.Kind.values())
                .extracting(Object::toString)
                .containsExactly("no", "on-failure", "always", "unless-stopped");
        assertThat(LogDriver.values())
                .extracting(Object::toString)
                .contains("none", "json-file", "journald", "gelf", "awslogs", "splunk", "syslog", "local");
    }

    @Test
    void mistakesAreRefusedWithWords() {
        assertThatThrownBy(() -> new RestartPolicy(RestartPolicy.Kind.ALWAYS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'always'");
        assertThatThrownBy(() -> MountSpec.tmpfs("/t").withNoCopy())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "A mount of type 'tmpfs' can't have 'VolumeOptions.NoCopy': that is for the type 'volume'.");
        assertThatThrownBy(() -> MountSpec.bind(" ", "/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HostConfig.Mounts.Source");
        assertThatThrownBy(() -> new DeviceMapping("/dev/x", "/dev/x", "rx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'rx'");
        assertThatThrownBy(() -> new DeviceRequest(null, 1, List.of("a"), List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box().stopTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthSpec.NONE.withInterval(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HealthSpec.NONE.withRetries(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box().oomScoreAdj(1001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box().shmSize(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> box().binds("/a:/b", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot describe a container: 'HostConfig.Binds' is given something blank.");
    }

    @Test
    void nothingSecretIsInATextOfIt() {
        assertThat(HealthSpec.shell("check --password pw-1")).asString().doesNotContain("pw-1");
        assertThat(MountSpec.volume("v", "/v").withDriver("local", Map.of("o", "password=pw-1")))
                .asString()
                .doesNotContain("pw-1");
        assertThat(everything()).asString().contains("box:1").contains("Env").doesNotContain("A=1");
        assertThat(CommitSpec.unnamed().env("A", "pw-1").build())
                .asString()
                .contains("Env")
                .doesNotContain("pw-1");
    }
}
