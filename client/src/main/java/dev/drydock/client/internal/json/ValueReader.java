package dev.drydock.client.internal.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value as what a record wants there. Numbers, texts and booleans stand for each other where it is plain what
 * is meant: some engines write a number where others write its text.
 */
final class ValueReader {
    /** Maps, lists, texts, numbers and booleans, as they come. */
    static final ValueReader ANY = new ValueReader(Kind.ANY, Object.class);

    private static final Map<Class<?>, ValueReader> SCALARS = Map.of(
            Object.class, ANY,
            String.class, new ValueReader(Kind.TEXT, String.class),
            Long.class, new ValueReader(Kind.LONG, Long.class),
            long.class, new ValueReader(Kind.LONG, long.class),
            Integer.class, new ValueReader(Kind.INT, Integer.class),
            int.class, new ValueReader(Kind.INT, int.class),
            Boolean.class, new ValueReader(Kind.FLAG, Boolean.class),
            boolean.class, new ValueReader(Kind.FLAG, boolean.class),
            BigInteger.class, new ValueReader(Kind.LARGE, BigInteger.class));

    /** Finding out how to read a record takes longer than reading one. */
    private static final ClassValue<ValueReader> RECORDS = new ClassValue<>() {
        @Override
        protected ValueReader computeValue(Class<?> type) {
            return new ValueReader(Kind.RECORD, type, null, new Shape(type));
        }
    };

    private enum Kind {
        ANY,
        TEXT,
        LONG,
        INT,
        LARGE,
        FLAG,
        LIST,
        MAP,
        RECORD
    }

    private final Kind kind;
    private final Class<?> type;
    private final @Nullable ValueReader content;
    private final @Nullable Shape shape;

    private ValueReader(Kind kind, Class<?> type) {
        this(kind, type, null, null);
    }

    private ValueReader(Kind kind, Class<?> type, @Nullable ValueReader content, @Nullable Shape shape) {
        this.kind = kind;
        this.type = type;
        this.content = content;
        this.shape = shape;
    }

    /**
     * @param type a record, list, map, text, number or boolean
     * @return how to read it
     * @throws JsonParseException for a type that JSON isn't read as
     */
    static ValueReader of(Type type) throws JsonParseException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            ValueReader content = of(arguments[arguments.length - 1]);
            if (generic.getRawType() == List.class) {
                return new ValueReader(Kind.LIST, List.class, content, null);
            }
            if (generic.getRawType() == Map.class) {
                return new ValueReader(Kind.MAP, Map.class, content, null);
            }
        } else if (type instanceof Class<?> known) {
            ValueReader scalar = SCALARS.get(known);
            if (scalar != null) {
                return scalar;
            }
            if (known.isRecord()) {
                return RECORDS.get(known);
            }
        }
        throw new JsonParseException(null, "JSON isn't read as a " + type.getTypeName());
    }

    /** @param in at a value; left at its end */
    @Nullable
    Object read(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        return token == JsonToken.VALUE_NULL ? null : read(in, token);
    }

    private @Nullable Object read(JsonParser in, JsonToken token) throws IOException {
        boolean fits = switch (kind) {
            case RECORD, MAP -> token == JsonToken.START_OBJECT;
            case LIST -> token == JsonToken.START_ARRAY;
            case TEXT -> token.isScalarValue();
            default -> true;
        };
        if (!fits) {
            throw unfit(in);
        }
        return switch (kind) {
            case RECORD -> Objects.requireNonNull(shape).read(in);
            case MAP -> map(in, Objects.requireNonNull(content));
            case LIST -> list(in, Objects.requireNonNull(content));
            case TEXT -> in.getText();
            case ANY -> any(in, token);
            case FLAG -> flag(in, token);
            default -> number(in, token);
        };
    }

    private static @Nullable Object any(JsonParser in, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> map(in, ANY);
            case START_ARRAY -> list(in, ANY);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> in.getText();
        };
    }

    private @Nullable Object flag(JsonParser in, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> !in.getText().equals("0");
            case VALUE_STRING ->
                switch (in.getText().strip()) {
                    case "" -> null;
                    case "true", "True", "TRUE" -> true;
                    case "false", "False", "FALSE" -> false;
                    default -> throw unfit(in);
                };
            default -> throw unfit(in);
        };
    }

    private @Nullable Object number(JsonParser in, JsonToken token) throws IOException {
        if (token.isNumeric()) {
            return kind == Kind.LONG
                    ? (Object) in.getLongValue()
                    : kind == Kind.INT ? (Object) in.getIntValue() : in.getBigIntegerValue();
        }
        if (token != JsonToken.VALUE_STRING) {
            throw unfit(in);
        }
        String text = in.getText().strip();
        try {
            return text.isEmpty()
                    ? null
                    : kind == Kind.LONG
                            ? (Object) Long.valueOf(text)
                            : kind == Kind.INT ? (Object) Integer.valueOf(text) : new BigInteger(text);
        } catch (NumberFormatException e) {
            throw unfit(in);
        }
    }

    /** What stands for null, and for what isn't there. */
    static @Nullable Object missing(Class<?> type) {
        return !type.isPrimitive() ? null : type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : false;
    }

    static List<@Nullable Object> list(JsonParser in, ValueReader content) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            list.add(content.read(in));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(JsonParser in, ValueReader content) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            in.nextToken();
            map.put(name, content.read(in));
        }
        return map;
    }

    private JsonParseException unfit(JsonParser in) throws IOException {
        String what = switch (in.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> in.getText();
        };
        String name = in.currentName();
        return new JsonParseException(
                in, what + " instead of a " + type.getSimpleName() + (name == null ? "" : " as '" + name + "'"));
    }
}
