package dev.drydock.client.internal.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one record is read from an object. Names are taken as engines write them, which isn't reliably in upper camel case
 * ({@code ID}, {@code IPAddress}, {@code NCPU}, {@code timeNano}, {@code is_official}); a last component {@code more} gathers what has no name.
 */
final class Shape {
    private final Class<?> type;
    private final RecordComponent[] components;
    /** Filled in when a value is there: most of what records can hold, engines never send. Each is as good as another. */
    private final @Nullable ValueReader[] readers;

    private final Map<String, Integer> places = new HashMap<>();
    private final boolean gathers;
    private volatile @Nullable Constructor<?> constructor;

    /** @param type a record */
    Shape(Class<?> type) {
        this.type = type;
        components = type.getRecordComponents();
        readers = new ValueReader[components.length];
        int last = components.length - 1;
        gathers = last >= 0 && components[last].getName().equals("more");
        for (int i = 0; i < components.length; i++) {
            if (i < last || !gathers) {
                addSpellings(components[i].getName(), i);
            }
        }
    }

    private Constructor<?> constructor() throws NoSuchMethodException {
        Constructor<?> known = constructor;
        if (known == null) {
            Class<?>[] types = new Class<?>[components.length];
            Arrays.setAll(types, i -> components[i].getType());
            known = type.getDeclaredConstructor(types);
            known.setAccessible(true);
            constructor = known;
        }
        return known;
    }

    private void addSpellings(String name, int place) {
        int hump = 1;
        while (hump < name.length() && Character.isLowerCase(name.charAt(hump))) {
            hump++;
        }
        add(name, place);
        add(upper(name, 1), place);
        add(upper(name, hump), place);
        add(upper(name, name.length()), place);
        add(snake(name), place);
        if (name.startsWith("ipv")) {
            add("IPv" + name.substring(3), place);
        }
    }

    private void add(String spelling, int place) {
        places.put(spelling, place);
        if (spelling.regionMatches(true, spelling.length() - 2, "id", 0, 2)) {
            String stem = spelling.substring(0, spelling.length() - 2);
            places.put(stem + "Id", place);
            places.put(stem + "ID", place);
        }
    }

    private static String upper(String name, int letters) {
        return name.substring(0, letters).toUpperCase(Locale.ROOT) + name.substring(letters);
    }

    /** As registries write, and engines wrote before 0.12. */
    private static String snake(String name) {
        StringBuilder snake = new StringBuilder();
        boolean before = false;
        for (int i = 0; i < name.length(); i++) {
            boolean upper = name.charAt(i) >= 'A' && name.charAt(i) <= 'Z';
            snake.append(upper && !before ? "_" : "").append(name.charAt(i));
            before = upper;
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    /** @param in at the beginning of the object; left at its end */
    Object read(JsonParser in) throws IOException {
        @Nullable Object[] values = new Object[components.length];
        Map<String, @Nullable Object> others = null;
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            Integer place = places.get(name);
            boolean isNull = in.nextToken() == JsonToken.VALUE_NULL;
            if (place != null) {
                values[place] = isNull ? null : reader(place).read(in);
            } else if (gathers) {
                others = others == null ? new LinkedHashMap<>() : others;
                others.put(name, ValueReader.ANY.read(in));
            } else {
                in.skipChildren();
            }
        }
        if (gathers) {
            values[values.length - 1] = others;
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = ValueReader.missing(components[i].getType());
            }
        }
        return made(values, in);
    }

    private ValueReader reader(int place) throws IOException {
        ValueReader known = readers[place];
        if (known == null) {
            known = ValueReader.of(components[place].getGenericType());
            readers[place] = known;
        }
        return known;
    }

    private Object made(@Nullable Object[] values, JsonParser in) throws IOException {
        try {
            Object made = Constructors.make(type, values);
            return made != null ? made : constructor().newInstance(values);
        } catch (RuntimeException e) {
            throw new JsonParseException(in, String.valueOf(e.getMessage()), e);
        } catch (InvocationTargetException e) {
            throw new JsonParseException(
                    in, String.valueOf(e.getTargetException().getMessage()), e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName(), e);
        }
    }
}
