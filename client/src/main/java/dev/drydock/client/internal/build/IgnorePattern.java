package dev.drydock.client.internal.build;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A line of a {@code .dockerignore}: a glob for a whole path. {@code *} and {@code ?} stop at a slash, <code>**</code> goes
 * over any number of folders.
 */
final class IgnorePattern {
    private static final String SPECIAL = "*?[\\";
    private static final IntPredicate DIGIT = c -> c >= '0' && c <= '9';
    private static final IntPredicate WORD =
            DIGIT.or(c -> c >= 'a' && c <= 'z').or(c -> c >= 'A' && c <= 'Z').or(c -> c == '_');
    private static final IntPredicate SPACE = c -> "\t\n\f\r ".indexOf(c) >= 0;

    // What Docker's regular expressions know after a backslash.
    private static final Map<Character, IntPredicate> SETS =
            Map.of('d', DIGIT, 'D', DIGIT.negate(), 'w', WORD, 'W', WORD.negate(), 's', SPACE, 'S', SPACE.negate());
    private static final Map<Character, BiPredicate<String, Integer>> PLACES = Map.of(
            'A', (path, i) -> i == 0,
            'z', (path, i) -> i == path.length(),
            'b', IgnorePattern::isBetweenWords,
            'B', (path, i) -> !isBetweenWords(path, i));
    private static final String CONTROLS = "afnrtv";
    private static final String CONTROL_VALUES = "\007\f\n\r\t\013";

    private final String glob;
    private final boolean exception;
    private final List<Step> steps = new ArrayList<>();

    private int at;

    /**
     * From where in a path one gets where. A regular expression would try all the ways to share a path among stars, and
     * Java's aren't quite Docker's.
     */
    private interface Step {
        BitSet from(BitSet positions, String path);
    }

    /**
     * @param glob cleaned, without the {@code !}
     * @param exception whether it brings back what lines before have excluded
     * @throws IllegalArgumentException when it is malformed; the message says why
     */
    IgnorePattern(String glob, boolean exception) {
        this.glob = glob;
        this.exception = exception;
        read();
    }

    private static boolean isBetweenWords(String path, int i) {
        boolean before = i > 0 && WORD.test(path.charAt(i - 1));
        boolean after = i < path.length() && WORD.test(path.charAt(i));
        return before != after;
    }

    private void read() {
        boolean plain = isPlain(glob);
        while (at < glob.length()) {
            int c = next();
            switch (c) {
                case '*' -> star();
                case '?' -> steps.add(one(each -> each != '/'));
                case '[' -> steps.add(one(charClass()));
                case '\\' -> steps.add(escape());
                // It is only itself where there is nothing special beside it.
                case '^' -> steps.add(plain ? one(each -> each == c) : where((path, i) -> i == 0));
                default -> steps.add(one(each -> each == c));
            }
        }
    }

    private int next() {
        int c = glob.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private static Step one(IntPredicate which) {
        return (positions, path) -> {
            BitSet next = new BitSet();
            positions.stream().filter(i -> i < path.length()).forEach(i -> {
                int c = path.codePointAt(i);
                if (which.test(c)) {
                    next.set(i + Character.charCount(c));
                }
            });
            return next;
        };
    }

    private static Step where(BiPredicate<String, Integer> holds) {
        return (positions, path) -> {
            BitSet next = new BitSet();
            positions.stream().filter(i -> holds.test(path, i)).forEach(next::set);
            return next;
        };
    }

    /**
     * Any number of characters, from each position on.
     *
     * @param not where it ends
     * @param folders whether it takes whole names of folders only
     */
    private static Step any(char not, boolean folders) {
        return (positions, path) -> {
            BitSet next = new BitSet();
            boolean within = false;
            for (int i = 0; i <= path.length(); i++) {
                within = positions.get(i) || (within && path.charAt(i - 1) != not);
                if (folders ? positions.get(i) || (within && path.charAt(i - 1) == '/') : within) {
                    next.set(i);
                }
            }
            return next;
        };
    }

    private void star() {
        if (at == glob.length() || glob.charAt(at) != '*') {
            steps.add(any('/', false));
            return;
        }
        boolean first = at == 1;
        at++;
        boolean slash = at < glob.length() && glob.charAt(at) == '/';
        if (slash) {
            at++;
        }
        // One after the other says no more than one.
        while (slash && glob.startsWith("**/", at)) {
            at += 3;
        }
        if (at == glob.length()) {
            steps.add(any('\n', false));
        } else if (first && !slash && isPlain(glob.substring(at)) && glob.indexOf(']', at) < 0) {
            // Docker takes "**foo" for the end of any path, other than "a/**foo".
            steps.add(any('\n', false));
        } else {
            steps.add(any('\n', true));
        }
    }

    private static boolean isPlain(String rest) {
        return rest.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
    }

    private IntPredicate charClass() {
        boolean negated = at < glob.length() && glob.charAt(at) == '^';
        if (negated) {
            at++;
        }
        IntPredicate any = c -> false;
        boolean empty = true;
        while (at < glob.length() && (glob.charAt(at) != ']' || empty)) {
            any = any.or(members());
            empty = false;
        }
        if (at == glob.length()) {
            throw unclosed();
        }
        at++;
        return negated ? any.negate() : any;
    }

    private IntPredicate members() {
        IntPredicate set = setAt(at);
        if (set != null) {
            at += 2;
            if (at < glob.length() && glob.charAt(at) == '-') {
                // A set begins no range: the dash is one.
                at++;
                return set.or(c -> c == '-').or(members());
            }
            return set;
        }
        int from = at;
        int low = member();
        if (at == glob.length() || glob.charAt(at) != '-') {
            return c -> c == low;
        }
        at++;
        int high = member();
        if (low > high) {
            throw new IllegalArgumentException("the range '" + glob.substring(from, at) + "' runs backwards");
        }
        return c -> c >= low && c <= high;
    }

    private int member() {
        if (at == glob.length()) {
            throw unclosed();
        }
        int c = next();
        if (c == '-' || c == ']') {
            throw new IllegalArgumentException("'" + Character.toString(c) + "' within [ ] needs a backslash");
        }
        return c == '\\' ? escaped() : c;
    }

    private static IllegalArgumentException unclosed() {
        return new IllegalArgumentException("a '[' has no ']'");
    }

    /** What is after a backslash: a character, a set of them, or a place. */
    private Step escape() {
        IntPredicate set = setAt(at - 1);
        if (set != null) {
            at++;
            return one(set);
        }
        BiPredicate<String, Integer> place = at == glob.length() ? null : PLACES.get(glob.charAt(at));
        if (place != null) {
            at++;
            return where(place);
        }
        int c = escaped();
        return one(each -> each == c);
    }

    /** The set that is written with a backslash there, {@code null} for none. */
    private @Nullable IntPredicate setAt(int backslash) {
        if (backslash + 1 >= glob.length() || glob.charAt(backslash) != '\\') {
            return null;
        }
        return SETS.get(glob.charAt(backslash + 1));
    }

    private int escaped() {
        if (at == glob.length()) {
            throw new IllegalArgumentException("nothing follows the backslash at its end");
        }
        int c = next();
        if (c >= 0x80 || !Character.isLetterOrDigit(c)) {
            return c;
        }
        int control = CONTROLS.indexOf(c);
        if (control < 0) {
            throw new IllegalArgumentException("'\\" + (char) c + "' means nothing; is a '/' meant?");
        }
        return CONTROL_VALUES.charAt(control);
    }

    boolean matches(String path) {
        BitSet positions = new BitSet();
        positions.set(0);
        for (Step each : steps) {
            if (positions.isEmpty()) {
                return false;
            }
            positions = each.from(positions, path);
        }
        return positions.get(path.length());
    }

    boolean isException() {
        return exception;
    }

    /** Whether something below the folder may match; for certain only where there are no wildcards before the end. */
    boolean mayMatchBelow(String folder) {
        String fixed = glob;
        while (fixed.endsWith("/*") || fixed.endsWith("/**")) {
            fixed = fixed.substring(0, fixed.lastIndexOf('/'));
        }
        boolean wild = fixed.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0 || c == '^');
        return wild || (fixed + "/").startsWith(folder + "/");
    }
}
