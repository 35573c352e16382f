package dev.drydock.junit.internal.plan;

import java.util.Optional;
import java.util.function.Function;

/**
 * What placeholders find outside of the tests.
 *
 * @param env environment variables by name
 * @param sys system properties by name
 * @param param configuration parameters of JUnit by name
 */
public record Surroundings(
        Function<String, Optional<String>> env,
        Function<String, Optional<String>> sys,
        Function<String, Optional<String>> param) {

    /** This JVM's, without parameters of JUnit. */
    public static final Surroundings JVM = of(name -> Optional.empty());

    /** Where all variables are there, with values that nobody knows. */
    static final Surroundings UNKNOWN =
            new Surroundings(name -> Optional.of(""), name -> Optional.of(""), name -> Optional.of(""));

    /**
     * This JVM's.
     *
     * @param parameters such as {@code context::getConfigurationParameter}
     */
    public static Surroundings of(Function<String, Optional<String>> parameters) {
        return new Surroundings(
                name -> Optional.ofNullable(System.getenv(name)),
                name -> Optional.ofNullable(System.getProperty(name)),
                parameters);
    }

    /**
     * The value of a variable. As in a shell, the other value after {@code :-} also takes the place of an empty one.
     *
     * @param placeholder of the kinds env, sys and param
     * @return empty when it is missing
     */
    public Optional<String> value(Placeholder placeholder) {
        Optional<String> value = switch (placeholder.kind()) {
            case ENV -> env.apply(placeholder.name());
            case SYS -> sys.apply(placeholder.name());
            case PARAM -> param.apply(placeholder.name());
            default -> throw new IllegalArgumentException(placeholder + " is no variable");
        };
        Optional<String> otherwise = placeholder.otherwise();
        return otherwise.isPresent() ? value.filter(each -> !each.isEmpty()).or(() -> otherwise) : value;
    }

    /** What to say when it is missing. */
    public static String missing(Placeholder placeholder) {
        String what = switch (placeholder.kind()) {
            case ENV -> "environment variable";
            case SYS -> "system property";
            default -> "configuration parameter of JUnit";
        };
        String with = placeholder.toString().replace("}", ":-…}");
        return placeholder + ": there is no " + what + " " + placeholder.name() + "; set it, or write " + with
                + " with a value for where it is missing";
    }
}
