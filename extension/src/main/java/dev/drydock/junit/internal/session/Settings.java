package dev.drydock.junit.internal.session;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the user has set: a JUnit configuration parameter (which includes system properties), else an environment variable
 * of the same name in capitals, with underscores for dots.
 *
 * @param registryMirror {@code drydock.registry.mirror}: where images of Docker Hub are pulled from instead
 * @param reaper {@code drydock.reaper}: whether a process of its own removes what is left when this JVM is killed
 */
public record Settings(Optional<String> registryMirror, boolean reaper) {
    /** Where images of Docker Hub are pulled from instead: {@code HOST[:PORT][/PATH]}. */
    public static final String REGISTRY_MIRROR = "drydock.registry.mirror";

    /** Whether a process of its own removes what is left when this JVM is killed: {@code true} or {@code false}. */
    public static final String REAPER = "drydock.reaper";

    /** All that there are. */
    static final Set<String> ALL = Set.of(REGISTRY_MIRROR, REAPER);

    static Settings of(ExtensionContext context) {
        return new Settings(value(context, REGISTRY_MIRROR), flag(context, REAPER, true));
    }

    private static boolean flag(ExtensionContext context, String key, boolean otherwise) {
        Optional<String> value = value(context, key).map(text -> text.toLowerCase(Locale.ROOT));
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            throw new IllegalArgumentException(
                    "The setting " + key + " is '" + value.get() + "': it takes true or false.");
        }
        return value.map(Boolean::parseBoolean).orElse(otherwise);
    }

    private static Optional<String> value(ExtensionContext context, String key) {
        return context.getConfigurationParameter(key)
                .or(() ->
                        Optional.ofNullable(System.getenv(key.replace('.', '_').toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
