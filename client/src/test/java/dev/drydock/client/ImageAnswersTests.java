package dev.drydock.client;

import static dev.drydock.client.Answers.chunked;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.Progress;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images as engines older and newer than those that the tests have show them, and what is sent to these; replayed. */
class ImageAnswersTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private Images images(int minor) {
        return engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, minor)))
                .images();
    }

    private String line() throws InterruptedException {
        return URLDecoder.decode(engine.call().line(), StandardCharsets.UTF_8);
    }

    /** The form of Docker before 0.12, which no engine with API 1.40 sends. */
    @Test
    @Acceptance(
            value = {"E-003", "E-004"},
            by = "images().inspect(name) reads both spellings, whatever the API version")
    void lowerCaseIsReadAsWell() {
        engine.next(json(200, """
                {"id":"b750fe79269d","parent":"27cf78414709","comment":"c","created":"2013-03-23T22:24:18.818426-07:00",
                 "container":"3d67245a8d72","container_config":{"Hostname":"h","User":"u","Cmd":["/bin/bash"],"Tty":true},
                 "docker_version":"0.11","author":"me","config":{"Env":["A=1"],"User":"v"},"architecture":"x86_64","size":24653}"""));

        ImageDetails image = images(40).inspect("x");

        assertThat(image.id()).isEqualTo("b750fe79269d");
        assertThat(image.parent()).isEqualTo("27cf78414709");
        assertThat(image.comment()).isEqualTo("c");
        assertThat(image.created()).startsWith("2013-03-23");
        assertThat(image.container()).isEqualTo("3d67245a8d72");
        assertThat(Objects.requireNonNull(image.containerConfig()).cmd()).containsExactly("/bin/bash");
        assertThat(image.dockerVersion()).isEqualTo("0.11");
        assertThat(image.author()).isEqualTo("me");
        assertThat(image.config().env("A")).isEqualTo("1");
        assertThat(image.architecture()).isEqualTo("x86_64");
        assertThat(image.size()).isEqualTo(24653);
        assertThat(image.more()).isEmpty();
    }

    @Test
    @Acceptance(
            value = {"E-002"},
            by = "ImageDetails; what newer engines leave out is null or empty")
    void oldFieldsAreReadWhereTheyCome() {
        engine.next(json(200, """
                {"Id":"sha256:1","RepoTags":["a:1"],"RepoDigests":["a@sha256:2"],"Parent":"sha256:0","Comment":"c","Created":"2023-01-01T00:00:00Z",
                 "Container":"c1","ContainerConfig":{"Cmd":["sh"]},"DockerVersion":"20.10","Author":"me","Config":{"Cmd":["sh"]},
                 "Architecture":"arm64","Variant":"v8","Os":"linux","OsVersion":"10","Size":5,"VirtualSize":5,
                 "GraphDriver":{"Name":"overlay2","Data":{"UpperDir":"/x"}},"RootFS":{"Type":"layers","Layers":["sha256:3"]},
                 "Metadata":{"LastTagTime":"2023-01-02T00:00:00Z"}}"""));

        ImageDetails image = images(41).inspect("a:1");

        assertThat(image.container()).isEqualTo("c1");
        assertThat(image.virtualSize()).isEqualTo(5);
        assertThat(image.variant()).isEqualTo("v8");
        assertThat(image.osVersion()).isEqualTo("10");
        assertThat(image.rootFS().layers()).containsExactly("sha256:3");
        assertThat(image.metadata()).containsKey("LastTagTime");
        assertThat(image.more()).isEmpty();
    }

    @Test
    void whatNewerEnginesLeaveOutIsMissing() {
        engine.next(json(200, """
                {"Id":"sha256:1","RepoTags":[],"Config":{"Cmd":["sh"]},"Architecture":"arm64","Os":"linux","Size":5,
                 "RootFS":{"Type":"layers"},"Descriptor":{"digest":"sha256:9"}}"""));

        ImageDetails image = images(52).inspect("a:1");

        assertThat(image.created()).isNull();
        assertThat(image.parent()).isNull();
        assertThat(image.containerConfig()).isNull();
        assertThat(image.virtualSize()).isNull();
        assertThat(image.graphDriver()).isNull();
        assertThat(image.rootFS().layers()).isEmpty();
        assertThat(image.config().env()).isEmpty();
        assertThat(image.more()).containsOnlyKeys("Descriptor");
    }

    @Test
    @Acceptance(
            value = {"E-001"},
            by = "ImageSummary: VirtualSize comes from engines before API 1.44")
    void alsoTheVirtualSizeIsRead() {
        engine.next(json(200, """
                [{"Id":"sha256:1","ParentId":"sha256:0","RepoTags":["<none>:<none>"],"RepoDigests":["<none>@<none>"],"Created":5,
                  "Size":6,"VirtualSize":7,"SharedSize":-1,"Containers":2,"Labels":null}]"""));

        assertThat(images(41).list(Filters.NONE)).singleElement().satisfies(image -> {
            assertThat(image.parentId()).isEqualTo("sha256:0");
            assertThat(image.repoTags()).isEmpty();
            assertThat(image.repoDigests()).isEmpty();
            assertThat(image.virtualSize()).isEqualTo(7);
            assertThat(image.sharedSize()).isEqualTo(-1);
            assertThat(image.containers()).isEqualTo(2);
            assertThat(image.more()).isEmpty();
        });
    }

    @Test
    void platformsAreSentToEnginesThatKnowThem() throws InterruptedException {
        engine.next(json(200, "{\"Id\":\"sha256:1\"}"));
        images(49).inspect("x", "linux/arm64/v8");
        assertThat(line())
                .isEqualTo("GET /v1.49/images/x/json?platform="
                        + "{\"os\":\"linux\",\"architecture\":\"arm64\",\"variant\":\"v8\"}");

        engine.next(json(200, "[]"));
        images(50).remove("x", ImageRemoveOptions.DEFAULT.withPlatforms("linux/amd64", "linux/arm64"));
        assertThat(line()).endsWith("&platforms={\"os\":\"linux\",\"architecture\":\"arm64\"}");

        engine.next(raw(chunked("")));
        images(52)
                .load(
                        new ByteArrayInputStream(new byte[0]),
                        ImageLoadOptions.DEFAULT.withPlatforms("a/b", "c/d"),
                        p -> {});
        assertThat(line()).contains("/images/load?platform={").contains("\"c\"");

        engine.next(raw(chunked("")));
        images(48).save(List.of("x"), List.of("linux/arm64")).close();
        assertThat(line()).startsWith("GET /v1.48/images/x/get?platform={");
    }

    @Test
    void platformsAreNotSentToEnginesThatIgnoreThem() {
        Images images = images(47);
        ByteArrayInputStream none = new ByteArrayInputStream(new byte[0]);

        for (Runnable call : List.<Runnable>of(
                () -> images.inspect("x", "linux/arm64"),
                () -> images.remove("x", ImageRemoveOptions.DEFAULT.withPlatforms("linux/arm64")),
                () -> images.load(none, ImageLoadOptions.DEFAULT.withPlatforms("linux/arm64"), p -> {}),
                () -> images.save(List.of("x"), List.of("linux/arm64")).close(),
                () -> images.pruneBuildCache(BuildCachePruneOptions.DEFAULT.withMinFreeSpace(1)))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("needs Docker with API 1.")
                    .hasMessageContaining("is Docker with API 1.47");
        }
        assertThat(engine.callsLeft()).isZero();
        assertThatThrownBy(() -> images.inspect("x", "arm64")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatIsSetIsSent() throws InterruptedException {
        engine.otherwise(json(200, "[]"));
        Images images = images(51);

        images.list(ImageListOptions.DEFAULT);
        assertThat(line()).isEqualTo("GET /v1.51/images/json");
        images.list(ImageListOptions.DEFAULT.withAll(false).withSharedSize(true).withManifests(false));
        assertThat(line()).isEqualTo("GET /v1.51/images/json?all=false&shared-size=true&manifests=false");
        images.remove("x", ImageRemoveOptions.DEFAULT);
        assertThat(line()).isEqualTo("DELETE /v1.51/images/x");
        images.remove("x", ImageRemoveOptions.DEFAULT.withForce(false).withNoPrune(true));
        assertThat(line()).isEqualTo("DELETE /v1.51/images/x?force=false&noprune=true");
        images.search("a&b=ü", ImageSearchOptions.DEFAULT);
        assertThat(engine.call().line()).isEqualTo("GET /v1.51/images/search?term=a%26b%3D%C3%BC");
    }

    @Test
    @Acceptance(
            value = {"E-048"},
            by = "done by the client, whatever the answer")
    void everyAnswerIsClosedOnEveryPath() throws Exception {
        DockerClient client = engine.client(DockerClient.builder().apiVersion(ApiVersion.OLDEST));
        String endless = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[";
        for (Script script : List.of(
                json(200, "[]"),
                json(404, "{\"message\":\"no\"}"),
                json(200, "[{"),
                raw(endless),
                raw("nonsense\r\n\r\n"),
                raw(chunked("{\"error\":\"no\"}")))) {
            engine.next(script).next(script);
            try {
                client.images().list(Filters.NONE);
            } catch (DockerException e) {
                assertThat(e).hasMessageStartingWith("Cannot list images");
            }
            try (ProgressStream lines =
                    client.images().load(new ByteArrayInputStream(new byte[1]), ImageLoadOptions.DEFAULT)) {
                lines.forEachRemaining(line -> {});
            } catch (DockerException e) {
                assertThat(e).hasMessageStartingWith("Cannot load images");
            }
            client.closeIdle();
            engine.awaitOpen(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"47,keep-storage", "48,reserved-space"})
    void whatBuildersAreToKeepHasTwoNames(int minor, String name) throws InterruptedException {
        engine.next(json(200, "{\"CachesDeleted\":[\"a\"],\"SpaceReclaimed\":7}"));

        assertThat(images(minor)
                        .pruneBuildCache(
                                BuildCachePruneOptions.DEFAULT.withAll(true).withReservedSpace(5_000_000_000L))
                        .cachesDeleted())
                .containsExactly("a");
        assertThat(line()).isEqualTo("POST /v1." + minor + "/build/prune?all=true&" + name + "=5000000000");
    }

    @Test
    @Acceptance(
            value = {"E-022"},
            by = "repository, tag, message, changes and platform in ImageImportOptions")
    void anImportSaysAllItsOptions() throws InterruptedException {
        engine.next(raw(chunked("{\"status\":\"Importing\"}\r\n{\"status\":\"sha256:" + "a".repeat(64) + "\"}")));
        ImageImportOptions options = ImageImportOptions.DEFAULT
                .withName(ImageReference.parse("me/x"))
                .withMessage("m")
                .withChanges("CMD a", "ENV b=c")
                .withPlatform("linux/arm64");

        String id = images(41).importFrom(URI.create("https://example.com/x.tar?a=b"), options, progress -> {});

        assertThat(id).isEqualTo("sha256:" + "a".repeat(64));
        assertThat(line())
                .isEqualTo("POST /v1.41/images/create?fromSrc=https://example.com/x.tar?a=b&repo=me/x:latest&message=m"
                        + "&platform=linux/arm64&changes=CMD a&changes=ENV b=c");
        assertThat(options).asString().doesNotContain("b=c");
    }

    @Test
    void anErrorInTheMiddleOfALoadIsOne() {
        engine.next(raw(chunked(
                "{\"status\":\"Loading layer\"}\r\n",
                "{\"errorDetail\":{\"message\":\"no space left\"},\"error\":\"no space left\"}")));
        List<Progress> lines = new ArrayList<>();

        assertThatThrownBy(() ->
                        images(41).load(new ByteArrayInputStream(new byte[1]), ImageLoadOptions.DEFAULT, lines::add))
                .isInstanceOf(DockerStreamException.class)
                .hasMessage("Cannot load images: the engine reports 'no space left'.");
        assertThat(lines).hasSize(1);
    }

    @Test
    void theNamesThatALoadSaysAreInformationOnly() {
        engine.next(json(200, "{\"stream\":\"Loaded image: a:1\\n\"}{\"stream\":\"Loaded image ID: sha256:12\\n\"}"));
        engine.next(json(200, "{\"stream\":\"Loaded image: a:1,b:2\"}"));
        engine.next(json(200, "{\"stream\":\"Fertig geladen\"}"));
        engine.next(noContent());
        Images images = images(41);

        for (List<String> expected :
                List.of(List.of("a:1", "sha256:12"), List.of("a:1", "b:2"), List.<String>of(), List.<String>of())) {
            assertThat(images.load(new ByteArrayInputStream(new byte[1]), ImageLoadOptions.DEFAULT, line -> {}))
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatPodmanFindsIsReadAsWell() {
        engine.next(json(200, "[{\"Index\":\"r\",\"Name\":\"r/x\",\"Stars\":3,\"Official\":\"[OK]\"}]"));

        assertThat(images(41).search("x", ImageSearchOptions.DEFAULT))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.isOfficial()).isTrue();
                    assertThat(result.starCount()).isEqualTo(3);
                });
    }
}
