package dev.drydock.client.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON as the engines write it: names in upper camel case, but not reliably so, and fields that nobody knows. */
public final class Json {
    /** Shared; thread-safe. */
    // It is UTF-8. What looks like another encoding would look otherwise when it comes in other pieces.
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new ModelIntrospector()))
            .build();

    /** A list of 10,000 containers has some 20 MiB. */
    private static final long LARGEST = 256 * 1024 * 1024;

    /** Finding out how to read a type takes longer than reading one. */
    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> type) {
            return MAPPER.readerFor(type);
        }
    };

    private static final ObjectReader UNTYPED = MAPPER.readerFor(Object.class);

    private Json() {}

    /**
     * Finds out how to read some types, and how to write.
     *
     * @param types objects, or arrays of them
     */
    public static void warmUp(Class<?>... types) {
        bytes(Map.of("a", List.of("b")));
        for (Class<?> each : types) {
            byte[] empty = (each.isArray() ? "[{}]" : "{}").getBytes(StandardCharsets.UTF_8);
            try {
                read(new ByteArrayInputStream(empty), each);
            } catch (IOException e) {
                // Who reads it in earnest is told.
            }
        }
    }

    /**
     * @param in one JSON value
     * @param type to read it as
     * @return the value
     * @throws IOException when it couldn't be read, or isn't such JSON
     */
    public static <T> T read(InputStream in, Class<T> type) throws IOException {
        T value = READERS.get(type).readValue(new RecordInput(in, LARGEST, false));
        if (value != null) {
            return value;
        }
        if (type.isArray()) {
            // Go writes an empty list as null where nothing was ever put in.
            return type.cast(Array.newInstance(type.getComponentType(), 0));
        }
        throw new JsonMappingException(null, "null instead of an object");
    }

    /**
     * @param value of maps, lists, strings, numbers and booleans
     * @return it as JSON
     */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not expressible as JSON: " + e.getOriginalMessage(), e);
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
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                values.add(UNTYPED.readValue(parser));
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
        return MAPPER.treeToValue(node, type);
    }
}
