package dev.drydock.junit.internal.session;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the user has set: a JUnit configuration parameter (which includes system properties), else an environment variable
 * of the same name in capitals, with underscores for dots.
 *
 * @param registryMirror {@code drydock.registry.mirror}: where images of Docker Hub are pulled from instead
 */
public record Settings(Optional<String> registryMirror) {
    /** Where images of Docker Hub are pulled from instead: {@code HOST[:PORT][/PATH]}. */
    public static final String REGISTRY_MIRROR = "drydock.registry.mirror";

    static Settings of(ExtensionContext context) {
        return new Settings(value(context, REGISTRY_MIRROR));
    }

    private static Optional<String> value(ExtensionContext context, String key) {
        return context.getConfigurationParameter(key)
                .or(() ->
                        Optional.ofNullable(System.getenv(key.replace('.', '_').toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
