package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSpecTests {
    private static ContainerSpec.Builder redis() {
        return ContainerSpec.of("redis:7");
    }

    @Test
    void aPlatformHasItsForm() {
        assertThatThrownBy(() -> ContainerSpec.of("a:1").platform("foo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'foo' is not a platform: it is written OS/ARCHITECTURE");
        assertThat(ContainerSpec.of("a:1").platform("Linux/aarch64").build().platform())
                .isEqualTo("Linux/aarch64");
    }

    @Test
    void theBodyIsWhatTheEngineApiHas() {
        ContainerSpec spec = redis().name("cache")
                .platform("linux/arm64")
                .env("A", "1")
                .env("B", "x=y")
                .command("redis-server", "--port", "1")
                .entrypoint("entry")
                .label("com.example.key", "v")
                .publish(6379, "127.0.0.1", 0)
                .publish(80, "0.0.0.0", 8080)
                .network("my.net", "db", "cache")
                .healthCommand("redis-cli ping", Duration.ofMillis(500), Duration.ofSeconds(3))
                .option("HostConfig.ShmSize", 64)
                .build();

        assertThat(spec.name()).isEqualTo("cache");
        assertThat(spec.platform()).isEqualTo("linux/arm64");
        assertThat(spec.body())
                .containsOnly(
                        Map.entry("Image", "redis:7"),
                        Map.entry("Env", List.of("A=1", "B=x=y")),
                        Map.entry("Cmd", List.of("redis-server", "--port", "1")),
                        Map.entry("Entrypoint", List.of("entry")),
                        Map.entry("Labels", Map.of("com.example.key", "v")),
                        Map.entry("ExposedPorts", Map.of("6379/tcp", Map.of(), "80/tcp", Map.of())),
                        Map.entry(
                                "Healthcheck",
                                Map.of(
                                        "Test",
                                        List.of("CMD-SHELL", "redis-cli ping"),
                                        "Interval",
                                        500_000_000L,
                                        "StartPeriod",
                                        3_000_000_000L)),
                        Map.entry(
                                "NetworkingConfig",
                                Map.of("EndpointsConfig", Map.of("my.net", Map.of("Aliases", List.of("db", "cache"))))),
                        Map.entry(
                                "HostConfig",
                                Map.of(
                                        "NetworkMode",
                                        "my.net",
                                        "ShmSize",
                                        64,
                                        "PortBindings",
                                        Map.of(
                                                "6379/tcp",
                                                List.of(Map.of("HostIp", "127.0.0.1", "HostPort", "")),
                                                "80/tcp",
                                                List.of(Map.of("HostIp", "0.0.0.0", "HostPort", "8080"))))));
    }

    @Test
    void onlyTheImageIsNeeded() {
        ContainerSpec spec = redis().build();

        assertThat(spec.body()).containsOnly(Map.entry("Image", "redis:7"));
        assertThat(spec.name()).isNull();
        assertThat(spec.platform()).isNull();
    }

    @Test
    void whatIsBuiltDoesNotChangeWithTheBuilder() {
        ContainerSpec.Builder builder = redis().env("A", "1").label("a", "1").option("HostConfig.Binds", List.of("x"));
        ContainerSpec first = builder.build();

        builder.env("B", "2").label("b", "2").option("HostConfig.Memory", 7);

        assertThat(first.body())
                .containsEntry("Env", List.of("A=1"))
                .containsEntry("Labels", Map.of("a", "1"))
                .containsEntry("HostConfig", Map.of("Binds", List.of("x")));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsBuiltDoesNotChangeWithWhatItShows() {
        ContainerSpec spec = redis().env("A", "1").label("a", "1").build();

        ((List<Object>) spec.body().get("Env")).add("B=2");
        ((Map<String, Object>) spec.body().get("Labels")).put("b", "2");
        spec.body().clear();

        assertThat(spec.body()).containsEntry("Env", List.of("A=1")).containsEntry("Labels", Map.of("a", "1"));
    }

    @Test
    void whatIsBuiltDoesNotChangeWithWhatWasGiven() {
        List<String> binds = new ArrayList<>(List.of("a:/a"));
        ContainerSpec spec = redis().option("HostConfig.Binds", binds).build();

        binds.add("b:/b");

        assertThat(spec.body()).containsEntry("HostConfig", Map.of("Binds", List.of("a:/a")));
    }

    @Test
    void methodsAddToWhatOptionsHaveSet() {
        ContainerSpec spec = redis().option("Labels", Map.of("a", "1"))
                .label("b", "2")
                .option("Env", List.of("A=1"))
                .env("B", "2")
                .option("HostConfig", Map.of("Memory", 7))
                .option("HostConfig.Binds", List.of())
                .build();

        assertThat(spec.body())
                .containsEntry("Labels", Map.of("a", "1", "b", "2"))
                .containsEntry("Env", List.of("A=1", "B=2"))
                .containsEntry("HostConfig", Map.of("Memory", 7, "Binds", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-ab", ".ab", "a b", "a/b", "ä1", "ab\n", "a:b"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> redis().name(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a1", "0-0", "A_b.c-d"})
    void whatIsANameIsTaken(String name) {
        assertThat(redis().name(name).build().name()).isEqualTo(name);
    }

    @Test
    void otherMistakesAreRefused() {
        assertThatThrownBy(() -> ContainerSpec.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContainerSpec.of("-v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'-v' is not an image's name or id, since none begins with '-'. Is it an option of a command?");
        assertThatThrownBy(() -> redis().env("", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> redis().env("A=B", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "65536, 1", "1, -1", "1, 65536"})
    void whatIsNoPortIsNotPublished(int port, int hostPort) {
        assertThatThrownBy(() -> ContainerSpec.of("x").publish(port, "127.0.0.1", hostPort))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 65535");
    }
}
