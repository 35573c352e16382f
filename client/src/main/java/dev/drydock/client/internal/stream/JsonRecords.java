package dev.drydock.client.internal.stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.drydock.client.internal.http.WireException;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.json.RecordInput;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON values one after the other: each on a line of its own (with either end of line), with nothing between them, or with
 * the separators of {@code json-seq}.
 *
 * @param <T> what they are read as
 */
public final class JsonRecords<T> {
    /** Far more than any event or line of progress has. */
    private static final long LARGEST = 16 * 1024 * 1024;

    private final RecordInput in;
    private final Class<T> type;
    private @Nullable JsonParser values;

    /**
     * @param in what the engine sends
     * @param type of each value
     */
    public JsonRecords(InputStream in, Class<T> type) {
        this.in = new RecordInput(in, LARGEST, true);
        this.type = type;
    }

    /**
     * Waits for the next value, to its end: of one that has only begun, nobody knows yet whether it will come.
     *
     * @return the next value, or {@code null} at the end
     * @throws IOException when the stream is broken, ends in a value, or isn't JSON
     */
    public @Nullable T next() throws IOException {
        in.renew();
        JsonParser all = values;
        if (all == null) {
            all = Json.parser(in);
            values = all;
        }
        if (all.nextToken() == null) {
            return null;
        }
        T value = Json.value(all, type);
        if (value == null || value instanceof NullNode) {
            // Taken for the end it would be a success.
            throw new WireException("a record of the answer is null");
        }
        return value;
    }
}
