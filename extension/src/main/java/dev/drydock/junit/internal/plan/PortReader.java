package dev.drydock.junit.internal.plan;

import dev.drydock.junit.WithContainer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which ports to publish. */
final class PortReader {
    private static final Pattern PUBLISH = Pattern.compile("(?:(\\d{1,5}):)?(\\d{1,5})(?:/(tcp|udp))?");

    private final WithContainer declared;
    private final String where;
    private final Mistakes mistakes;

    PortReader(WithContainer declared, String where, Mistakes mistakes) {
        this.declared = declared;
        this.where = where;
        this.mistakes = mistakes;
    }

    List<PortPlan> read() {
        List<PortPlan> ports = new ArrayList<>();
        for (int port : declared.ports()) {
            check("ports = " + port, port);
            ports.add(new PortPlan(port, "tcp", 0));
        }
        for (String each : declared.publish()) {
            Matcher matcher = PUBLISH.matcher(each);
            if (!matcher.matches()) {
                mistakes.add(
                        where,
                        "publish = \"" + each
                                + "\": it takes [HOSTPORT:]PORT[/tcp|/udp], such as 53/udp or 15432:5432");
                continue;
            }
            int hostPort = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            int port = Integer.parseInt(matcher.group(2));
            check("publish = \"" + each + "\"", port);
            if (matcher.group(1) != null) {
                check("publish = \"" + each + "\"", hostPort);
            }
            ports.add(new PortPlan(port, matcher.group(3) == null ? "tcp" : matcher.group(3), hostPort));
        }
        Set<String> seen = new HashSet<>();
        for (PortPlan each : ports) {
            if (!seen.add(each.port() + "/" + each.protocol())) {
                mistakes.add(where, "ports: " + each.port() + "/" + each.protocol() + " is named twice");
            }
            if (each.hostPort() != 0 && !seen.add("host " + each.hostPort() + "/" + each.protocol())) {
                mistakes.add(where, "publish: two ports are to be " + each.hostPort() + " of this machine");
            }
        }
        return List.copyOf(ports);
    }

    private void check(String shown, int port) {
        if (port < 1 || port > 65535) {
            mistakes.add(where, shown + ": a port is 1 to 65535");
        }
    }
}
