package dev.drydock.junit.internal.plan;

import dev.drydock.junit.WithContainer;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a container reaches, and is reached by. */
final class NetworkReader {
    private static final Pattern EXTRA_HOST =
            Pattern.compile("[^:\\s]+:(host-gateway|[0-9a-fA-F.:]+|\\[[0-9a-fA-F.:]+])");

    private final WithContainer declared;
    private final String where;
    private final Mistakes mistakes;

    NetworkReader(WithContainer declared, String where, Mistakes mistakes) {
        this.declared = declared;
        this.where = where;
        this.mistakes = mistakes;
    }

    NetworkPlan read() {
        for (String each : declared.extraHosts()) {
            if (!EXTRA_HOST.matcher(each).matches()) {
                wrong("extraHosts = \"" + each + "\": it takes NAME:ADDRESS, such as db.test:192.0.2.7 or"
                        + " machine:host-gateway");
            }
        }
        for (String each : declared.aliases()) {
            if (!PlanReader.NAME.matcher(each).matches()) {
                wrong("aliases = \"" + each + "\": a name has letters, digits, '_', '.' and '-'");
            }
        }
        String network = declared.network();
        if (!network.isEmpty() && !PlanReader.NAME.matcher(network).matches()) {
            wrong("network = \"" + network + "\": it takes the name of a network, host or none");
        }
        NetworkPlan plan = new NetworkPlan(
                network, List.of(declared.aliases()), List.of(declared.extraHosts()), declared.hostAccess());
        boolean ports = declared.ports().length + declared.publish().length > 0;
        if (network.equals("host") && ports) {
            wrong("network = \"host\" publishes no ports: what listens there does so on the machine itself");
        }
        if (network.equals("none") && ports) {
            wrong("network = \"none\" publishes no ports: nothing reaches what listens there");
        }
        if (network.matches("host|none") && declared.hostAccess()) {
            wrong("hostAccess with network = \"" + network + "\": there is no bridge to reach this JVM by");
        }
        if (!plan.hasNames() && declared.aliases().length > 0) {
            wrong("aliases with network = \"" + network + "\": containers don't find each other by name there");
        }
        return plan;
    }

    private void wrong(String what) {
        mistakes.add(where, what);
    }
}
