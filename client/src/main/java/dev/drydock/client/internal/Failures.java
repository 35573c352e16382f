package dev.drydock.client.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.ApiVersion;
import dev.drydock.client.BadRequestException;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerProtocolException;
import dev.drydock.client.DockerResponseException;
import dev.drydock.client.DockerStreamException;
import dev.drydock.client.DockerTimeoutException;
import dev.drydock.client.DockerTimeoutException.Phase;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.EngineFailureException;
import dev.drydock.client.ErrorAnswer;
import dev.drydock.client.ForbiddenException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.NotModifiedException;
import dev.drydock.client.UnauthorizedException;
import dev.drydock.client.internal.http.LimitException;
import dev.drydock.client.internal.http.WireException;
import dev.drydock.client.internal.json.Trees;
import dev.drydock.client.internal.stream.ReportedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into an exception that says what couldn't be done, why, and what to do next. */
final class Failures {
    private static final int BODY_LIMIT = 1024 * 1024;
    private static final Pattern VERSION_REFUSED = Pattern.compile("client version .* is too (old|new)");

    /** A status that isn't success. */
    DockerResponseException of(Request request, Response response, Negotiation negotiation, EngineAddress address) {
        String text = Masked.words(text(response));
        String words = words(text);
        ErrorAnswer answer = new ErrorAnswer(response.status(), request.method, request.shownPath(), words, text);
        String message = "Cannot " + request.doing + ": the engine answered " + response.status()
                + (words.isEmpty() ? " without an explanation." : " '" + words + "'.")
                + next(response, words, negotiation, address);
        return switch (response.status()) {
            case 304 -> new NotModifiedException(message, answer);
            case 400 -> new BadRequestException(message, answer);
            case 401 -> new UnauthorizedException(message, answer);
            case 403 -> new ForbiddenException(message, answer);
            case 404 -> new NotFoundException(message, answer);
            case 409 -> new ConflictException(message, answer);
            default ->
                response.status() >= 500 ? failure(message, answer) : new DockerResponseException(message, answer);
        };
    }

    /**
     * Podman says 500 to much that Docker has a status of its own for, and names the kind of error beside the message.
     * Whoever catches a conflict shall catch it on both.
     */
    private static DockerResponseException failure(String message, ErrorAnswer answer) {
        return switch (cause(answer.body())) {
            case "container state improper", "that name is already in use", "network already exists" ->
                new ConflictException(message, answer);
            case "invalid argument" -> new BadRequestException(message, answer);
            // What was removed between two of its own looks; when it never was there, it says 404.
            case "image not known", "no such container", "no such exec session" ->
                new NotFoundException(message, answer);
            case "network is being used" -> new ForbiddenException(message, answer);
            default -> new EngineFailureException(message, answer);
        };
    }

    /** What to do about it, where that isn't plain from the engine's words. */
    private static String next(Response response, String words, Negotiation negotiation, EngineAddress address) {
        String tls = Unreachable.plainToTls(words);
        if (tls != null) {
            return " " + tls;
        }
        if (response.status() == 400 && VERSION_REFUSED.matcher(words).find()) {
            ApiVersion pinned = negotiation.pinned();
            return " Drydock speaks the Engine API " + ApiVersion.OLDEST + " to " + ApiVersion.NEWEST
                    + (pinned == null
                            ? "."
                            : ", and was told to speak " + pinned + " only: leave the version to be negotiated, or set"
                                    + " one that both speak.");
        }
        String location = response.status() / 100 == 3 ? response.header("location") : null;
        if (location != null) {
            // What stands before an @ may be a password.
            String shown = location.replaceFirst("//[^/]*@", "//***@");
            return " It points to '" + shown + "' instead; only requests that read are sent on, and only within the"
                    + " same engine. Is " + address + " the address of a proxy?";
        }
        return "";
    }

    private static String text(Response response) {
        InputStream body = response.body();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            byte[] buffer = new byte[8 * 1024];
            for (int count = 0; count >= 0 && bytes.size() < BODY_LIMIT; ) {
                bytes.write(buffer, 0, count);
                count = body.read(buffer, 0, Math.min(buffer.length, BODY_LIMIT - bytes.size()));
            }
        } catch (IOException e) {
            // The status is known, and says more than a body that was cut off.
            response.close();
            bytes.writeBytes(" (the rest couldn't be read)".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String words(String text) {
        String message = field(text, "/message");
        if (message == null) {
            // The form that they have in streams: Podman answers a push so.
            message = field(text, "/errorDetail/message");
        }
        if (message == null) {
            message = field(text, "/error");
        }
        String words = message == null ? text.strip() : message.strip();
        return words.length() <= 2000 ? words : words.substring(0, 2000) + "…";
    }

    private static String cause(String text) {
        String cause = field(text, "/cause");
        return cause == null ? "" : cause;
    }

    private static @Nullable String field(String text, String pointer) {
        try {
            JsonNode tree = text.stripLeading().startsWith("{") ? Trees.MAPPER.readTree(text) : null;
            JsonNode value = tree == null ? null : tree.at(pointer);
            return value != null && value.isTextual() ? value.textValue() : null;
        } catch (JsonProcessingException e) {
            // Proxies answer in HTML, and some engines in half a JSON object: then the text itself is shown.
            return null;
        }
    }

    /** A call was begun with a client that is closed, or within an asynchronous call that was given up. */
    DockerConnectionException closed(String doing, boolean client) {
        return new DockerConnectionException(
                "Cannot " + doing + ": " + (client ? "this client is closed." : "the call was cancelled."), null);
    }

    /** The same happened during a call. */
    DockerConnectionException closedMeanwhile(String doing, boolean client, IOException cause) {
        return new DockerConnectionException(
                "Cannot " + doing + ": "
                        + (client ? "this client was closed meanwhile." : "the call was cancelled meanwhile."),
                cause);
    }

    /** One of the limits ran out. */
    DockerTimeoutException late(String doing, EngineAddress address, LimitException limit) {
        String engine = "Cannot " + doing + ": the engine at " + address + " ";
        String time = shown(limit.limit());
        return switch (limit.which()) {
            case HEAD ->
                new DockerTimeoutException(
                        engine + "gave no answer for " + time + ". It may be overloaded or stuck.",
                        Phase.HEAD,
                        limit.limit(),
                        limit);
            case SENDING ->
                new DockerTimeoutException(
                        engine + "took nothing of what was sent to it for " + time + ".",
                        Phase.INACTIVITY,
                        limit.limit(),
                        limit);
            case INACTIVITY ->
                new DockerTimeoutException(
                        engine + "fell silent in the middle of its answer for " + time + ".",
                        Phase.INACTIVITY,
                        limit.limit(),
                        limit);
            case CALL ->
                new DockerTimeoutException(
                        engine + "hasn't done it within the " + time + " that the whole call may take.",
                        Phase.CALL,
                        limit.limit(),
                        limit);
        };
    }

    /** The connection broke, or what came over it wasn't HTTP or JSON. */
    DockerException broken(String doing, EngineAddress address, IOException cause) {
        if (cause instanceof JsonProcessingException json) {
            return new DockerProtocolException(
                    "Cannot " + doing + ": the engine at " + address + " sent JSON that can't be read ("
                            + json.getOriginalMessage() + ").",
                    cause);
        }
        if (cause instanceof ReportedException) {
            String words = Masked.words(String.valueOf(cause.getMessage()));
            return new DockerStreamException("Cannot " + doing + ": the engine reports '" + words + "'.", words);
        }
        if (cause instanceof WireException) {
            return new DockerProtocolException(
                    "Cannot " + doing + ": " + cause.getMessage() + " (engine at " + address
                            + "). Was it stopped meanwhile, or does something else listen there?",
                    cause);
        }
        if (String.valueOf(cause.getMessage()).startsWith("Closed by interrupt")) {
            // So does a virtual thread's socket, other than that of a platform thread.
            return new DockerConnectionException("Cannot " + doing + ": the thread was interrupted.", cause);
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
        return limit.toNanosPart() == 0
                ? limit.toSeconds() + " s"
                : limit.toNanosPart() % 1_000_000 == 0 ? limit.toMillis() + " ms" : limit.toString();
    }
}
