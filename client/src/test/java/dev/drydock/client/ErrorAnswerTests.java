package dev.drydock.client;

import static dev.drydock.client.Answers.answer;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static dev.drydock.client.Answers.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statuses that aren't success. */
class ErrorAnswerTests {
    private static Timeouts limits(Duration connect, Duration head, Duration inactivity) {
        return new Timeouts(connect, head, inactivity, Duration.ZERO);
    }

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private DockerResponseException refused() {
        return catchThrowableOfType(
                DockerResponseException.class,
                () -> engine.client().containers().inspect("db"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, BadRequestException",
        "401, UnauthorizedException",
        "403, ForbiddenException",
        "404, NotFoundException",
        "409, ConflictException",
        "500, EngineFailureException",
        "501, EngineFailureException",
        "503, EngineFailureException",
        "599, EngineFailureException",
        "301, DockerResponseException",
        "402, DockerResponseException",
        "418, DockerResponseException",
        "429, DockerResponseException",
    })
    @Acceptance(
            value = {"B-013", "B-014", "B-015", "B-016", "B-017", "B-018", "B-019", "B-020", "B-021"},
            by = "DockerException and its kinds, unchecked; the status is in answer()")
    void eachStatusHasItsException(int status, String type) {
        engine.next(json(status, "{\"message\":\"because\"}"));

        DockerResponseException refused = refused();

        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused).hasMessage("Cannot inspect container 'db': the engine answered " + status + " 'because'.");
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.engineMessage()).isEqualTo("because");
        assertThat(refused.answer())
                .isEqualTo(
                        new ErrorAnswer(status, "GET", "/containers/db/json", "because", "{\"message\":\"because\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Get \\\"http://u:S3CRET@127.0.0.1:1/x.tar\\\": refused",
                "fatal: 'https://S3CRET@github.com/a/b.git' not found",
                "parse https://u:S3CRET@S3CRET@host:1",
                "one http://a:S3CRET@b/c, two git://S3CRET@d"
            })
    void aPasswordInAnAddressIsNotShown(String words) {
        engine.next(json(500, "{\"message\":\"" + words + "\"}")).next(json(200, "{\"error\":\"" + words + "\"}"));

        DockerResponseException refused = refused();
        assertThat(refused).hasMessageContaining("://***@").hasMessageNotContaining("S3CRET");
        assertThat(refused.engineMessage() + refused.answer()).doesNotContain("S3CRET");
        DockerStreamException streamed = catchThrowableOfType(
                DockerStreamException.class,
                () -> engine.client()
                        .images()
                        .build(BuildSpec.DEFAULT.withRemote("http://u:S3CRET@127.0.0.1:1/x.tar"), line -> {}));
        assertThat(streamed).hasMessageContaining("://***@").hasMessageNotContaining("S3CRET");
        assertThat(streamed.engineMessage()).doesNotContain("S3CRET");
    }

    /** Podman has few statuses, and says beside the message what kind of error it is. */
    @ParameterizedTest
    @CsvSource({
        "container state improper, ConflictException",
        "that name is already in use, ConflictException",
        "network already exists, ConflictException",
        "invalid argument, BadRequestException",
        "network is being used, ForbiddenException",
        "image not known, NotFoundException",
        "no such container, NotFoundException",
        "no such exec session, NotFoundException",
        "EOF, EngineFailureException",
    })
    void whatPodmanCallsAFailureIsToldApart(String cause, String type) {
        engine.next(json(500, "{\"cause\":\"" + cause + "\",\"message\":\"because\",\"response\":500}"));

        DockerResponseException refused = refused();

        assertThat(refused.getClass().getSimpleName()).isEqualTo(type);
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused).hasMessage("Cannot inspect container 'db': the engine answered 500 'because'.");
    }

    @Test
    void notModifiedHasNoBody() {
        engine.next(raw("HTTP/1.1 304 Not Modified\r\n\r\n"));

        assertThat(refused())
                .isInstanceOf(NotModifiedException.class)
                .hasMessageContaining("answered 304 without an explanation");
    }

    @Test
    void startingWhatRunsIsNoError() {
        engine.next(raw("HTTP/1.1 304 Not Modified\r\n\r\n")).next(raw("HTTP/1.1 204 No Content\r\n\r\n"));
        Containers containers = engine.client().containers();

        assertThat(containers.start("db")).isFalse();
        assertThat(containers.start("db")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\" a \\n\"} | a",
                "{\"cause\":\"c\",\"message\":\"a\",\"response\":500} | a",
                " {\"message\":\"a\"} | a",
                "plain words | plain words",
                "<html><body>502 Bad Gateway</body></html> | <html><body>502 Bad Gateway</body></html>",
                "{\"message\":\"half | {\"message\":\"half",
                "{\"message\":{\"a\":1}} | {\"message\":{\"a\":1}}",
                "{\"error\":\"other\"} | other",
                "{\"errorDetail\":{\"message\":\"a detail\"},\"error\":\"other\"} | a detail",
                "{\"errorDetail\":{\"code\":1}} | {\"errorDetail\":{\"code\":1}}",
                "[1] | [1]",
            })
    @Acceptance(value = "B-021", by = "DockerResponseException.answer()")
    void theEnginesWordsAreFoundInWhateverItSends(String body, String words) {
        engine.next(answer(500, "text/html", body));

        DockerResponseException refused = refused();

        assertThat(refused.engineMessage()).isEqualTo(words);
        assertThat(refused).hasMessageEndingWith("answered 500 '" + words + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n", "{\"message\":\"\"}"})
    void noWordsAreNoWords(String body) {
        engine.next(json(500, body));

        DockerResponseException refused = refused();

        assertThat(refused.engineMessage()).isEmpty();
        assertThat(refused).hasMessageEndingWith("answered 500 without an explanation.");
    }

    /** As for a hijack that fails: neither length nor chunks, until the connection closes. */
    @Test
    void aBodyUntilTheEndIsRead() {
        engine.next(raw("HTTP/1.1 404 Not Found\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nNo such"));

        assertThat(refused().engineMessage()).isEqualTo("No such");
    }

    @Test
    void whatWasReadOfABodyThatIsCutIsShown() {
        engine.next(raw("HTTP/1.1 500 Oh\r\nContent-Length: 100\r\n\r\nno space left on dev"));

        assertThat(refused())
                .isInstanceOf(EngineFailureException.class)
                .hasMessageContaining("no space left on dev")
                .hasMessageContaining("the rest couldn't be read");
    }

    @Test
    void anErrorWhoseBodyNeverComesIsStillThatError() {
        engine.next(Answers.thenSilent("HTTP/1.1 409 Conflict\r\nContent-Length: 100\r\n\r\nname is taken"));
        Timeouts limits = limits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(50));

        assertThatThrownBy(() -> engine.client(limits).containers().inspect("db"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("name is taken");
    }

    /** The engine sends on and on: it must be left, not drained. */
    @Test
    void anEndlessBodyIsCutAt1MiB() {
        engine.next(call -> {
            call.send("HTTP/1.1 500 Oh\r\n\r\n");
            while (true) {
                call.send("x".repeat(100_000));
            }
        });

        DockerResponseException refused = refused();

        assertThat(refused.answer().body()).hasSize(1024 * 1024);
        assertThat(refused.engineMessage()).hasSizeBetween(2000, 2001);
        assertThat(refused.getMessage()).hasSizeLessThan(2200);
    }

    @Test
    void aSilentEngineIsNoStatus() {
        engine.next(silent());
        Timeouts limits = limits(Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofSeconds(5));

        assertThatThrownBy(() -> engine.client(limits).containers().inspect("db"))
                .isNotInstanceOf(DockerResponseException.class)
                .isInstanceOf(DockerTimeoutException.class);
    }
}
