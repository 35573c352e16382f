package dev.drydock.client.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as the engines write it: names in upper camel case, but not reliably so, and fields that nobody knows. */
public final class Json {
    // It is UTF-8. What looks like another encoding would look otherwise when it comes in other pieces.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    /** A list of 10,000 containers has some 20 MiB. */
    private static final long LARGEST = 256 * 1024 * 1024;

    private Json() {}

    /**
     * Finds out how to read some types, and how to write.
     *
     * @param types objects, or arrays of them
     */
    public static void warmUp(Class<?>... types) {
        bytes(Map.of("a", List.of("b")));
        for (Class<?> each : types) {
            try {
                parsed((each.isArray() ? "[{}]" : "{}").getBytes(StandardCharsets.UTF_8), each);
            } catch (IOException e) {
                // Who reads it in earnest is told.
            }
        }
    }

    private static void parsed(byte[] text, Class<?> type) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            value(parser, type);
        }
    }

    /**
     * @param in one JSON value
     * @param type to read it as: a record, an array of records, or a {@code JsonNode}
     * @return the value
     * @throws IOException when it couldn't be read, or isn't such JSON
     */
    public static <T> T read(InputStream in, Class<T> type) throws IOException {
        try (JsonParser parser = parser(new RecordInput(in, LARGEST, false))) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "nothing instead of a " + type.getSimpleName());
            }
            return whole(value(parser, type), type);
        }
    }

    private static <T> T whole(@Nullable T value, Class<T> type) throws IOException {
        if (value != null) {
            return value;
        }
        if (type.isArray()) {
            // Go writes an empty list as null where nothing was ever put in.
            return type.cast(Array.newInstance(type.getComponentType(), 0));
        }
        throw new JsonParseException(null, "null instead of an object");
    }

    /**
     * @param in JSON values, one after the other
     * @return a parser that closes nothing
     */
    public static JsonParser parser(InputStream in) throws IOException {
        return FACTORY.createParser(in);
    }

    /**
     * @param parser at the first token of a value
     * @param type to read it as: a record, an array of records, or a {@code JsonNode}
     * @return the value; {@code null} for JSON's null
     * @throws IOException when it couldn't be read, or isn't such JSON
     */
    public static <T> @Nullable T value(JsonParser parser, Class<T> type) throws IOException {
        if (JsonNode.class.isAssignableFrom(type)) {
            return type.cast(Trees.MAPPER.readTree(parser));
        }
        if (!type.isArray()) {
            return type.cast(ValueReader.of(type).read(parser));
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new JsonParseException(parser, "something else instead of an array");
        }
        List<?> all = ValueReader.list(parser, ValueReader.of(type.getComponentType()));
        return type.cast(all.toArray((Object[]) Array.newInstance(type.getComponentType(), 0)));
    }

    /**
     * @param value of maps, lists, strings, numbers and booleans
     * @return it as JSON
     */
    public static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(500);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            write(out, value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not expressible as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not expressible as JSON: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                if (each.getKey() == null) {
                    throw new IOException("a name is null");
                }
                out.writeFieldName(each.getKey().toString());
                write(out, each.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> list && !(value instanceof JsonNode)) {
            out.writeStartArray();
            for (Object each : list) {
                write(out, each);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigInteger number) {
            out.writeNumber(number);
        } else if (value == null) {
            out.writeNull();
        } else {
            Trees.MAPPER.writeValue(out, value);
        }
    }

    /**
     * @param value of maps, lists, strings, numbers and booleans
     * @return it as JSON
     */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /**
     * @param text JSON values one after the other, or anything else
     * @return them as maps, lists, texts, numbers, booleans and {@code null}; nothing when it isn't JSON from end to end
     */
    public static Optional<List<@Nullable Object>> values(byte[] text) {
        List<@Nullable Object> values = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                values.add(ValueReader.ANY.read(parser));
            }
            return Optional.of(values);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param node a tree
     * @param type to read it as
     * @return the value
     * @throws IOException when it doesn't fit
     */
    public static <T> T read(JsonNode node, Class<T> type) throws IOException {
        try (JsonParser parser = node.traverse()) {
            parser.nextToken();
            return whole(value(parser, type), type);
        }
    }
}
