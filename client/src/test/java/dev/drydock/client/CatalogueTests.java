package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Operation.Kind;
import dev.drydock.client.Operation.Parameter;
import dev.drydock.client.Operation.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTests {
    private static Parameter parameter(Operation operation, String name) {
        return operation.parameters().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Acceptance(
            value = {"C-002", "C-003", "D-001"},
            by = "Catalogue.of(\"docker\", \"1.41\").categories(), Catalogue.newest(\"docker\").categories()")
    void categoriesAreTheFirstWordsOfThePaths() {
        assertThat(Catalogue.of("docker", "1.41").categories())
                .containsExactlyInAnyOrder(
                        "system",
                        "exec",
                        "images",
                        "secrets",
                        "events",
                        "_ping",
                        "containers",
                        "auth",
                        "tasks",
                        "volumes",
                        "networks",
                        "build",
                        "nodes",
                        "commit",
                        "plugins",
                        "info",
                        "swarm",
                        "distribution",
                        "version",
                        "services",
                        "configs",
                        "session");
        assertThat(Catalogue.newest("docker").version()).isEqualTo("1.55");
        assertThat(Catalogue.of("docker", "v1.40").categories())
                .isEqualTo(Catalogue.newest("docker").categories());
        assertThat(Catalogue.of("docker", "1.41").list("containers")).contains("ContainerExec", "ContainerLogs");
        assertThat(Catalogue.of("docker", "1.41").list("exec"))
                .containsExactly("ExecInspect", "ExecResize", "ExecStart");
    }

    @Test
    @Acceptance(
            value = {"C-004", "C-005"},
            by = "Catalogue.of(\"podman\", version).list(\"containers\") and list(\"libpod/containers\")")
    void podmanHasBothApis() {
        Catalogue podman = Catalogue.of("podman", "5.4.2");

        assertThat(Catalogue.engines()).containsExactly("docker", "podman");
        assertThat(podman.engine()).isEqualTo("podman");
        assertThat(podman.list("containers")).contains("ContainerCreate").doesNotContain("ContainerCreateLibpod");
        assertThat(podman.list("libpod/containers"))
                .contains("ContainerCreateLibpod")
                .doesNotContain("ContainerCreate");
        assertThat(podman.categories()).contains("libpod/pods", "libpod/_ping", "auth");
    }

    @Test
    @Acceptance(
            value = {"C-009", "D-002", "C-007"},
            by =
                    "Catalogue.versions(engine): 1.40 to 1.55, what the client speaks; Podman 4.0.0 to 6. Without a version the newest; of a"
                            + " connected engine the one spoken")
    void versionsComeWithTheLibrary() {
        assertThat(Catalogue.versions("docker")).hasSize(16).startsWith("1.40").endsWith("1.55");
        assertThat(Catalogue.versions("docker").get(0)).isEqualTo(ApiVersion.OLDEST.toString());
        assertThat(Catalogue.newest("docker").version()).isEqualTo(ApiVersion.NEWEST.toString());
        assertThat(Catalogue.versions("podman")).startsWith("4.0.0").endsWith("6.0.0");
        assertThat(Catalogue.of("podman", "v5.8.6").version()).isEqualTo("5.8.6");
    }

    @ParameterizedTest
    @CsvSource({
        "docker, 1.39",
        "docker, 1.56",
        "docker, 1.41.1",
        "docker, latest",
        "podman, 3.2.3",
        "podman, 7.0.0",
        "podman, x",
    })
    @Acceptance(
            value = {"C-008", "D-005"},
            by = "Catalogue.of(engine, version)")
    void aVersionThatIsntThereIsRefused(String engine, String version) {
        assertThatThrownBy(() -> Catalogue.of(engine, version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + version + "'")
                .hasMessageContaining(engine)
                .hasMessageContaining(" to " + Catalogue.newest(engine).version());
    }

    @Test
    @Acceptance(value = "C-008", by = "Catalogue.of(engine, version)")
    void anEngineThatIsntThereIsRefused() {
        assertThatThrownBy(() -> Catalogue.of("crio", "1.41"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no catalogue of an engine 'crio': there are docker, podman.");
    }

    @Test
    @Acceptance(
            value = {"C-017", "D-009"},
            by = "Catalogue.list(category), or list() for all: ids are unique, no client has to be bound to a category")
    void operationsOfACategory() {
        Catalogue docker = Catalogue.of("docker", "1.41");

        assertThat(docker.list("volumes"))
                .containsExactly("VolumeList", "VolumeCreate", "VolumePrune", "VolumeDelete", "VolumeInspect");
        assertThat(Catalogue.of("docker", "1.42").list("volumes")).contains("VolumeUpdate");
        assertThatThrownBy(() -> docker.list("pods"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no category 'pods' in docker 1.41: there are configs, containers, ");
    }

    @Test
    @Acceptance(
            value = {"C-018", "D-010"},
            by =
                    "Catalogue.describe(id): summary, documentation, parameters with place, type, default; empty for an unknown id")
    void anOperationIsDescribed() {
        Catalogue docker = Catalogue.of("docker", "1.41");

        Operation create = docker.describe("ContainerCreate").orElseThrow();

        assertThat(create.summary()).isEqualTo("Makes a container from an image without starting it.");
        assertThat(create.documentation())
                .startsWith("https://docs.docker.com/")
                .contains("v1.41", "ContainerCreate");
        assertThat(create.method()).isEqualTo("POST");
        assertThat(create.path()).isEqualTo("/containers/create");
        assertThat(create.statuses()).containsExactly(201, 400, 404, 409, 500);
        assertThat(create.parameters()).extracting(Parameter::name).containsExactly("name", "platform", "body");
        assertThat(parameter(create, "platform").since()).isEqualTo("1.41");
        assertThat(parameter(create, "body"))
                .isEqualTo(new Parameter("body", Place.BODY, "application/json", List.of(), null, true, "1.40", null));
        Operation waiting = docker.describe("ContainerWait").orElseThrow();
        assertThat(parameter(waiting, "condition"))
                .isEqualTo(new Parameter(
                        "condition",
                        Place.QUERY,
                        "string",
                        List.of("not-running", "next-exit", "removed"),
                        "not-running",
                        false,
                        "1.40",
                        null));
        assertThat(waiting.patient()).isTrue();
        assertThat(parameter(docker.describe("ImagePush").orElseThrow(), "X-Registry-Auth")
                        .place())
                .isEqualTo(Place.HEADER);
        assertThat(docker.describe("ImageBuild").orElseThrow().kind()).isEqualTo(Kind.PROGRESS);
        assertThat(docker.describe("ContainerAttach").orElseThrow().upgrade()).isEqualTo("tcp");
        assertThat(docker.describe("ContainerMake")).isEmpty();
    }

    @Test
    void parametersComeAndGoWithTheVersions() {
        assertThat(names("1.40", "ContainerCreate")).doesNotContain("platform");
        assertThat(names("1.47", "BuildPrune")).contains("keep-storage").doesNotContain("reserved-space");
        assertThat(names("1.51", "BuildPrune")).contains("keep-storage", "reserved-space");
        assertThat(names("1.52", "BuildPrune")).doesNotContain("keep-storage").contains("reserved-space");
    }

    private static List<String> names(String version, String id) {
        return Catalogue.of("docker", version).describe(id).orElseThrow().parameters().stream()
                .map(Parameter::name)
                .toList();
    }

    /** What came between two known versions may be there. */
    @Test
    void betweenKnownVersionsOfPodmanTheEngineIsToSay() {
        assertThat(Catalogue.of("podman", "5.4.0").describe("ArtifactListLibpod"))
                .isEmpty();
        assertThat(Catalogue.of("podman", "5.5.0").describe("ArtifactListLibpod"))
                .isPresent();
        assertThat(Catalogue.of("podman", "5.6.0").describe("ArtifactListLibpod"))
                .isPresent();
        assertThat(Catalogue.of("podman", "4.3.1").describe("KubeApplyLibpod")).isEmpty();
        assertThat(Catalogue.of("podman", "4.3.1").describe("ContainerUpdateLibpod"))
                .isPresent();
    }

    @Test
    void anEngineThatIsNewerThanAllThatIsKnownHasTheNewestCatalogue() {
        assertThat(Catalogue.nearest("podman", "7.1.0").version()).isEqualTo("6.0.0");
        assertThat(Catalogue.nearest("podman", "6.0.0-dev").version()).isEqualTo("6.0.0");
        assertThat(Catalogue.nearest("podman", "5.8.6").version()).isEqualTo("5.8.6");
        assertThatThrownBy(() -> Catalogue.nearest("podman", "3.4.0")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void everyOperationIsComplete(String engine) {
        Catalogue catalogue = Catalogue.newest(engine);
        assertThat(catalogue.list()).hasSize(engine.equals("docker") ? 108 : 194);
        Set<String> ids = new HashSet<>();
        for (String id : catalogue.list()) {
            Operation operation = catalogue.describe(id).orElseThrow();
            assertThat(ids.add(operation.id())).isTrue();
            assertThat(operation.method()).isIn("GET", "HEAD", "POST", "PUT", "DELETE");
            assertThat(operation.summary()).matches("[A-Z].{8,120}\\.");
            assertThat(operation.path()).matches("(/v3.4.4)?(/[a-z_]+|/\\{[a-z]+})+");
            assertThat(operation.statuses()).isNotEmpty().allMatch(status -> status >= 101 && status < 600);
            assertThat(operation.documentation()).matches("https://.*" + catalogue.version() + ".*" + id);
            List<String> names = new ArrayList<>();
            for (Parameter parameter : operation.parameters()) {
                names.add(parameter.name());
                if (parameter.place() == Place.BODY) {
                    assertThat(parameter.type()).contains("/");
                } else {
                    assertThat(parameter.type()).matches("(string|integer|number|boolean|json|base64)(\\[])?");
                }
            }
            assertThat(names).doesNotHaveDuplicates();
        }
    }

    @Test
    @Acceptance(value = "C-038", by = "Catalogue.read(stream, version)")
    void aCatalogueOfOnesOwn() throws IOException {
        Catalogue own = read("""
                engine\tmine
                versions\t1.0 1.1
                docs\thttps://example.org/v{version}/{id}
                Feed\tPOST\t/cats/{id}/feed\tdata\t200\t1.1\tFeeds a cat.\twith:string!
                """, "1.1");

        assertThat(own).hasToString("mine 1.1");
        assertThat(own.categories()).containsExactly("cats");
        assertThat(own.describe("Feed").orElseThrow().documentation()).isEqualTo("https://example.org/v1.1/Feed");
        assertThat(own.describe("Feed").orElseThrow().parameters())
                .extracting(Parameter::name, Parameter::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("id", Place.PATH),
                        org.assertj.core.groups.Tuple.tuple("with", Place.QUERY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"swagger\": 2}",
                "engine\tmine\nversions\t1.0\ndocs\thttps://example.org\nFeed\tPOST",
                "engine\tmine\nversions\t1.0\ndocs\thttps://example.org\nFeed\tPOST\t/\tdata\t200\t\tFeeds.\twith a",
            })
    void whatIsNoCatalogueIsSaid(String text) {
        assertThatThrownBy(() -> read(text, "1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is no catalogue: ");
    }

    private static Catalogue read(String text, String version) throws IOException {
        return Catalogue.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), version);
    }
}
