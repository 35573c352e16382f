package dev.drydock.junit.internal.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks which system properties a container exports. */
final class ExportReader {
    private ExportReader() {}

    /** Notes templates that can't be filled in; what they hold besides may be a secret. */
    static void check(Map<String, String> exports, List<Integer> tcpPorts, String where, Mistakes mistakes) {
        exports.forEach((name, template) -> {
            try {
                AddressTemplate.of(template)
                        .misfit(tcpPorts, 0)
                        .ifPresent(what -> mistakes.add(where, "exports: " + name + ": " + what));
            } catch (IllegalArgumentException e) {
                mistakes.add(where, "exports: " + name + ": " + e.getMessage());
            }
        });
    }

    /** Notes properties that two containers of a scope export; those of the run are around those of the class. */
    static void checkTwice(ScopePlan plan, Mistakes mistakes) {
        Map<String, String> seen = new HashMap<>();
        for (ContainerPlan container : plan.containers()) {
            for (String export : container.life().exports()) {
                String name = export.substring(0, Math.max(0, export.indexOf('=')));
                String other = seen.putIfAbsent(container.life().scope() + " " + name, container.name());
                if (other != null && !other.equals(container.name())) {
                    mistakes.add(
                            plan.owner(),
                            "exports: '" + other + "' and '" + container.name() + "' both export " + name
                                    + "; give each a name of its own");
                }
            }
        }
    }
}
