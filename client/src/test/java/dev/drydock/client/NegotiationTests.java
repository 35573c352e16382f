package dev.drydock.client;

import static dev.drydock.client.Answers.hangUp;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @BeforeEach
    void answerAllCalls() {
        engine.otherwise(json(200, "{}"));
    }

    private static Script ping(String... fields) {
        return raw("HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields)
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1.40, 1.40", "1.41, 1.41", "1.54, 1.54", "1.55, 1.55", "1.56, 1.55", "1.100, 1.55", "2.0, 1.55"})
    @Acceptance(
            value = {"A-001", "A-003"},
            by = "negotiated with the engine; 1.40 is the oldest (ApiVersion.OLDEST)")
    void theNewestVersionThatBothSpeakIsSpoken(String theirs, String spoken) throws Exception {
        engine.onPing(ping("api-VERSION: " + theirs));
        DockerClient client = engine.client();

        client.system().info();

        assertThat(engine.call().line()).isEqualTo("GET /v" + spoken + "/info");
        assertThat(client.apiVersion()).hasToString(spoken);
        assertThat(engine.pings()).containsExactly("HEAD");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 500, 501})
    void whereHeadIsRefusedGetIsAsked(int status) {
        engine.onPing(call -> call.send(
                call.line().startsWith("HEAD")
                        ? "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nContent-Length: 2\r\n\r\nOK"));

        assertThat(engine.client().apiVersion()).isEqualTo(new ApiVersion(1, 43));
        assertThat(engine.pings()).containsExactly("HEAD", "GET");
    }

    @Test
    void whenBothAreRefusedThatIsTheError() {
        engine.onPing(json(503, "{\"message\":\"starting\"}"));

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(EngineFailureException.class)
                .hasMessage("Cannot reach the engine: the engine answered 503 'starting'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "Api-Version:", "Api-Version: new", "Api-Version: 1", "Api-Version: 1.41.2"})
    void whatNamesNoVersionIsNoEngine(String field) {
        engine.onPing(ping(field));

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining(engine.address().toString());
        assertThat(engine.callsLeft()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.39", "1.24", "1.9", "0.9"})
    void anEngineThatIsTooOldIsRefused(String version) {
        engine.onPing(ping("Api-Version: " + version));

        assertThatThrownBy(() -> engine.client().system().info())
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("too old")
                .hasMessageContaining("up to " + version)
                .hasMessageContaining("1.40 to 1.55");
        assertThat(engine.callsLeft()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Api-Version: 1.41", "Api-Version: 1.24", "X: y"})
    @Acceptance(
            value = {"A-001", "A-003"},
            by = "builder().apiVersion(version)")
    void aPinnedVersionIsSpokenWhateverTheEngineOffers(String field) throws Exception {
        engine.onPing(ping(field));
        DockerClient client = engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, 44)));

        client.system().info();

        assertThat(engine.call().line()).isEqualTo("GET /v1.44/info");
    }

    @Test
    void podmanSaysWhoItIs() {
        DockerClient docker = engine.client();
        assertThat(docker.isPodman()).isFalse();

        engine.onPing(ping("Api-Version: 1.41", "Libpod-Api-Version: 5.4.0"));
        assertThat(engine.client().isPodman()).isTrue();
        assertThat(docker.isPodman()).isFalse();
    }

    @Test
    void aFailureSettlesNothing() throws Exception {
        DockerClient client = engine.client();
        engine.stopListening();
        assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerConnectionException.class);
        java.nio.file.Files.deleteIfExists(engine.socketFile());
        engine.listen();
        engine.onPing(hangUp());
        assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerException.class);
        engine.onPing(ping("Api-Version: 1.39"));
        assertThatThrownBy(() -> client.system().info()).isInstanceOf(DockerException.class);
        engine.onPing(ping("Api-Version: 1.42"));

        client.system().info();

        assertThat(engine.call().line()).isEqualTo("GET /v1.42/info");
    }

    @Test
    void manyThreadsAskOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(16);
        engine.onPing(call -> {
            // All of them are under way, and will find that the question is being asked.
            begun.await();
            call.send("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n");
        });
        DockerClient client = engine.client();
        List<Background<ApiVersion>> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(Background.of(() -> {
                begun.countDown();
                return client.apiVersion();
            }));
        }

        for (Background<ApiVersion> thread : threads) {
            assertThat(thread.get()).isEqualTo(new ApiVersion(1, 41));
            thread.close();
        }
        assertThat(engine.pings()).containsExactly("HEAD");
    }

    @Test
    void nothingIsAskedBeforeTheFirstCall() {
        assertThat(engine.client().address()).isEqualTo(engine.address());
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void aPingHasNoVersionAndNeedsNone() {
        engine.onPing(ping("X: y"));

        engine.client().system().ping();

        assertThat(engine.pings()).containsExactly("GET");
    }

    /** Some proxies hang up on what they don't know. */
    @Test
    void whereHeadBreaksTheConnectionGetIsAsked() {
        engine.onPing(call -> {
            if (call.line().startsWith("HEAD")) {
                call.hangUp();
            } else {
                call.send("HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nConnection: close\r\nContent-Length: 2\r\n\r\nOK");
            }
        });

        assertThat(engine.client().apiVersion()).isEqualTo(new ApiVersion(1, 43));
        assertThat(engine.pings()).containsExactly("HEAD", "GET");
    }

    @Test
    void anEngineThatIsStartingMayNameItsVersionBesideAnError() {
        engine.onPing(raw("HTTP/1.1 500 Oh\r\nApi-Version: 1.43\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));

        assertThat(engine.client().apiVersion()).isEqualTo(new ApiVersion(1, 43));
        assertThat(engine.pings()).containsExactly("HEAD", "GET");
    }

    @Test
    void aPinnedVersionNeedsNoQuestionUntilSomebodyAsksWhoItIs() {
        engine.onPing(ping("Api-Version: 1.41", "Libpod-Api-Version: 5.4.0"));
        DockerClient client = engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, 44)));

        client.system().info();
        assertThat(client.apiVersion()).isEqualTo(new ApiVersion(1, 44));
        assertThat(engine.pings()).isEmpty();

        assertThat(client.isPodman()).isTrue();
        assertThat(engine.pings()).containsExactly("HEAD");
        assertThat(client.apiVersion()).isEqualTo(new ApiVersion(1, 44));
    }

    @Test
    @Acceptance(value = "A-005", by = "DOCKER_API_VERSION")
    void theEnvironmentMaySetTheVersionAndTheBuilderGoesBeforeIt() throws Exception {
        java.util.Map<String, String> variables = java.util.Map.of("DOCKER_API_VERSION", " 1.43 ");

        engine.client(DockerClient.builder().environment(variables)).system().info();
        engine.client(DockerClient.builder().environment(variables).apiVersion(new ApiVersion(1, 44)))
                .system()
                .info();
        engine.client(DockerClient.builder().environment(java.util.Map.of("DOCKER_API_VERSION", " ")))
                .system()
                .info();

        assertThat(engine.call().line()).isEqualTo("GET /v1.43/info");
        assertThat(engine.call().line()).isEqualTo("GET /v1.44/info");
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/info");
        assertThat(engine.pings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "1", "v1.43", "1.43.2"})
    void aVersionInTheEnvironmentThatIsNoneIsSaid(String value) {
        DockerClient.Builder builder =
                DockerClient.builder().environment(java.util.Map.of("DOCKER_API_VERSION", value));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DOCKER_API_VERSION is no version of the Engine API: ")
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "client version 1.44 is too new. Maximum supported API version is 1.41",
        "client version 1.44 is too old. Minimum supported API version is 1.50",
    })
    void aVersionThatTheEngineRefusesNamesBothSides(String words) {
        engine.next(json(400, "{\"message\":\"" + words + "\"}"));
        DockerClient client = engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, 44)));

        assertThatThrownBy(() -> client.system().info())
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Cannot ask the engine about itself: the engine answered 400 '" + words
                        + "'. Drydock speaks the"
                        + " Engine API 1.40 to 1.55, and was told to speak 1.44 only: leave the version to be negotiated,"
                        + " or set one that both speak.");
    }
}
