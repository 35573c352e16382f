package dev.drydock.client.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.BadRequestException;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerProtocolException;
import dev.drydock.client.DockerResponseException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.EngineFailureException;
import dev.drydock.client.ErrorAnswer;
import dev.drydock.client.ForbiddenException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.NotModifiedException;
import dev.drydock.client.UnauthorizedException;
import dev.drydock.client.internal.http.ResponseHead;
import dev.drydock.client.internal.http.WireException;
import dev.drydock.client.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Turns what went wrong into an exception that says what couldn't be done, why, and what to do next. */
final class Failures {
    private static final int BODY_LIMIT = 1024 * 1024;

    /** A status that isn't success. */
    DockerResponseException of(Request request, ResponseHead head, InputStream body) {
        String text = text(body);
        String words = words(text);
        ErrorAnswer answer = new ErrorAnswer(head.status(), request.method, request.shownPath(), words, text);
        String message = "Cannot " + request.doing + ": the engine answered " + head.status()
                + (words.isEmpty() ? " without an explanation." : " '" + words + "'.");
        return switch (head.status()) {
            case 304 -> new NotModifiedException(message, answer);
            case 400 -> new BadRequestException(message, answer);
            case 401 -> new UnauthorizedException(message, answer);
            case 403 -> new ForbiddenException(message, answer);
            case 404 -> new NotFoundException(message, answer);
            case 409 -> new ConflictException(message, answer);
            default ->
                head.status() >= 500
                        ? new EngineFailureException(message, answer)
                        : new DockerResponseException(message, answer);
        };
    }

    private static String text(InputStream body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            byte[] buffer = new byte[8 * 1024];
            for (int count = 0; count >= 0 && bytes.size() < BODY_LIMIT; ) {
                bytes.write(buffer, 0, count);
                count = body.read(buffer, 0, Math.min(buffer.length, BODY_LIMIT - bytes.size()));
            }
        } catch (IOException e) {
            // The status is known, and says more than a body that was cut off.
            bytes.writeBytes(" (the rest couldn't be read)".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String words(String text) {
        String words = text.strip();
        try {
            JsonNode tree = words.startsWith("{") ? Json.MAPPER.readTree(words) : null;
            JsonNode message = tree == null ? null : tree.get("message");
            if (message != null && message.isTextual()) {
                words = message.textValue().strip();
            }
        } catch (JsonProcessingException e) {
            // Proxies answer in HTML, and some engines in half a JSON object: then the text itself is shown.
            words = text.strip();
        }
        return words.length() <= 2000 ? words : words.substring(0, 2000) + "…";
    }

    /** The connection broke, or what came over it wasn't HTTP or JSON. */
    DockerException broken(String doing, EngineAddress address, boolean closed, IOException cause) {
        if (closed) {
            return new DockerConnectionException("Cannot " + doing + ": this client was closed meanwhile.", cause);
        }
        if (cause instanceof JsonProcessingException json) {
            return new DockerProtocolException(
                    "Cannot " + doing + ": the engine at " + address + " sent JSON that can't be read ("
                            + json.getOriginalMessage() + ").",
                    cause);
        }
        if (cause instanceof WireException) {
            return new DockerProtocolException(
                    "Cannot " + doing + ": " + cause.getMessage() + " (engine at " + address
                            + "). Was it stopped meanwhile, or does something else listen there?",
                    cause);
        }
        String way = Unreachable.whyBroken(address, cause);
        if (way != null) {
            return new DockerConnectionException(
                    "Cannot " + doing + ": the engine at " + address + " can't be reached: " + way, cause);
        }
        return new DockerConnectionException(
                "Cannot " + doing + ": the connection to the engine at " + address + " broke ("
                        + Unreachable.reason(cause) + "). Was the engine stopped meanwhile?",
                cause);
    }

    /** No connection came about. */
    DockerConnectionException unreachable(String doing, EngineAddress address, IOException cause) {
        return new DockerConnectionException(
                "Cannot " + doing + ": no engine can be reached at " + address + ": " + Unreachable.why(address, cause),
                cause);
    }

    static String shown(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
