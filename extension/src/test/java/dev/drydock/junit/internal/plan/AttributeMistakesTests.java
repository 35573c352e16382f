package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.ContainerSpec;
import dev.drydock.junit.ContainerCustomizer;
import dev.drydock.junit.ContainerListener;
import dev.drydock.junit.CopyIn;
import dev.drydock.junit.FromDockerfile;
import dev.drydock.junit.HealthCheck;
import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;

/** Nonsense in each attribute that {@link MistakesTests} hasn't got, and how it is said. */
class AttributeMistakesTests {
    abstract static class AbstractListener implements ContainerListener {}

    @SuppressWarnings("ClassCanBeStatic") // That it isn't is the mistake.
    class InnerCustomizer implements ContainerCustomizer {
        @Override
        public void customize(ContainerSpec.Builder spec) {}
    }

    @WithContainer(
            name = "process",
            image = "busybox:1",
            entrypoint = {" ", "x"},
            user = "a b",
            workingDir = "tmp",
            hostname = "a b",
            labels = {"dev.drydock.run=1", "b", "c=1", "c=2"},
            platform = "linux",
            restart = "sometimes",
            startAttempts = 11,
            stopSignal = "sigterm",
            stopTimeout = -1,
            pullAge = "old",
            exports = "novalue",
            logTo = "src",
            listeners = AbstractListener.class,
            customizers = InnerCustomizer.class)
    @WithContainer(name = "blank", image = "busybox:1", logTo = " ", startAttempts = 0, stopSignal = "100")
    static class ProcessTestCase {}

    @WithContainer(
            name = "limits",
            image = "busybox:1",
            memory = "much",
            cpus = Double.POSITIVE_INFINITY,
            shmSize = "-1m",
            ulimits = {"nofile", "nofile=2:1", "nproc=-1:5"},
            capAdd = "NET ADMIN",
            capDrop = "")
    @WithContainer(name = "little", image = "busybox:1", memory = "99999999999999g", shmSize = "0", cpus = 0.001)
    static class LimitsTestCase {}

    @WithContainer(
            name = "ports",
            image = "busybox:1",
            ports = 80,
            publish = {"80", "x", "53/sctp", "0:81", "1:65536", "7000:82", "7000:83", "53/udp", "54:53/udp"})
    static class PortsTestCase {}

    @WithContainer(name = "a", image = "busybox:1", publish = "7000:80")
    @WithContainer(
            name = "b",
            image = "busybox:1",
            publish = {"7000:80/udp", "7000:81"})
    static class SamePortTestCase {}

    @WithContainer(
            name = "network",
            image = "busybox:1",
            network = "my net",
            extraHosts = {"db", "db:localhost", ":1.2.3.4", "a b:1.2.3.4"},
            aliases = "-a")
    @WithContainer(name = "host", image = "busybox:1", network = "host", ports = 80, hostAccess = true, aliases = "a")
    @WithContainer(name = "none", image = "busybox:1", network = "none", publish = "53/udp")
    static class NetworkTestCase {}

    @WithContainer(
            name = "files",
            image = "busybox:1",
            tmpfs = "/run",
            binds = "src:/src",
            volumes = "data:/data:ro",
            files = {
                @CopyIn(to = "/etc/", content = "s3cret"),
                @CopyIn(to = "etc", content = "s3cret"),
                @CopyIn(to = "/etc/../a", content = "s3cret"),
                @CopyIn(to = "/b", from = "src", content = "s3cret"),
                @CopyIn(to = "/c", from = "no/such"),
                @CopyIn(to = "/d", from = "classpath:no/such"),
                @CopyIn(to = "/e", mode = 010000),
                @CopyIn(to = "/f", owner = "postgres"),
                @CopyIn(to = "/g"),
                @CopyIn(to = "/g"),
                @CopyIn(to = "/run/h"),
                @CopyIn(to = "/src/i"),
                @CopyIn(to = "/data/j"),
                @CopyIn(to = "/k", from = "\0")
            })
    static class FilesTestCase {}

    @WithContainer(
            name = "storage",
            image = "busybox:1",
            volumes = {"data", "./data:/data", "data:/a", "/b:rx", "/"},
            binds = {"src", "no/such:/c", "src:/a/"},
            tmpfs = {"tmp", "/a:size=1m"})
    static class StorageTestCase {}

    @WithContainer(
            name = "health",
            image = "busybox:1",
            healthCheck =
                    @HealthCheck(
                            value = "true",
                            command = "true",
                            disabled = true,
                            interval = "1",
                            timeout = "99999999999d",
                            startPeriod = "0s",
                            retries = -1),
            ready = @Ready(healthCmd = "true"))
    static class HealthTestCase {}

    @WithContainer(name = "both", image = "busybox:1", build = @FromDockerfile("src"))
    @WithContainer(name = "nowhere", build = @FromDockerfile("no/such"))
    @WithContainer(name = "nofile", build = @FromDockerfile(value = "src", args = "x"))
    static class BuildTestCase {}

    private static void wrong(Class<?> type, String... words) {
        assertThatThrownBy(() -> ClassPlans.of(type))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("s3cret")
                .satisfies(e -> assertThat(e.getMessage().lines().count() - 1)
                        .as(e.getMessage())
                        .isEqualTo(words.length));
    }

    @Test
    void process() {
        wrong(
                ProcessTestCase.class,
                "'process' on class ProcessTestCase: entrypoint: the program is blank",
                "user = \"a b\": it takes a name or number",
                "workingDir = \"tmp\": a path in the container begins with /",
                "hostname = \"a b\": it has letters",
                "labels: dev.drydock.run is one of Drydock's own; choose another name",
                "labels: entry 2 isn't of the form NAME=value",
                "labels: c is set twice",
                "platform = \"linux\": it takes OS/ARCHITECTURE",
                "restart = \"sometimes\": it takes no, on-failure[:TIMES], always or unless-stopped",
                "startAttempts = 11: it takes 1 to 10",
                "stopSignal = \"sigterm\": it takes a name such as SIGTERM",
                "stopTimeout = -1: it takes seconds",
                "pullAge = 'old' is no time",
                "exports: entry 1 isn't of the form NAME=value",
                "logTo = \"src\": it takes stdout, stderr or a file, and this is a folder",
                "listeners = dev.drydock.junit.internal.plan.AttributeMistakesTests$AbstractListener: it must be a class with",
                "customizers = dev.drydock.junit.internal.plan.AttributeMistakesTests$InnerCustomizer: it must be a class with",
                "'blank' on class ProcessTestCase: startAttempts = 0",
                "stopSignal = \"100\"",
                "logTo = \" \": it takes stdout, stderr or a file, and this is blank");
    }

    @Test
    void limits() {
        wrong(
                LimitsTestCase.class,
                "memory = 'much' is no size: it takes a number with k, m or g",
                "cpus = Infinity: it takes a number of processors",
                "shmSize = '-1m' is no size",
                "ulimits = \"nofile\": it takes NAME=SOFT[:HARD]",
                "ulimits = \"nofile=2:1\": the soft limit is above the hard one",
                "ulimits = \"nproc=-1:5\": the soft limit is above the hard one",
                "capAdd = \"NET ADMIN\": it takes the name of a capability",
                "capDrop = \"\": it takes the name of a capability",
                "memory = '99999999999999g' is more than any machine has",
                "shmSize = '0' is no size",
                "cpus = 0.001: it takes");
    }

    @Test
    void ports() {
        wrong(
                PortsTestCase.class,
                "ports: 80/tcp is named twice",
                "publish = \"x\": it takes [HOSTPORT:]PORT[/tcp|/udp]",
                "publish = \"53/sctp\": it takes",
                "publish = \"0:81\": a port is 1 to 65535",
                "publish = \"1:65536\": a port is 1 to 65535",
                "publish: two ports are to be 7000 of this machine",
                "ports: 53/udp is named twice");
    }

    @Test
    void samePortOfThisMachine() {
        wrong(SamePortTestCase.class, "'a' and 'b' are both to have port 7000 of this machine");
    }

    @Test
    void network() {
        wrong(
                NetworkTestCase.class,
                "network = \"my net\": it takes the name of a network, host or none",
                "extraHosts = \"db\": it takes NAME:ADDRESS",
                "extraHosts = \"db:localhost\": it takes",
                "extraHosts = \":1.2.3.4\": it takes",
                "extraHosts = \"a b:1.2.3.4\": it takes",
                "aliases = \"-a\": a name has",
                "'host' on class NetworkTestCase: network = \"host\" publishes no ports",
                "hostAccess with network = \"host\"",
                "aliases with network = \"host\"",
                "network = \"none\" publishes no ports");
    }

    @Test
    void files() {
        wrong(
                FilesTestCase.class,
                "to = \"/etc/\": it is the whole path",
                "to = \"etc\": it is the whole path",
                "to = \"/etc/../a\": it is the whole path",
                "files: the file for /b has from and content: it is either",
                "from = \"no/such\": there is no file",
                "from = \"classpath:no/such\": there is no resource no/such on the class path",
                "mode = 4096: it takes permissions in octal",
                "owner = \"postgres\": it takes UID or UID:GID, in numbers",
                "files: two files are to be /g",
                "files: /run/h can't be copied to: tmpfs = \"/run\" is empty at the start",
                "files: /src/i is in binds",
                "files: /data/j can't be copied to: the volume at /data is read-only",
                "files: from: it is no path of this machine");
    }

    @Test
    void storage() {
        wrong(
                StorageTestCase.class,
                "volumes = \"data\": it takes [NAME:]PATH[:ro]; files of this machine are binds",
                "volumes = \"./data:/data\": it takes",
                "volumes = \"/b:rx\": it takes",
                "nothing can be mounted at /",
                "binds = \"src\": it takes SOURCE:PATH[:ro]",
                "binds = \"no/such:/c\": there is no",
                "two are to be at /a/",
                "tmpfs = \"tmp\": it takes PATH[:OPTIONS]",
                "two are to be at /a");
    }

    @Test
    void healthCheck() {
        wrong(
                HealthTestCase.class,
                "healthCheck: value and command: it is either",
                "healthCheck: it is disabled, and has a command",
                "healthCheck: ready has a healthCmd, too",
                "healthCheck: retries = -1",
                "healthCheck: interval = '1' is no time",
                "healthCheck: timeout = '99999999999d' is longer than engines can count",
                "healthCheck: startPeriod = '0s' is no time");
    }

    @Test
    void build() {
        wrong(
                BuildTestCase.class,
                "'both' on class BuildTestCase: image and build: it is either",
                "build: there is no file",
                "build = \"no/such\": there is no such folder",
                "build: args: entry 1 isn't of the form NAME=value",
                "'nofile' on class BuildTestCase: build: there is no file");
    }
}
