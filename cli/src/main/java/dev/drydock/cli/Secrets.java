package dev.drydock.cli;

import dev.drydock.snapshot.Redaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which values are taken out of what leaves the engine. */
final class Secrets {
    /** As the tests' own setting is called. */
    static final String VARIABLE = "DRYDOCK_SNAPSHOT_SECRETS";

    /** What people must know of it. */
    static final String FOOTER =
            "Values of environment variables that look secret are taken out, and asked for when it is opened. Data in"
                    + " files isn't looked through.";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec command;

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

    /** Refuses what doesn't go together. */
    void check() {
        if (!strip && !names.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--no-strip and --secret don't go together");
        }
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
