package dev.drydock.junit.internal.plan;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what several attributes have in common. */
final class Values {
    private final String where;
    private final Mistakes mistakes;

    Values(String where, Mistakes mistakes) {
        this.where = where;
        this.mistakes = mistakes;
    }

    /** Entries of the form {@code NAME=value}; changeable, in their order. */
    Map<String, String> pairs(String attribute, String[] entries) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i++) {
            String each = entries[i];
            int equals = each.indexOf('=');
            if (equals < 1) {
                // Not shown: without a name, all of it may be a value, and a secret.
                mistakes.add(where, attribute + ": entry " + (i + 1) + " isn't of the form NAME=value");
            } else if (pairs.put(each.substring(0, equals), each.substring(equals + 1)) != null) {
                mistakes.add(where, attribute + ": " + each.substring(0, equals) + " is set twice");
            }
        }
        return pairs;
    }

    /** Classes of the user's, of which instances can be made. */
    <T> List<Class<? extends T>> own(String attribute, Class<? extends T>[] types) {
        List<Class<? extends T>> own = new ArrayList<>();
        for (Class<? extends T> each : types) {
            boolean constructor = Arrays.stream(each.getDeclaredConstructors())
                    .anyMatch(candidate -> candidate.getParameterCount() == 0);
            if (each.isInterface() || Modifier.isAbstract(each.getModifiers()) || !constructor) {
                mistakes.add(
                        where,
                        attribute + " = " + each.getName()
                                + ": it must be a class with a constructor without parameters"
                                + " (a nested one is static)");
            }
            own.add(each);
        }
        return List.copyOf(own);
    }
}
