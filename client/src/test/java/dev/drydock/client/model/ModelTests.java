package dev.drydock.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.client.Acceptance;
import dev.drydock.client.MainClasses;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.json.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
                {"Id":"c1","HostConfig":{"ShmSize":67108864,"Binds":null,"Newer":8},"Node":{"Name":"n"},"New":[1,"two"],"Flag":true,"None":null,
                 "Config":{"Image":"x","ArgsEscaped":true},"State":{"Dead":false}}""", ContainerDetails.class);

        assertThat(details.more())
                .containsEntry("New", List.of(1, "two"))
                .containsEntry("Flag", true)
                .containsEntry("None", null)
                .containsOnlyKeys("Node", "New", "Flag", "None");
        assertThat(details.hostConfig().shmSize()).isEqualTo(67108864);
        assertThat(details.hostConfig().binds()).isEmpty();
        assertThat(details.hostConfig().more()).containsOnlyKeys("Newer");
        assertThat(details.config().more()).containsOnlyKeys("ArgsEscaped");
        assertThat(details.state().more()).containsOnlyKeys("Dead");
    }

    @Test
    @Acceptance(value = "B-028", by = "ContainerSummary.more().get(\"Node\")")
    void theNodeOfAnOldSwarmIsKept() throws IOException {
        ContainerSummary summary = read(
                "{\"Id\":\"c1\",\"State\":\"configured\",\"Node\":{\"Name\":\"n1\",\"Cpus\":4}}",
                ContainerSummary.class);

        assertThat(summary.more()).containsEntry("Node", Map.of("Name", "n1", "Cpus", 4));
        assertThat(summary.state()).isEqualTo("configured");
        assertThat(summary.containerStatus()).isEqualTo(ContainerStatus.OTHER);
    }

    @Test
    void commandsAndWhatTheyPrintAreInNoText() throws IOException {
        Event exec = read("{\"Type\":\"container\",\"Action\":\"exec_create: sh -c echo pw-1\"}", Event.class);
        assertThat(exec.toString()).contains("action=exec_create,").doesNotContain("pw-1");
        assertThat(read("{\"Action\":\"health_status: healthy\"}", Event.class).toString())
                .contains("action=health_status: healthy,");
        assertThat(read("{\"Test\":[\"CMD\",\"check\",\"pw-1\"],\"Retries\":5}", Healthcheck.class))
                .asString()
                .contains("test=3 words", "retries=5")
                .doesNotContain("pw-1");
        assertThat(read("{\"Log\":[{\"ExitCode\":1,\"Output\":\"pw-1\"}]}", Health.class))
                .asString()
                .contains("exitCode=1, output=4 characters")
                .doesNotContain("pw-1");
        assertThat(read("{\"stream\":\"Step 1/2 : RUN echo pw-1\"}", Progress.class)
                        .toString())
                .contains("stream=24 characters")
                .doesNotContain("pw-1");
    }

    @Test
    void optionsOfDriversAreInNoText() throws IOException {
        String options = "{\"Id\":\"n1\",\"Options\":{\"token\":\"pw-1\"},\"IPAM\":{\"Options\":{\"key\":\"pw-1\"}},"
                + "\"HostConfig\":{\"DeviceRequests\":[{\"Options\":{\"token\":\"pw-1\"}}]}}";

        assertThat(read(options, NetworkDetails.class).toString())
                .contains("token", "key")
                .doesNotContain("pw-1");
        assertThat(read(options, ContainerDetails.class).hostConfig().toString())
                .contains("token")
                .doesNotContain("pw-1");
    }

    @Test
    void argumentsAreInNoText() throws IOException {
        assertThat(read("{\"Id\":\"c1\",\"Path\":\"sh\",\"Args\":[\"pw-1\"]}", ContainerDetails.class))
                .asString()
                .contains("c1")
                .doesNotContain("pw-1");
        assertThat(read("{\"Type\":\"splunk\",\"Config\":{\"splunk-token\":\"pw-1\"}}", HostConfig.LogConfig.class))
                .asString()
                .contains("splunk-token")
                .doesNotContain("pw-1");
    }

    @Test
    void fieldsThatAreKnownAreNotAmongTheUnknown() throws IOException {
        NetworkDetails network = read("{\"Id\":\"n\",\"Name\":\"x\",\"Labels\":{\"a\":\"b\"}}", NetworkDetails.class);

        assertThat(network.name()).isEqualTo("x");
        assertThat(network.labels()).isEqualTo(Map.of("a", "b"));
        assertThat(network.more()).isEmpty();
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
                .extracting(ExecDetails::id, ExecDetails::exitCode, ExecDetails::containerID)
                .containsExactly("e", null, "c");
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

    static Stream<Class<?>> records() {
        // An engine that has created something and doesn't say what, has not done what it was asked for.
        return MainClasses.model().stream()
                .filter(each -> each != CreatedContainer.class)
                .sorted(Comparator.comparing(Class::getName));
    }

    @Test
    void allRecordsAreFound() {
        assertThat(records())
                .hasSizeGreaterThan(40)
                .contains(ContainerDetails.class, NetworkSettings.PortBinding.class, TaskDetails.Status.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void anEmptyObjectIsReadAsAnything(Class<? extends Record> type) throws Exception {
        Record record = read("{}", type);

        for (RecordComponent component : type.getRecordComponents()) {
            if (Map.class.isAssignableFrom(component.getType()) || List.class.isAssignableFrom(component.getType())) {
                assertThat(component.getAccessor().invoke(record))
                        .as(component.getName())
                        .isNotNull();
            }
        }
        assertThat(record.toString()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsNullIsAsIfItWerentThere(Class<? extends Record> type) throws IOException {
        ObjectNode nulls = Trees.MAPPER.createObjectNode();
        named(type).forEach(component -> nulls.putNull(sent(component)));

        assertThat(read(nulls.toString(), type)).isEqualTo(read("{}", type));
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatNobodyKnowsDoesNoHarmAndIsKept(Class<? extends Record> type) throws Exception {
        Record record = read(
                "{\"Surely unknown\":{\"a\":[null,{}]},\"Huge\":18446744073709551615,\"Tiny\":-1e-300,\"None\":null}",
                type);

        RecordComponent last = type.getRecordComponents()[type.getRecordComponents().length - 1];
        if (last.getName().equals("more")) {
            assertThat(((Map<?, ?>) last.getAccessor().invoke(record)).keySet())
                    .isEqualTo(Set.of("Surely unknown", "Huge", "Tiny", "None"));
            assertThat(record.toString()).doesNotContain("18446744073709551615");
        } else {
            assertThat(record).isEqualTo(read("{}", type));
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void theLargestNumbersAreKeptWhole(Class<? extends Record> type) throws Exception {
        ObjectNode numbers = Trees.MAPPER.createObjectNode();
        named(type).forEach(component -> {
            Number largest = LARGEST.get(component.getType());
            if (largest != null) {
                numbers.set(sent(component), Trees.MAPPER.valueToTree(largest));
            }
        });
        Record record = read(numbers.toString(), type);

        for (RecordComponent component : named(type).toList()) {
            Number largest = LARGEST.get(component.getType());
            if (largest != null) {
                assertThat(component.getAccessor().invoke(record))
                        .as(component.getName())
                        .isEqualTo(largest);
            }
        }
    }

    private static final Map<Class<?>, Number> LARGEST = Map.of(
            int.class, Integer.MAX_VALUE,
            Integer.class, Integer.MAX_VALUE,
            long.class, Long.MAX_VALUE,
            Long.class, Long.MAX_VALUE,
            double.class, Double.MAX_VALUE,
            Double.class, Double.MAX_VALUE,
            BigInteger.class, new BigInteger("18446744073709551615"));

    private static Stream<RecordComponent> named(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getName().equals("more"));
    }

    private static String sent(RecordComponent component) {
        return component.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                + component.getName().substring(1);
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
