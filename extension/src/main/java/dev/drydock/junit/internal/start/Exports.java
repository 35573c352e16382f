package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.AddressTemplate;
import dev.drydock.junit.internal.plan.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * System properties that containers export. There is one set of them in a JVM: that of an inner scope takes the place of an
 * outer one's until it ends; two scopes at the same time, neither of them in the other, may only have the same value.
 */
final class Exports {
    private static final Map<String, Exported> ALL = new HashMap<>();

    private Exports() {}

    private record Frame(LiveScope scope, String container, String value) {}

    /** A property: what it was before, and all that have it now, the innermost last. */
    private static final class Exported {
        private final @Nullable Object before;
        private final List<Frame> frames = new ArrayList<>();

        private Exported(@Nullable Object before) {
            this.before = before;
        }
    }

    /**
     * @param scope whose containers are ready
     * @param around the scopes that it is in
     * @param surroundings where placeholders look for variables
     * @throws ExtensionConfigurationException when another has one of them with another value; none is set then
     */
    static void begin(LiveScope scope, List<LiveScope> around, Surroundings surroundings) {
        Map<String, Frame> frames = new LinkedHashMap<>();
        for (LiveContainer container : scope.containers()) {
            for (String each : container.plan().life().exports()) {
                int equals = each.indexOf('=');
                String value = new ContainerAddress(container, surroundings)
                        .fill(AddressTemplate.of(each.substring(equals + 1)), 0);
                frames.put(each.substring(0, equals), new Frame(scope, container.name(), value));
            }
        }
        synchronized (ALL) {
            frames.forEach((name, frame) -> check(name, frame, around));
            frames.forEach((name, frame) -> {
                ALL.computeIfAbsent(
                                name, key -> new Exported(System.getProperties().get(key)))
                        .frames
                        .add(frame);
                System.setProperty(name, frame.value());
            });
        }
    }

    private static void check(String name, Frame frame, List<LiveScope> around) {
        Exported exported = ALL.get(name);
        if (exported == null) {
            return;
        }
        for (Frame other : exported.frames) {
            if (!other.value().equals(frame.value()) && !around.contains(other.scope())) {
                throw new ExtensionConfigurationException("System property '" + name
                        + "' can't have two values at once:"
                        + " container '" + frame.container() + "' of "
                        + frame.scope().plan().owner() + " exports it, and so does container '" + other.container()
                        + "' of " + other.scope().plan().owner()
                        + ", which is there at the same time. Keep the two from"
                        + " running in parallel, with @ResourceLock(Resources.SYSTEM_PROPERTIES) on both; or take the"
                        + " address as a parameter, with @ContainerUrl.");
            }
        }
    }

    /** Puts back what was there before. */
    static void end(LiveScope scope) {
        synchronized (ALL) {
            ALL.forEach((name, exported) -> {
                if (exported.frames.removeIf(each -> each.scope() == scope)) {
                    putBack(name, exported);
                }
            });
            ALL.values().removeIf(each -> each.frames.isEmpty());
        }
    }

    private static void putBack(String name, Exported exported) {
        if (!exported.frames.isEmpty()) {
            System.setProperty(
                    name, exported.frames.get(exported.frames.size() - 1).value());
        } else if (exported.before != null) {
            System.getProperties().put(name, Objects.requireNonNull(exported.before));
        } else {
            System.clearProperty(name);
        }
    }
}
