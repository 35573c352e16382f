package dev.drydock.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Masked;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.build.BuildTrace;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.stream.JsonRecords;
import dev.drydock.client.model.Progress;
import dev.drydock.client.model.PushResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a pull or build, as it comes. It has succeeded when the stream comes to its end: an error that the engine
 * reports is a {@link DockerStreamException}, and one that ends too early a {@link DockerProtocolException}. Whoever
 * closes it before gives the pull or build up, which most engines then do, too.
 */
public final class ProgressStream extends EngineStream<Progress> {
    private static final Pattern ID = Pattern.compile("(?:Successfully built )?((?:sha256:)?[0-9a-f]{12,64})\\s*");
    private static final String TRACE = "moby.buildkit.trace";
    private static final String SESSION =
            "BuildKit would ask this machine for credentials or secrets over a session, and this"
                    + " client opens none. Images of a private registry can be built on with BuildSpec.Builder.CLASSIC; for secrets"
                    + " there is 'docker buildx build'.";
    private static final Pattern LOADED = Pattern.compile("Loaded image(?: ID|\\(s\\))?: ?(.*)", Pattern.DOTALL);
    private static final Pattern IMPORTED = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PUSHED =
            Pattern.compile("([\\w.-]{1,128}): digest: ([a-z0-9]+:[0-9a-f]{32,128}) size: (\\d{1,18})");

    private final String doing;
    private final Response response;
    private final JsonRecords<JsonNode> lines;
    private final BuildTrace trace = new BuildTrace();
    private final Queue<Progress> waiting = new ArrayDeque<>();
    private final List<PushResult.Tag> pushed = new ArrayList<>();
    private @Nullable String imageId;
    private final List<String> loaded = new ArrayList<>();

    ProgressStream(Exchange exchange, String doing, Response response) {
        super(exchange, doing, response);
        this.doing = doing;
        this.response = response;
        this.lines = new JsonRecords<>(response.body(), JsonNode.class);
    }

    @Override
    @Nullable
    Progress read() throws IOException {
        while (waiting.isEmpty()) {
            JsonNode line = lines.next();
            if (line == null) {
                return null;
            }
            String error = error(line);
            if (!error.isEmpty()) {
                // BuildKit's words for a registry that wants credentials, a secret, or a result for this machine.
                String next = error.contains("no active session") ? " " + SESSION : "";
                throw new DockerStreamException(
                        "Cannot " + doing + ": the engine reports '" + error + "'." + next, error);
            }
            if (TRACE.equals(line.path("id").textValue())) {
                waiting.addAll(traced(line));
            } else {
                lookForId(line);
                lookForPushed(line);
                return Json.read(line, Progress.class);
            }
        }
        return waiting.remove();
    }

    /** What BuildKit says; as it is where it can't be read. */
    private List<Progress> traced(JsonNode line) throws IOException {
        try {
            return trace.read(Base64.getDecoder().decode(line.path("aux").asText("")));
        } catch (IllegalArgumentException e) {
            return List.of(Json.read(line, Progress.class));
        }
    }

    private static String error(JsonNode line) {
        JsonNode detail = line.path("errorDetail");
        for (JsonNode each : new JsonNode[] {detail.path("message"), line.path("error"), detail}) {
            // Whatever its form, an error is no success.
            String words = each.isContainerNode() && !each.isEmpty() ? each.toString() : each.asText("");
            if (!words.isBlank() && !each.isNull()) {
                return Masked.words(words.strip());
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
        String status = line.path("status").asText("");
        if (IMPORTED.matcher(status).matches()) {
            imageId = status;
            return;
        }
        Matcher names = LOADED.matcher(line.path("stream").asText("").strip());
        if (names.matches()) {
            loaded.addAll(List.of(names.group(1).strip().split("[,\\s]+", -1)));
            return;
        }
        Matcher matcher = ID.matcher(line.path("stream").asText(""));
        if (matcher.matches() && (imageId == null || !imageId.startsWith("sha256:"))) {
            imageId = matcher.group(1);
        }
    }

    /** Docker sends it as "aux", Podman in words only, of the same form. */
    private void lookForPushed(JsonNode line) {
        JsonNode aux = line.path("aux");
        if (aux.path("Digest").isTextual()) {
            JsonNode size = aux.path("Size");
            String tag = aux.path("Tag").textValue();
            pushed.removeIf(each -> Objects.equals(each.tag(), tag));
            pushed.add(
                    new PushResult.Tag(tag, aux.path("Digest").textValue(), size.isNumber() ? size.longValue() : null));
            return;
        }
        Matcher matcher = PUSHED.matcher(line.path("status").asText(""));
        if (matcher.matches()) {
            pushed.add(new PushResult.Tag(matcher.group(1), matcher.group(2), Long.valueOf(matcher.group(3))));
        }
    }

    /** What the lines so far say that was pushed. */
    List<PushResult.Tag> pushed() {
        return pushed;
    }

    /** @return the id of the image that was built or imported; {@code null} before the end, and for a pull */
    public @Nullable String imageId() {
        return imageId;
    }

    /** @return names or ids of the images that a load has brought so far, as far as the engine says them */
    public List<String> loadedImages() {
        return List.copyOf(loaded);
    }

    @Override
    InputStream bytes() {
        return response.body();
    }
}
