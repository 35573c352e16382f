package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.client.model.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds, with each builder that the engine has. */
class BuildIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    /** In the mirror where there is one: builders ask a registry for what they don't find, and BuildKit always. */
    private static final String FROM = "FROM " + EngineFixture.reachable(EngineFixture.BUSYBOX) + "\n";

    @TempDir
    Path folder;

    private final Images images = engine.client().images();
    private final List<Progress> progress = new ArrayList<>();
    private final BuildSpec spec = BuildSpec.DEFAULT.withLabels(engine.labels());

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String output(String image, String... command) {
        return engine.output(engine.start(ContainerSpec.of(image)
                .command(command)
                .label(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL))));
    }

    private String told() {
        return progress.stream()
                .map(Progress::stream)
                .filter(text -> text != null)
                .collect(Collectors.joining());
    }

    /** Links are kept, modes, times; the image has what the folder has. */
    @ParameterizedTest
    @EnumSource
    @Acceptance(value = "E-034", by = "images().build(spec, BuildContext.of(folder), progress)")
    void aFolderIsInTheImageAsItIs(BuildSpec.Builder builder) throws IOException {
        write("Dockerfile", FROM + "COPY . /app/\n");
        write(".dockerignore", "*.log\nDockerfile\nsecret/\n");
        write("build.log", "x");
        write("secret/key", "x");
        write("bin/run", "#!/bin/sh\necho größer\n");
        Files.setPosixFilePermissions(folder.resolve("bin/run"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(folder.resolve("bin/run"), FileTime.from(Instant.ofEpochSecond(1577934245)));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("bin"));
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("no/where"));
        Files.createLink(folder.resolve("other"), folder.resolve("bin/run"));
        write("größe/".repeat(20) + "ä", "x");

        String id = images.build(spec.withBuilder(builder), BuildContext.of(folder), progress::add);

        assertThat(output(
                        id,
                        "sh",
                        "-c",
                        "cd /app && /app/link/run && stat -c '%a %u:%g %Y' bin/run && readlink nowhere"))
                .isEqualTo("größer\n750 0:0 1577934245\nno/where\n");
        assertThat(output(id, "sh", "-c", "cd /app && cat other bin/run | wc -l && find . -name ä | wc -l"))
                .isEqualTo("4\n1\n");
        assertThat(output(id, "find", "/app", "-name", "*.log")).isEmpty();
        assertThat(output(id, "find", "/app", "-name", "key")).isEmpty();
        assertThat(images.inspect(id).config().labels()).containsAllEntriesOf(engine.labels());
    }

    @ParameterizedTest
    @EnumSource
    @Acceptance(value = "B-143", by = "images().build(spec, context, progress)")
    void stepsAndTheirOutputAreTold(BuildSpec.Builder builder) {
        BuildContext context = new BuildContext().dockerfile(FROM + "RUN echo to-stdout; echo to-stderr >&2\n");

        String id = images.build(spec.withBuilder(builder).withNoCache(true), context, progress::add);

        assertThat(told())
                .containsPattern("(?i)(step 2/|\\[2/2] )")
                .contains("RUN echo to-stdout")
                .contains("to-stdout\n")
                .contains("to-stderr\n");
        assertThat(images.inspect(id).id()).contains(id.replace("sha256:", ""));
    }

    @ParameterizedTest
    @EnumSource
    @Acceptance(value = "B-129", by = "spec.withQuiet(true)")
    void aQuietBuildTellsTheIdToo(BuildSpec.Builder builder) {
        BuildContext context = new BuildContext().dockerfile(FROM + "RUN echo hello\n");

        String id = images.build(spec.withBuilder(builder).withQuiet(true), context, progress::add);

        assertThat(told()).doesNotContain("RUN echo");
        assertThat(images.inspect(id).config().labels()).containsAllEntriesOf(engine.labels());
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatFailsIsAnErrorAfterItsOutput(BuildSpec.Builder builder) {
        BuildContext context = new BuildContext().dockerfile(FROM + "RUN echo why it fails && exit 9\n");

        assertThatThrownBy(() -> images.build(spec.withBuilder(builder), context, progress::add))
                .isInstanceOf(DockerStreamException.class)
                .hasMessageStartingWith("Cannot build an image: the engine reports '")
                .hasMessageContaining("exit 9");
        assertThat(told()).contains("why it fails\n");
    }

    /** What an engine says at once must come through, though most of what is sent to it stays unread. */
    @ParameterizedTest
    @EnumSource
    void aMistakeIsTheEnginesErrorAlsoWithALargeContext(BuildSpec.Builder builder) throws IOException {
        write("Dockerfile", "NONSENSE\n");
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
            file.setLength(100_000_000);
        }
        BuildContext context = BuildContext.of(folder);

        assertThatThrownBy(() -> images.build(spec.withBuilder(builder), context, progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageMatching("Cannot build an image: the engine (reports|answered 400) '.*(NONSENSE|FROM).*'.");
        assertThatThrownBy(() -> images.build(
                        spec.withBuilder(builder).withParameter("buildargs", "nonsense"), context, progress::add))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot build an image: the engine answered ");
    }

    @ParameterizedTest
    @EnumSource
    @Acceptance(
            value = {"B-126", "B-127"},
            by = "spec.withDockerfile(path).withTags(names…)")
    @Acceptance(
            value = {"B-130", "B-132", "B-133", "B-141", "E-038"},
            by = "spec.withNoCache, withRm, withForceRm, withBuildArgs")
    void optionsReachTheBuilder(BuildSpec.Builder builder) throws IOException {
        write(
                "docker/app",
                "FROM " + EngineFixture.reachable(EngineFixture.BUSYBOX) + " AS base\nARG GIVEN=a\n"
                        + "ARG DEFAULT=b\nARG NONE=c\nRUN echo $GIVEN,$DEFAULT,$NONE >/args\nFROM base\nRUN exit 1\n");
        ImageReference first = ImageReference.parse("drydock-test/" + engine.name("a") + ":1");
        ImageReference second = ImageReference.parse("drydock-test/" + engine.name("b") + ":2");
        Map<String, String> arguments = new HashMap<>(Map.of("GIVEN", "x y"));
        arguments.put("NONE", null);

        String id = images.build(
                spec.withBuilder(builder)
                        .withDockerfile("docker/app")
                        .withTags(first, second)
                        .withTarget("base")
                        .withNoCache(true)
                        .withRm(true)
                        .withForceRm(true)
                        .withBuildArgs(arguments),
                BuildContext.of(folder),
                progress::add);

        assertThat(images.inspect(first.toString()).id())
                .isEqualTo(images.inspect(id).id());
        assertThat(images.inspect(second.toString()).id())
                .isEqualTo(images.inspect(id).id());
        assertThat(output(id, "cat", "/args")).isEqualTo("x y,b,c\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gz", "bzip2", "xz"})
    @Acceptance(value = "B-125", by = "images().build(spec, inputStream, progress)")
    @Acceptance(value = "E-033", by = "images().build(spec, inputStream, progress)")
    void anArchiveMayBeCompressed(String how) throws IOException, CompressorException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] tar = new BuildContext()
                .add("Dockerfile", FROM + "COPY a /a\n")
                .add("a", how)
                .open()
                .readAllBytes();
        if (how.equals("none")) {
            bytes.writeBytes(tar);
        } else {
            try (OutputStream out = how.equals("xz")
                    ? new Piped("xz", bytes)
                    : new CompressorStreamFactory().createCompressorOutputStream(how, bytes)) {
                out.write(tar);
            }
        }

        String id;
        try {
            id = images.build(spec, new ByteArrayInputStream(bytes.toByteArray()), progress::add);
        } catch (EngineFailureException e) {
            // Docker calls a program of the engine's machine for this one alone.
            assertThat(how).isEqualTo("xz");
            assertThat(e).hasMessageContaining("\"xz\": executable file not found");
            return;
        }

        assertThat(output(id, "cat", "/a")).isEqualTo(how);
    }

    /** What a command makes of it; commons-compress would need another library for xz. */
    private static final class Piped extends ByteArrayOutputStream {
        private final String command;
        private final ByteArrayOutputStream to;

        Piped(String command, ByteArrayOutputStream to) {
            this.command = command;
            this.to = to;
        }

        @Override
        public void close() throws IOException {
            Process process = new ProcessBuilder(command, "-c").start();
            try (OutputStream in = process.getOutputStream()) {
                writeTo(in);
            }
            to.writeBytes(process.getInputStream().readAllBytes());
        }
    }

    @Test
    @Acceptance(
            value = {"B-128", "E-032"},
            by =
                    "images().build(spec.withRemote(address), progress); an address can't be a name, so without a tag the image has its id alone")
    void anImageIsBuiltFromAnAddress() throws IOException {
        byte[] tar = new BuildContext()
                .add("Dockerfile", FROM + "COPY a /a\n")
                .add("a", "fetched")
                .open()
                .readAllBytes();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/context.tar", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/x-tar");
            exchange.sendResponseHeaders(200, tar.length);
            exchange.getResponseBody().write(tar);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/context.tar";

            String id = images.build(spec.withRemote(address), progress::add);

            assertThat(output(id, "cat", "/a")).isEqualTo("fetched");
            assertThat(images.inspect(id).repoTags()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Acceptance(value = "B-128", by = "images().build(spec.withRemote(address), progress)")
    void anAddressWhereNothingIsIsAnError() {
        assertThatThrownBy(() -> images.build(spec.withRemote("http://127.0.0.1:1/context.tar"), progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot build an image: the engine ")
                .hasMessageContaining("127.0.0.1:1");
    }

    /** BuildKit takes them and leaves them alone. */
    @Test
    @Acceptance(
            value = {"B-134", "B-135", "B-136", "B-137", "B-138", "B-139", "B-140", "E-037"},
            by =
                    "spec.withMemory, withMemorySwap, withCpuShares, withCpusetCpus, withCpuPeriod, withCpuQuota, withShmSize, withUlimit")
    void limitsHoldForTheSteps() {
        BuildContext context = new BuildContext()
                .dockerfile(
                        FROM
                                + "RUN ulimit -n; df -k /dev/shm | tail -1; cat /etc/hosts; grep Cpus_allowed_list /proc/self/status\n");

        images.build(
                spec.withBuilder(BuildSpec.Builder.CLASSIC)
                        .withNoCache(true)
                        .withMemory(256 << 20)
                        .withMemorySwap(-1)
                        .withCpuShares(512)
                        .withCpusetCpus("0")
                        .withCpuPeriod(Duration.ofMillis(50))
                        .withCpuQuota(Duration.ofMillis(25))
                        .withShmSize(8 << 20)
                        .withUlimit("nofile", 123, 234)
                        .withExtraHosts("somewhere:10.1.2.3"),
                context,
                progress::add);

        assertThat(told()).contains("123\n").containsPattern("\\s8192\\s").contains("somewhere");
        assertThat(told()).containsPattern("Cpus_allowed_list:\\s+0\n");
    }

    @Test
    @Acceptance(value = "B-143", by = "spec.withRm(false)")
    @Acceptance(value = "E-047", by = "spec.withRm(false): false is sent as false")
    void theContainersOfStepsAreKeptOnlyWhenAsked() {
        BuildContext context = new BuildContext()
                .dockerfile(FROM + "LABEL " + EngineFixture.LABEL + "="
                        + engine.labels().get(EngineFixture.LABEL) + "\nRUN echo hello\n");
        BuildSpec classic =
                BuildSpec.DEFAULT.withBuilder(BuildSpec.Builder.CLASSIC).withNoCache(true);

        images.build(classic, context, progress::add);
        assertThat(engine.containers().list(engine.filter())).isEmpty();
        images.build(classic.withRm(false).withForceRm(false), context, progress::add);

        if (!engine.isPodman()) {
            assertThat(engine.containers().list(engine.filter())).isNotEmpty();
        }
    }

    @Test
    void aDockerfileFromElsewhereIsNotCopied() throws IOException {
        Path other = Files.writeString(folder.resolve("Elsewhere"), FROM + "COPY . /app/\n");
        write("context/file", "x");

        String id =
                images.build(spec, BuildContext.of(folder.resolve("context")).dockerfile(other), progress::add);

        assertThat(output(id, "ls", "-A", "/app")).isEqualTo("file\n");
    }

    /** What Podman takes over comes from repositories that only itself fills. */
    @Test
    void stepsAreTakenOverFromAnImageOrItIsRefused() {
        String image = EngineFixture.reachable(EngineFixture.BUSYBOX).toString();
        BuildContext context = new BuildContext().dockerfile(FROM);

        if (engine.isPodman()) {
            assertThatThrownBy(() -> images.build(spec.withCacheFrom(image), context, progress::add))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageStartingWith("Cannot build an image: to take steps over from an image");
            String repository = image.substring(0, image.lastIndexOf(':'));
            assertThat(images.build(spec.withCacheFrom(repository), context, progress::add))
                    .isNotBlank();
        } else {
            assertThat(images.build(spec.withCacheFrom(image), context, progress::add))
                    .isNotBlank();
        }
    }

    /** Podman applies the .dockerignore of the context to what it was sent. */
    @Test
    void whatWasSentIsInTheImage() throws IOException {
        write("Dockerfile", FROM + "COPY a /a\n");
        write("Dockerfile.dockerignore", "b\n");
        write(".dockerignore", "*\n");
        write("a", "x");
        assertThat(output(images.build(spec, BuildContext.of(folder), progress::add), "cat", "/a"))
                .isEqualTo("x");

        Files.delete(folder.resolve("Dockerfile.dockerignore"));
        Files.delete(folder.resolve("a"));
        BuildContext added = BuildContext.of(folder).add("a/[b]", "added");
        assertThat(output(images.build(spec, added, progress::add), "cat", "/a/[b]"))
                .isEqualTo("added");

        Path other = Files.writeString(folder.resolve("My"), FROM + "COPY a /a\n");
        write("My.dockerignore", "b\n");
        write("context/.dockerignore", "*\n");
        write("context/a", "y");
        BuildContext elsewhere = BuildContext.of(folder.resolve("context")).dockerfile(other);
        assertThat(output(images.build(spec, elsewhere, progress::add), "cat", "/a"))
                .isEqualTo("y");
    }

    @Test
    @Acceptance(value = "B-131", by = "spec.withPull(true)")
    void aPullAsksTheRegistry() {
        BuildContext context = new BuildContext().dockerfile("FROM 127.0.0.1:1/none:1\n");

        assertThatThrownBy(() -> images.build(spec.withPull(true), context, progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("refused");
        assertThat(images.build(spec.withPull(true), new BuildContext().dockerfile(FROM), progress::add))
                .isNotBlank();
    }
}
