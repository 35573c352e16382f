package dev.drydock.client;

import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.Progress;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the options of a build are sent, and what is refused before. */
class BuildSpecTests {
    private static final String DONE = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"aux\":{\"ID\":\"sha256:12\"}}";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private List<String> sent(BuildSpec spec) throws InterruptedException {
        engine.next(raw(DONE));
        assertThat(engine.client().images().build(spec, InputStream.nullInputStream(), line -> {}))
                .isEqualTo("sha256:12");
        ScriptedCall call = engine.call();
        assertThat(call.line()).startsWith("POST /v1.41/build?");
        assertThat(call.header("content-type")).isEqualTo("application/x-tar");
        return query(call);
    }

    private static List<String> query(ScriptedCall call) {
        return Arrays.stream(call.line().replaceFirst(".*\\?", "").split("&"))
                .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whatIsNotSetIsNotSent() throws Exception {
        assertThat(sent(BuildSpec.DEFAULT)).containsExactly("forcerm=true", "rm=true");
    }

    private static Map<String, String> withoutValue(String name) {
        Map<String, String> map = new HashMap<>();
        map.put(name, null);
        return map;
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option(spec -> spec.withDockerfile("a/b c"), "dockerfile=a/b c"),
                option(
                        spec -> spec.withTags(ImageReference.parse("a:1"), ImageReference.parse("r.io/b")),
                        "t=a:1",
                        "t=r.io/b"),
                option(spec -> spec.withLabels(Map.of("a", "größe")), "labels={\"a\":\"größe\"}"),
                option(spec -> spec.withBuildArgs(Map.of("A", "x=\"y\"")), "buildargs={\"A\":\"x=\\\"y\\\"\"}"),
                option(spec -> spec.withBuildArgs(withoutValue("A")), "buildargs={\"A\":null}"),
                option(spec -> spec.withBuilder(BuildSpec.Builder.CLASSIC), "version=1"),
                option(spec -> spec.withBuilder(BuildSpec.Builder.BUILDKIT), "version=2"),
                option(spec -> spec.withTarget("server"), "target=server"),
                option(spec -> spec.withPlatform("linux/arm64"), "platform=linux/arm64"),
                option(spec -> spec.withQuiet(true), "q=true"),
                option(spec -> spec.withQuiet(false), "q=false"),
                option(spec -> spec.withNoCache(true), "nocache=true"),
                option(spec -> spec.withCacheFrom("a:1", "b"), "cachefrom=[\"a:1\",\"b\"]"),
                option(spec -> spec.withPull(true), "pull=true"),
                option(spec -> spec.withMemory(0), "memory=0"),
                option(spec -> spec.withMemory(6L << 30), "memory=6442450944"),
                option(spec -> spec.withMemorySwap(-1), "memswap=-1"),
                option(spec -> spec.withCpuShares(512), "cpushares=512"),
                option(spec -> spec.withCpusetCpus("0-2,4"), "cpusetcpus=0-2,4"),
                option(spec -> spec.withCpusetMems("0"), "cpusetmems=0"),
                option(spec -> spec.withCpuPeriod(Duration.ofMillis(100)), "cpuperiod=100000"),
                option(spec -> spec.withCpuQuota(Duration.ofMillis(50)), "cpuquota=50000"),
                option(spec -> spec.withShmSize(64 << 20), "shmsize=67108864"),
                option(spec -> spec.withNetworkMode("none"), "networkmode=none"),
                option(spec -> spec.withExtraHosts("a:1.2.3.4", "b:::1"), "extrahosts=a:1.2.3.4", "extrahosts=b:::1"),
                option(spec -> spec.withSquash(true), "squash=true"),
                option(spec -> spec.withCgroupParent("/a"), "cgroupparent=/a"),
                option(spec -> spec.withIsolation("hyperv"), "isolation=hyperv"),
                option(spec -> spec.withOutput("moby", Map.of()), "outputs=[{"),
                option(spec -> spec.withParameter("layers", true), "layers=true"),
                option(spec -> spec.withParameter("x", "a", "b"), "x=a", "x=b"));
    }

    private static Arguments option(UnaryOperator<BuildSpec> with, String... parameters) {
        return Arguments.of(with, List.of(parameters));
    }

    @ParameterizedTest
    @MethodSource("options")
    @Acceptance(
            value = {
                "B-126", "B-127", "B-129", "B-130", "B-131", "B-134", "B-135", "B-136", "B-137", "B-138", "B-139",
                "B-140", "B-141", "E-030"
            },
            by = "BuildSpec.DEFAULT.with…(…)")
    void anOptionIsAParameter(UnaryOperator<BuildSpec> with, List<String> parameters) throws Exception {
        BuildSpec spec = with.apply(BuildSpec.DEFAULT);

        assertThat(sent(spec).stream().filter(each -> !each.matches("(forcerm|rm)=true")))
                .hasSameSizeAs(parameters)
                .allMatch(each -> parameters.stream().anyMatch(each::startsWith))
                .doesNotHaveDuplicates();
        assertThat(spec).isEqualTo(with.apply(BuildSpec.DEFAULT)).isNotEqualTo(BuildSpec.DEFAULT);
        assertThat(spec).hasSameHashCodeAs(with.apply(BuildSpec.DEFAULT));
    }

    @Test
    @Acceptance(
            value = {"B-132", "B-133", "B-143", "E-047"},
            by = "spec.withRm(false): sent as false, since engines take true for granted")
    void falseIsSentWhereItWasSet() throws Exception {
        assertThat(sent(BuildSpec.DEFAULT.withRm(false).withForceRm(false)))
                .containsExactly("forcerm=false", "rm=false");
    }

    @Test
    @Acceptance(value = "E-037", by = "spec.withUlimit(name, soft, hard)")
    void ulimitsAreAnArray() throws Exception {
        BuildSpec spec = BuildSpec.DEFAULT.withUlimit("nofile", 10, 20).withUlimit("core", -1, -1);

        String ulimits = sent(spec).stream()
                .filter(each -> each.startsWith("ulimits="))
                .findFirst()
                .orElseThrow();
        assertThat(ulimits)
                .contains("\"Name\":\"nofile\"", "\"Soft\":10", "\"Hard\":20", "\"Name\":\"core\"", "\"Soft\":-1")
                .startsWith("ulimits=[{")
                .endsWith("}]");
    }

    @Test
    @Acceptance(
            value = "E-032",
            by = "images().build(spec.withRemote(address), progress): an address can't be a name, so there is none")
    void anAddressIsSentWithoutABody() throws Exception {
        engine.next(raw(DONE));

        engine.client()
                .images()
                .build(BuildSpec.DEFAULT.withRemote("https://git.example.org/a.git#main:x"), line -> {});

        ScriptedCall call = engine.call();
        assertThat(query(call))
                .containsExactly("forcerm=true", "remote=https://git.example.org/a.git#main:x", "rm=true");
        assertThat(call.header("content-type")).isNull();
        assertThat(call.body()).isEmpty();
    }

    @Test
    @Acceptance(
            value = {"E-006", "E-033"},
            by = "images().build(spec, progress): refused without an address")
    @Acceptance(
            value = "E-008",
            by = "images().build(spec, context, progress): one context by its type; with an address, too, refused")
    void thereIsOneSource() {
        Images images = engine.client().images();
        BuildSpec remote =
                BuildSpec.DEFAULT.withRemote("https://example.org/a.tar").withTags(ImageReference.parse("a:1"));

        assertThatThrownBy(() -> images.build(BuildSpec.DEFAULT, line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot build an image: there is nothing to build from. Give a context, or an address with"
                        + " BuildSpec.withRemote(…).");
        for (Runnable each : List.<Runnable>of(
                () -> images.build(remote, InputStream.nullInputStream()),
                () -> images.build(remote, new BuildContext()))) {
            assertThatThrownBy(each::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot build an image [a:1]: both a context and a remote address are given. Leave one"
                            + " of them out.");
        }
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    @Acceptance(
            value = {"E-007", "E-031"},
            by = "images().build(spec, context, line -> {}): who wants no output says so; it is never needed")
    void theOutputNeedNotBeWanted() throws Exception {
        engine.next(raw(
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"stream\":\"Step 1\"}{\"aux\":{\"ID\":\"sha256:12\"}}"));

        assertThat(engine.client().images().build(BuildSpec.DEFAULT, new BuildContext(), line -> {}))
                .isEqualTo("sha256:12");
    }

    static Stream<Arguments> mistakes() {
        BuildSpec spec = BuildSpec.DEFAULT;
        return Stream.of(
                mistake(() -> spec.withDockerfile(" "), "the path of the Dockerfile is blank"),
                mistake(() -> spec.withRemote(""), "the address to build from is blank"),
                mistake(() -> spec.withTarget(""), "the stage to build is blank"),
                mistake(() -> spec.withPlatform(""), "the platform is blank"),
                mistake(() -> spec.withNetworkMode(""), "the network mode is blank"),
                mistake(() -> spec.withLabels(Map.of("", "x")), "the name of a label is blank"),
                mistake(() -> spec.withBuildArgs(Map.of("", "x")), "the name of a build argument is blank"),
                mistake(() -> spec.withCacheFrom("a", ""), "the name of an image to take steps from is blank"),
                mistake(() -> spec.withMemory(-1), "the memory can't be -1"),
                mistake(() -> spec.withMemorySwap(-2), "memory and swap can't be -2"),
                mistake(() -> spec.withUlimit("", 1, 1), "the name of a ulimit is blank"),
                mistake(() -> spec.withExtraHosts("db"), "'db' is no entry of hosts; one looks like db:10.0.0.2"),
                mistake(
                        () -> spec.withTags(ImageReference.parse("a@sha256:" + "0".repeat(64))),
                        "has a digest, which can't be given to an image"),
                mistake(() -> spec.withParameter("secrets", "id=a"), "needs a session with BuildKit"),
                mistake(() -> spec.withParameter("ssh", "default"), "needs a session with BuildKit"),
                mistake(() -> spec.withParameter("t", "a"), "tags are set with withTags(…)"),
                mistake(() -> spec.withOutput("local", Map.of("dest", "x")), "would be sent to this machine"));
    }

    private static Arguments mistake(Runnable call, String message) {
        return Arguments.of(call, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsRefused(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot build an image: ")
                .hasMessageContaining(message);
    }

    @Test
    void aSpecDoesNotShowValues() {
        assertThat(BuildSpec.DEFAULT
                        .withBuildArgs(Map.of("TOKEN", "geheim"))
                        .withTags(ImageReference.parse("a:1"))
                        .withRemote("https://me:geheim@example.org/a.git"))
                .hasToString(
                        "BuildSpec[tags=[a:1], dockerfile=null, buildArgs=[TOKEN], set=[buildargs, forcerm, remote, rm], credentials=[]]");
    }

    @Test
    @Acceptance(
            value = {"B-142", "E-039", "E-040", "E-041", "E-042"},
            by = "spec.withCredentials(map): one form, that of all engines since API 1.19")
    void credentialsAreAHeaderByRegistry() throws Exception {
        engine.next(raw(DONE));
        BuildSpec spec = BuildSpec.DEFAULT.withCredentials(
                Map.of("r.example.org:5000", RegistryCredentials.of("me", "geheim?>")));

        engine.client(DockerClient.builder().credentials(CredentialSource.NONE))
                .images()
                .build(spec, InputStream.nullInputStream(), line -> {});

        String header = engine.call().header("x-registry-config");
        assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
                .startsWith("{\"r.example.org:5000\":{")
                .contains("\"username\":\"me\"", "\"password\":\"geheim?>\"");
        assertThat(spec.toString()).doesNotContain("geheim");
    }

    /** In the words of a real BuildKit, which doesn't take credentials by a header. */
    @Test
    void whatNeedsASessionIsSaidWithTheWayOut() {
        engine.next(
                raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"errorDetail\":{\"message\":\"failed to solve with"
                        + " frontend dockerfile.v0: failed to create LLB definition: no active sessions\"}}"));
        BuildSpec spec = BuildSpec.DEFAULT.withBuilder(BuildSpec.Builder.BUILDKIT);

        assertThatThrownBy(() -> engine.client().images().build(spec, InputStream.nullInputStream(), line -> {}))
                .isInstanceOf(DockerStreamException.class)
                .hasMessageContaining("no active sessions'. BuildKit would ask this machine for credentials or secrets")
                .hasMessageContaining("BuildSpec.Builder.CLASSIC");
    }

    @Test
    void aRecordOfBuildKitThatCanNotBeReadIsALineAsItIs() {
        engine.next(
                raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"id\":\"moby.buildkit.trace\",\"aux\":\"/////w==\"}"
                        + "{\"id\":\"moby.buildkit.trace\",\"aux\":\"no base64\"}{\"aux\":{\"ID\":\"sha256:12\"}}"));
        List<Progress> lines = new ArrayList<>();

        engine.client().images().build(BuildSpec.DEFAULT, InputStream.nullInputStream(), lines::add);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).id()).isEqualTo("moby.buildkit.trace");
        assertThat(lines.get(0).more()).containsEntry("aux", "/////w==");
        assertThat(lines.get(1).more()).containsEntry("aux", "no base64");
    }

    /** Podman takes what it can't fetch for a folder of its machine, and removes that in the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/me/app",
                "app",
                "../app",
                "--upload-pack=x",
                "file:///home",
                "-",
                "http:/x",
                "http:///x",
                "ssh://-x",
                "git@-x"
            })
    void whatCannotBeFetchedReachesNoEngine(String address) {
        assertThatThrownBy(() -> BuildSpec.DEFAULT.withRemote(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Cannot build from '" + address + "': it is no address that an engine can fetch.");
        assertThatThrownBy(() -> BuildSpec.DEFAULT.withParameter("remote", address))
                .isInstanceOf(IllegalArgumentException.class);
        for (String id : List.of("ImageBuild", "ImageBuildLibpod")) {
            Operations operations =
                    engine.client().operations().with(Catalogue.newest(id.endsWith("Libpod") ? "podman" : "docker"));
            assertThatThrownBy(() -> operations.invoke(Invocation.of(id).param("remote", address)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> engine.client()
                        .operations()
                        .request(RawRequest.post("/build").query("remote", address)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.callsLeft()).isZero();
        assertThat(engine.pings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@host/a.git", "git@host:a/b.git"})
    void podmanIsNotSentWhatItDoesNotFetch(String address) {
        engine.onPing(raw(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Api-Version: 1.41",
                "Libpod-Api-Version: 4.3.1",
                "Connection: close",
                "Content-Length: 0",
                "",
                "")));
        DockerClient client = engine.client();

        assertThatThrownBy(() -> client.images().build(BuildSpec.DEFAULT.withRemote(address)))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("would take '");
        assertThat(engine.callsLeft()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://host/a/b.git#branch:folder", "http://host/x.tar.gz", "git://host/a", "github.com/a/b"})
    void whatCanBeFetchedIsTaken(String address) {
        assertThat(BuildSpec.DEFAULT.withRemote(address).remote()).isEqualTo(address);
    }
}
