package dev.drydock.cli;

import dev.drydock.snapshot.Redaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which values are taken out of what leaves the engine. */
final class Secrets {
    /** As the tests' own setting is called. */
    static final String VARIABLE = "DRYDOCK_SNAPSHOT_SECRETS";

    @Option(
            names = "--strip",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether such values are taken out. Default: they are.")
    private boolean strip;

    @Option(
            names = "--secret",
            paramLabel = "NAME",
            split = ",",
            description = "An environment variable that is secret, too, besides those that " + VARIABLE + " names.")
    private List<String> names = new ArrayList<>();

    /** What doesn't go together. */
    Optional<String> mistake() {
        return strip || names.isEmpty() ? Optional.empty() : Optional.of("--no-strip and --secret don't go together");
    }

    /** Whether the value of the variable of that name is taken out. */
    Predicate<String> predicate() {
        return strip ? of(names, System.getenv(VARIABLE)) : name -> false;
    }

    /** @param more names with commas between; {@code null} for none */
    static Predicate<String> of(List<String> names, @Nullable String more) {
        List<String> all = new ArrayList<>(names);
        if (more != null) {
            all.addAll(Arrays.asList(more.split(",", -1)));
        }
        all.removeIf(String::isBlank);
        return Redaction.of(all)::isSecret;
    }
}
