package dev.drydock.client.internal.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions such as 1.41 and 5.8.2, in their order. */
public final class Versions {
    private Versions() {}

    /** @return whether it is one: two or three numbers, with points between them */
    public static boolean isOne(String text) {
        return text.matches("[0-9]{1,4}(\\.[0-9]{1,4}){1,2}");
    }

    /** @return what compareTo would */
    public static int compare(String one, String other) {
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = Integer.compare(number(left, i), number(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** @return 5 of 5.8.2 */
    public static int major(String version) {
        return number(version.split("\\.", -1), 0);
    }

    private static int number(String[] parts, int index) {
        return index < parts.length ? Integer.parseInt(parts[index]) : 0;
    }

    /**
     * Whether something may be there. Between two known versions nobody knows when it came or went: then the engine is to
     * say.
     *
     * @param known versions, the oldest first
     * @param version of the engine
     * @param since the first known version that has it
     * @param until the last one, {@code null} when the newest does
     * @return false when it surely isn't there
     */
    public static boolean has(List<String> known, String version, String since, @Nullable String until) {
        int first = known.indexOf(since);
        boolean begun = first <= 0 || compare(version, known.get(first - 1)) > 0;
        int last = until == null ? -1 : known.indexOf(until);
        return begun && (last < 0 || last == known.size() - 1 || compare(version, known.get(last + 1)) < 0);
    }
}
