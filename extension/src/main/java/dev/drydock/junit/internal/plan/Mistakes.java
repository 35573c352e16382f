package dev.drydock.junit.internal.plan;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Gathers what is wrong in the declarations of a test class, so that all of it is said at once. */
final class Mistakes {
    private final Set<String> found = new LinkedHashSet<>();

    void add(String where, String what) {
        found.add(where + ": " + what);
    }

    void throwIfAny(Class<?> testClass) {
        if (found.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder();
        message.append(testClass.getName()).append(" declares its containers wrongly");
        message.append(found.size() == 1 ? ":" : ", in " + found.size() + " places:");
        found.forEach(each -> message.append("\n  - ").append(each));
        throw new ExtensionConfigurationException(message.toString());
    }
}
