package dev.drydock.client.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.drydock.client.DockerStreamException;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Progress of a pull or build: JSON objects, one after the other. It succeeded if none of them is an error. */
public final class ProgressStream {
    private ProgressStream() {}

    /**
     * Reads to the end.
     *
     * @param doing for the error's message
     * @param in what the engine sends
     * @param lines gets each line
     * @param aux gets the value of each {@code aux}, such as a built image's id
     * @throws IOException when it is broken off, or isn't JSON
     * @throws DockerStreamException when one of the lines is an error
     */
    public static void read(String doing, InputStream in, Consumer<Progress> lines, Consumer<JsonNode> aux)
            throws IOException {
        try (MappingIterator<JsonNode> all =
                Json.MAPPER.readerFor(JsonNode.class).readValues(in)) {
            while (all.hasNextValue()) {
                JsonNode line = all.nextValue();
                String error = error(line);
                if (!error.isEmpty()) {
                    throw new DockerStreamException("Cannot " + doing + ": the engine reports '" + error + "'.", error);
                }
                if (line.has("aux")) {
                    aux.accept(line.get("aux"));
                }
                lines.accept(Json.read(line, Progress.class));
            }
        }
    }

    private static String error(JsonNode line) {
        String detailed = line.path("errorDetail").path("message").asText("");
        return (detailed.isEmpty() ? line.path("error").asText("") : detailed).strip();
    }
}
