package dev.drydock.client;

import static dev.drydock.client.Answers.chunk;
import static dev.drydock.client.Answers.chunked;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.Progress;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls and builds, which begin with status 200 and may fail all the same. */
class ProgressTests {
    private static final String BEGINNING = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private final List<Progress> lines = new ArrayList<>();

    private void pull() {
        engine.client().images().pull(ImageReference.parse("redis:7"), lines::add);
    }

    @Test
    void linesComeInOrderHoweverTheyAreCutIntoChunks() {
        engine.next(raw(chunked(
                "{\"status\":\"Pulling from library/redis\",\"id\":\"7\"}\r\n{\"sta",
                "tus\":\"Downloading\",\"progressDetail\":{\"current\":1,\"total\":5000000000},\"id\":\"a1\"}\r\n",
                "{\"status\":\"Done\"}")));

        pull();

        assertThat(lines)
                .extracting(Progress::status)
                .containsExactly("Pulling from library/redis", "Downloading", "Done");
        assertThat(lines.get(1).id()).isEqualTo("a1");
        assertThat(lines.get(1).progressDetail()).isEqualTo(new Progress.Detail(1L, 5_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"status\":\"?\"}", "{}", "{\"status\":\"Fertig\"}", "{\"id\":\"x\",\"new\":{}}"})
    void theWordingOfProgressDoesNotMatter(String body) {
        engine.next(json(200, body));

        pull();

        assertThat(lines).hasSize(body.isEmpty() ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"errorDetail\":{\"code\":1,\"message\":\"toomanyrequests\"},\"error\":\"other\"} | toomanyrequests",
                "{\"errorDetail\":{\"message\":\"no space left on device\"}} | no space left on device",
                "{\"error\":\"format error\"} | format error",
                "{\"errorDetail\":{},\"error\":\"e\"} | e",
                "{\"status\":\"Complete\",\"error\":\"e\"} | e",
            })
    void anErrorInTheStreamIsAnError(String line, String words) {
        engine.next(raw(chunked("{\"status\":\"Downloading\"}\r\n", line + "\r\n")));

        assertThatThrownBy(this::pull)
                .isInstanceOfSatisfying(
                        DockerStreamException.class,
                        e -> assertThat(e.engineMessage()).isEqualTo(words))
                .hasMessage("Cannot pull image 'redis:7': the engine reports '" + words + "'.");
        assertThat(lines).extracting(Progress::status).containsExactly("Downloading");
    }

    @Test
    void anErrorInTheMiddleIsAnErrorWhateverFollows() {
        engine.next(raw(chunked("{\"error\":\"e\"}\r\n{\"status\":\"Status: Downloaded newer image\"}\r\n")));

        assertThatThrownBy(this::pull).isInstanceOf(DockerStreamException.class);
    }

    @Test
    void aCutAnywhereIsNoSuccess() {
        String body = chunk("{\"status\":\"Downloading\"}\r\n") + chunk("{\"status\":\"Done\"}\r\n") + "0\r\n\r\n";
        for (int length = 0; length < body.length(); length++) {
            engine.next(raw(BEGINNING + body.substring(0, length)));

            assertThatThrownBy(this::pull)
                    .as("cut after %d bytes", length)
                    .isInstanceOf(DockerProtocolException.class)
                    .hasMessageStartingWith("Cannot pull image 'redis:7': ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"upstream connect error", "<html>", "[1]", "7"})
    void whatIsNoProgressIsNoSuccess(String body) {
        engine.next(json(200, body));

        assertThatThrownBy(this::pull).isInstanceOf(DockerProtocolException.class);
    }

    @Test
    void aRefusalBeforeTheStreamIsAStatus() {
        engine.next(json(404, "{\"message\":\"manifest unknown\"}"));

        assertThatThrownBy(this::pull)
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Cannot pull image 'redis:7': the engine answered 404 'manifest unknown'.");
    }

    @ParameterizedTest
    @CsvSource({
        "redis, fromImage=redis&tag=latest",
        "redis:7, fromImage=redis&tag=7",
        "127.0.0.1:5000/library/redis:7, fromImage=127.0.0.1%3A5000%2Flibrary%2Fredis&tag=7",
    })
    void aTagIsAlwaysNamedSinceWithoutOneAllArePulled(String image, String query) throws Exception {
        engine.next(json(200, "{}"));

        engine.client().images().pull(ImageReference.parse(image), progress -> {});

        assertThat(engine.call().line()).isEqualTo("POST /v1.41/images/create?" + query);
    }

    @Test
    void aDigestGoesBeforeATag() throws Exception {
        String digest = "sha256:" + "a".repeat(64);
        engine.next(json(200, "{}"));

        engine.client().images().pull(ImageReference.parse("redis:7@" + digest), progress -> {});

        assertThat(engine.call().line()).endsWith("fromImage=redis&tag=sha256%3A" + "a".repeat(64));
    }

    @Test
    void whoeverWatchesMayGiveUp() {
        engine.next(Answers.thenSilent(BEGINNING + chunk("{\"status\":\"Downloading\"}\r\n")));

        assertThatThrownBy(() -> engine.client().images().pull(ImageReference.parse("redis"), progress -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"stream\":\"Step 1\\n\"}{\"aux\":{\"ID\":\"sha256:12\"}}{\"stream\":\"Successfully built 34567890abcd\\n\"} | sha256:12",
                "{\"stream\":\"Successfully built 34567890abcd\\n\"} | 34567890abcd",
                "{\"stream\":\"COMMIT\\n\"}{\"stream\":\"34567890abcd34567890\\n\"} | 34567890abcd34567890",
            })
    void aBuildGivesTheImagesId(String body, String id) {
        engine.next(json(200, body));

        assertThat(engine.client().images().build(BuildSpec.DEFAULT, InputStream.nullInputStream(), lines::add))
                .isEqualTo(id);
    }

    @Test
    void aBuildWithoutAnIdIsNoSuccess() {
        engine.next(json(200, "{\"stream\":\"Step 1\"}"));

        assertThatThrownBy(() ->
                        engine.client().images().build(BuildSpec.DEFAULT, InputStream.nullInputStream(), lines::add))
                .isInstanceOf(DockerProtocolException.class)
                .hasMessageContaining("didn't say the image's id");
    }
}
