package dev.drydock.snapshot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is secret, and texts without it. A variable of the environment is secret by the words of its name ({@code PASSWORD},
 * {@code TOKEN}, {@code API_KEY}), or because somebody named it; wherever its value turns up it is replaced by {@link #MASK}, and
 * so are passwords in addresses. Immutable.
 */
public final class Redaction {
    /** Stands for a secret. */
    public static final String MASK = "***";

    /** Shorter ones would be found everywhere by chance. */
    private static final int SHORTEST = 4;

    /** Anywhere in a name. */
    private static final Pattern STRONG = Pattern.compile("PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL|TOKEN");

    /** As a word of a name, or at the end of one, as in {@code APIKEY}. */
    private static final Pattern WORD = Pattern.compile(
            "PASS|PASSES|PWD|KEYS?|AUTH|AUTHORIZATION|PAT|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING)KEYS?|(DB|PG|SQL|MYSQL|USER|ROOT|ADMIN)PASS");

    /** A name that ends so tells of a secret, but isn't one. */
    private static final Set<String> ABOUT = Set.of(
            "FILE",
            "PATH",
            "DIR",
            "METHOD",
            "TYPE",
            "MODE",
            "ENABLED",
            "DISABLED",
            "REQUIRED",
            "LENGTH",
            "TTL",
            "EXPIRY",
            "TIMEOUT",
            "ALGORITHM",
            "NAME",
            "COUNT",
            "SIZE",
            "ITERATIONS",
            "POLICY",
            "ENCRYPTION",
            "USER",
            "USERNAME",
            "HOST",
            "PORT");

    /** They have a meaning of their own: to mask them everywhere would make logs unreadable and hide nothing. */
    private static final Set<String> TRIVIAL =
            Set.of("true", "false", "none", "null", "enabled", "disabled", "required", "optional", "trust", "default");

    // All runs have bounds, and none is gone back through: long lines without blanks would else take a time that grows
    // with
    // their square.
    private static final Pattern ADDRESS = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]{0,30}+://[^/\\s:@\"']{0,200}+:)(?!\\d{1,5}[/?#])([^\\s@\"']{1,4000}+)(@)");

    /** From the word in its name on: what is before that is looked for when there is one. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?i)(?:password|passwd|passphrase|secret|credential|token)[A-Z0-9_.-]{0,64}+(=)"
                    + "(\"[^\"]*\"|'[^']*'|[^\\s&;,\"']+)");

    /** An option of a command, and the word behind it. */
    private static final Pattern OPTION =
            Pattern.compile("(?<![\\w-])(--?([A-Za-z0-9][A-Za-z0-9_.-]{0,63}+)[ \\t]{1,8}+)"
                    + "(?!-)(\"[^\"]*\"|'[^']*'|[^\\s\"']{1,4000}+)");

    private static final int LONGEST_BEGINNING = 64;

    private final Set<String> named;
    private final Set<String> values;

    private Redaction(Set<String> named, Set<String> values) {
        this.named = named;
        this.values = values;
    }

    /**
     * @param names of environment variables that are secret besides those that look so; in whatever case
     * @return the rules, which know of no value yet
     */
    public static Redaction of(Collection<String> names) {
        Set<String> named = new HashSet<>();
        names.forEach(each -> named.add(each.strip().toUpperCase(Locale.ROOT)));
        return new Redaction(named, Set.of());
    }

    /**
     * @param variableName of an environment variable
     * @return whether its value is a secret
     */
    public boolean isSecret(String variableName) {
        String upper = variableName.toUpperCase(Locale.ROOT);
        if (named.contains(upper)) {
            return true;
        }
        String[] words = variableName
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toUpperCase(Locale.ROOT)
                .split("[^A-Z0-9]+");
        if (upper.equals("PWD")
                || upper.equals("OLDPWD")
                || words.length == 0
                || ABOUT.contains(words[words.length - 1])) {
            return false;
        }
        return STRONG.matcher(upper).find()
                || Arrays.stream(words).anyMatch(word -> WORD.matcher(word).matches());
    }

    /**
     * @param variable such as {@code POSTGRES_PASSWORD=x}
     * @return the same without its value where that is a secret, and without a password in an address
     */
    public String variable(String variable) {
        int equals = variable.indexOf('=');
        if (equals > 0 && equals < variable.length() - 1 && isSecret(variable.substring(0, equals))) {
            return variable.substring(0, equals + 1) + MASK;
        }
        return text(variable);
    }

    /**
     * @param variables such as {@code POSTGRES_PASSWORD=x}, of one container
     * @param image that it was made of: its words are no secret, and neither is what another variable says openly
     * @return the same rules, which find the secrets among these values in texts, too
     */
    public Redaction with(List<String> variables, String image) {
        Set<String> open = new HashSet<>(TRIVIAL);
        open.addAll(Arrays.asList(image.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
        List<String> secret = new ArrayList<>();
        for (String each : variables) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                String value = each.substring(equals + 1);
                if (isSecret(each.substring(0, equals))) {
                    secret.add(value);
                } else {
                    open.add(value.toLowerCase(Locale.ROOT));
                    Matcher address = ADDRESS.matcher(value);
                    while (address.find()) {
                        secret.add(address.group(2));
                    }
                }
            }
        }
        // The longest first, in case one is the beginning of another.
        Set<String> all = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        all.addAll(values);
        for (String each : secret) {
            // Those of several lines turn up line by line.
            for (String line : each.lines().toArray(String[]::new)) {
                String value = line.strip();
                if (value.length() >= SHORTEST && !open.contains(value.toLowerCase(Locale.ROOT))) {
                    all.add(value);
                    all.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
                    all.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
                }
            }
        }
        return new Redaction(named, all);
    }

    /**
     * @param text such as a line of a log, or a stack trace
     * @return it without the secrets that are known by now, and without those that can be told by the form
     */
    public String text(String text) {
        String without = text;
        for (String each : values) {
            without = without.replace(each, MASK);
        }
        return withoutOptions(withoutAssigned(withoutPasswords(without)));
    }

    /** Without those that are told by what stands around them, in an address or behind a name. */
    static String withoutSecretsByForm(String text) {
        return of(List.of()).text(text);
    }

    /** Without those in addresses. */
    static String withoutPasswords(CharSequence text) {
        return ADDRESS.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "$3");
    }

    /** Without the word behind an option such as {@code --password}. */
    private String withoutOptions(String text) {
        return OPTION.matcher(text)
                .replaceAll(found -> isSecretOption(found.group(2))
                        ? Matcher.quoteReplacement(found.group(1)) + Matcher.quoteReplacement(MASK)
                        : Matcher.quoteReplacement(found.group()));
    }

    /** @param option without the dashes in front: {@code password}, {@code requirepass} */
    boolean isSecretOption(String option) {
        return isSecret(option) || option.endsWith("pass");
    }

    /** Without values behind a name such as {@code password=}. */
    String withoutAssigned(CharSequence text) {
        StringBuilder without = new StringBuilder();
        int done = 0;
        Matcher found = ASSIGNMENT.matcher(text);
        while (found.find()) {
            int start = found.start();
            int first = Math.max(done, start - LONGEST_BEGINNING);
            while (start > first && isOfAName(text.charAt(start - 1))) {
                start--;
            }
            if (isSecret(text.subSequence(start, found.start(1)).toString())) {
                without.append(text, done, found.start(2)).append(MASK);
                done = found.end();
            }
        }
        return without.append(text, done, text.length()).toString();
    }

    private static boolean isOfAName(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '_'
                || each == '.'
                || each == '-';
    }
}
