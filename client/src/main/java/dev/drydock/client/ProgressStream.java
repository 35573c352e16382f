package dev.drydock.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.stream.JsonRecords;
import dev.drydock.client.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a pull or build, as it comes. It has succeeded when the stream comes to its end: an error that the engine
 * reports is a {@link DockerStreamException}, and one that ends too early a {@link DockerProtocolException}. Whoever
 * closes it before gives the pull or build up, which most engines then do, too.
 */
public final class ProgressStream extends EngineStream<Progress> {
    private static final Pattern ID = Pattern.compile("(?:Successfully built )?([0-9a-f]{12,64})\\s*");

    private final String doing;
    private final Response response;
    private final JsonRecords<JsonNode> lines;
    private @Nullable String imageId;

    ProgressStream(Exchange exchange, String doing, Response response) {
        super(exchange, doing, response);
        this.doing = doing;
        this.response = response;
        this.lines = new JsonRecords<>(response.body(), JsonNode.class);
    }

    @Override
    @Nullable
    Progress read() throws IOException {
        JsonNode line = lines.next();
        if (line == null) {
            return null;
        }
        String error = error(line);
        if (!error.isEmpty()) {
            throw new DockerStreamException("Cannot " + doing + ": the engine reports '" + error + "'.", error);
        }
        lookForId(line);
        return Json.read(line, Progress.class);
    }

    private static String error(JsonNode line) {
        JsonNode detail = line.path("errorDetail");
        for (JsonNode each : new JsonNode[] {detail.path("message"), line.path("error"), detail}) {
            // Whatever its form, an error is no success.
            String words = each.isContainerNode() && !each.isEmpty() ? each.toString() : each.asText("");
            if (!words.isBlank() && !each.isNull()) {
                return words.strip();
            }
        }
        return "";
    }

    /** Docker sends it as "aux", Podman as the last line. */
    private void lookForId(JsonNode line) {
        String named = line.path("aux").path("ID").textValue();
        if (named != null) {
            imageId = named;
            return;
        }
        Matcher matcher = ID.matcher(line.path("stream").asText(""));
        if (matcher.matches() && (imageId == null || !imageId.startsWith("sha256:"))) {
            imageId = matcher.group(1);
        }
    }

    /** @return the id of the image that was built; {@code null} before the end, and for a pull */
    public @Nullable String imageId() {
        return imageId;
    }

    @Override
    InputStream bytes() {
        return response.body();
    }
}
