package dev.drydock.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.internal.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How engines' JSON becomes records. */
class ModelTests {
    private static <T> T read(String json, Class<T> type) throws IOException {
        return Json.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), type);
    }

    @Test
    void anImageWithoutNameHasNone() throws IOException {
        assertThat(read("{\"Id\":\"i\",\"RepoTags\":[\"<none>:<none>\"]}", ImageSummary.class)
                        .repoTags())
                .isEmpty();
        assertThat(read("{\"Id\":\"i\",\"RepoTags\":[\"a:1\"]}", ImageSummary.class)
                        .repoTags())
                .containsExactly("a:1");
    }

    @Test
    void unknownFieldsAreKept() throws IOException {
        ContainerDetails details = read("""
                {"Id":"c1","HostConfig":{"ShmSize":67108864,"Binds":null},"New":[1,"two"],"Flag":true,"None":null,
                 "Config":{"Image":"x","Domainname":"d"},"State":{"Dead":false}}""", ContainerDetails.class);

        assertThat(details.more())
                .containsEntry("New", List.of(1, "two"))
                .containsEntry("Flag", true)
                .containsEntry("None", null)
                .containsOnlyKeys("HostConfig", "New", "Flag", "None");
        assertThat(((Map<?, ?>) details.more().get("HostConfig")).get("ShmSize"))
                .isEqualTo(67108864);
        assertThat(details.config().more()).containsOnlyKeys("Domainname");
        assertThat(details.state().more()).containsOnlyKeys("Dead");
    }

    @Test
    void fieldsThatAreKnownAreNotAmongTheUnknown() throws IOException {
        assertThat(read("{\"Id\":\"n\",\"Name\":\"x\",\"Labels\":{\"a\":\"b\"}}", NetworkDetails.class))
                .isEqualTo(new NetworkDetails("n", "x", null, null, Map.of("a", "b"), Map.of()));
    }

    @Test
    void abbreviationsAreInUpperCaseOrNot() throws IOException {
        NetworkSettings.Endpoint endpoint =
                read("{\"IPAddress\":\"10.0.0.2\",\"NetworkID\":\"n1\"}", NetworkSettings.Endpoint.class);
        assertThat(endpoint.ipAddress()).isEqualTo("10.0.0.2");
        assertThat(endpoint.networkID()).isEqualTo("n1");
        assertThat(endpoint.more()).isEmpty();
        assertThat(read("{\"OOMKilled\":true}", ContainerState.class).oomKilled())
                .isTrue();
        assertThat(read("{\"OomKilled\":true}", ContainerState.class).oomKilled())
                .isTrue();
        assertThat(read("{\"MinAPIVersion\":\"1.24\",\"ApiVersion\":\"1.41\"}", EngineVersion.class))
                .extracting(EngineVersion::minAPIVersion, EngineVersion::apiVersion)
                .containsExactly("1.24", "1.41");
        assertThat(read("{\"ID\":\"i\",\"NCPU\":4,\"OSType\":\"linux\",\"MemTotal\":5000000000}", EngineInfo.class))
                .extracting(EngineInfo::id, EngineInfo::ncpu, EngineInfo::osType, EngineInfo::memTotal)
                .containsExactly("i", 4, "linux", 5_000_000_000L);
        assertThat(read("{\"ID\":\"e\",\"ContainerID\":\"c\",\"ExitCode\":null}", ExecDetails.class))
                .isEqualTo(new ExecDetails("e", false, null, "c", Map.of()));
        assertThat(read("{\"RW\":true}", Mount.class).rw()).isTrue();
        assertThat(read("{\"ImageID\":\"sha256:1\",\"Image\":\"x\"}", ContainerSummary.class))
                .extracting(ContainerSummary::imageID, ContainerSummary::image)
                .containsExactly("sha256:1", "x");
        assertThat(read("{\"HostIp\":\"::\",\"HostPort\":\"80\"}", NetworkSettings.PortBinding.class))
                .isEqualTo(new NetworkSettings.PortBinding("::", "80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Mounts\":null,\"Config\":null,\"State\":null,\"NetworkSettings\":null,\"Id\":null}",
                "{\"Config\":{\"Env\":null,\"Cmd\":null,\"Entrypoint\":null,\"Labels\":null,\"ExposedPorts\":null,"
                        + "\"Volumes\":null,\"Healthcheck\":null,\"Tty\":null},\"State\":{\"Health\":null,\"Pid\":null},"
                        + "\"NetworkSettings\":{\"Networks\":null,\"Ports\":null}}",
            })
    void whatIsMissingOrNullIsEmpty(String json) throws IOException {
        ContainerDetails details = read(json, ContainerDetails.class);

        assertThat(details.id()).isEmpty();
        assertThat(details.mounts()).isEmpty();
        assertThat(details.config().env()).isEmpty();
        assertThat(details.config().cmd()).isEmpty();
        assertThat(details.config().entrypoint()).isEmpty();
        assertThat(details.config().labels()).isEmpty();
        assertThat(details.config().exposedPorts()).isEmpty();
        assertThat(details.config().volumes()).isEmpty();
        assertThat(details.config().healthcheck()).isNull();
        assertThat(details.config().tty()).isFalse();
        assertThat(details.state().health()).isNull();
        assertThat(details.state().pid()).isZero();
        assertThat(details.networkSettings().networks()).isEmpty();
        assertThat(details.networkSettings().ports()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ContainerSummary.class, EngineInfo.class, EngineVersion.class, Event.class, ExecDetails.class,
                Health.class, Healthcheck.class, ImageDetails.class, ImageSummary.class, Mount.class,
                NetworkDetails.class, Progress.class, VolumeDetails.class, ContainerExit.class,
            })
    void anEmptyObjectIsReadAsAnything(Class<? extends Record> type) throws Exception {
        Record record = read("{}", type);

        for (var component : type.getRecordComponents()) {
            if (Map.class.isAssignableFrom(component.getType()) || List.class.isAssignableFrom(component.getType())) {
                assertThat(component.getAccessor().invoke(record))
                        .as(component.getName())
                        .isNotNull();
            }
        }
    }

    @Test
    void exposedIsNotPublished() throws IOException {
        NetworkSettings settings = read("""
                {"Ports":{"80/tcp":null,"81/tcp":[],"82/tcp":[{"HostIp":"127.0.0.1","HostPort":"1082"}]}}""", NetworkSettings.class);

        assertThat(settings.ports().get("80/tcp")).isEmpty();
        assertThat(settings.ports().get("81/tcp")).isEmpty();
        assertThat(settings.ports().get("82/tcp"))
                .containsExactly(new NetworkSettings.PortBinding("127.0.0.1", "1082"));
    }

    @Test
    void numbersOf64BitsAreKeptWhole() throws IOException {
        Map<String, Object> more = read(
                        "{\"Unsigned\":18446744073709551615,\"Signed\":-9223372036854775808}", EngineInfo.class)
                .more();

        assertThat(more)
                .containsEntry("Unsigned", new BigInteger("18446744073709551615"))
                .containsEntry("Signed", Long.MIN_VALUE);
        assertThat(read("{\"StatusCode\":3221225786}", ContainerExit.class).statusCode())
                .isEqualTo(3_221_225_786L);
        assertThat(read("{\"timeNano\":1700000000123456789}", Event.class).timeNano())
                .isEqualTo(1_700_000_000_123_456_789L);
    }

    @Test
    void whatIsReadDoesNotChange() throws IOException {
        ContainerConfig config =
                read("{\"Env\":[\"A=1\",\"B=2=3\"],\"Labels\":{\"a\":\"b\"},\"X\":1}", ContainerConfig.class);

        assertThat(config.env("A")).isEqualTo("1");
        assertThat(config.env("B")).isEqualTo("2=3");
        assertThat(config.env("C")).isNull();
        assertThatThrownBy(() -> config.env().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> config.labels().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> config.more().put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void eventsOldAndNewSayTheSame() throws IOException {
        String common =
                "\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"c1\",\"Attributes\":{\"exitCode\":\"3\"}}";

        Event old = read(
                "{\"status\":\"die\",\"id\":\"c1\",\"from\":\"x\"," + common + ",\"scope\":\"local\",\"time\":1}",
                Event.class);
        Event recent = read("{" + common + "}", Event.class);

        assertThat(Arrays.asList(old, recent)).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("container");
            assertThat(event.action()).isEqualTo("die");
            assertThat(event.actor()).isEqualTo(new Event.Actor("c1", Map.of("exitCode", "3")));
        });
        assertThat(old.more()).containsEntry("status", "die").containsEntry("id", "c1");
    }
}
