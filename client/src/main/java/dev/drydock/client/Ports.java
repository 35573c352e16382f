package dev.drydock.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports as people write them and as the engine wants them. */
final class Ports {
    private static final int LAST = 65535;
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:/(tcp|udp|sctp))?");

    private Ports() {}

    /** @return such as {@code 80/tcp} */
    static String ofContainer(String text) {
        Matcher port = PORT.matcher(text);
        if (!port.matches() || Integer.parseInt(port.group(1)) < 1 || Integer.parseInt(port.group(1)) > LAST) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' isn't a container's port: it takes 1 to 65535, and a protocol, as in 80, 80/tcp, 53/udp or 132/sctp.");
        }
        return Integer.parseInt(port.group(1)) + "/" + (port.group(2) == null ? "tcp" : port.group(2));
    }

    /** @return in decimal; empty for one that the engine is to pick */
    static String ofHost(String containerPort, int port) {
        if (port < 0 || port > LAST) {
            throw new IllegalArgumentException("Cannot publish port " + containerPort + " at " + port
                    + ": a port is 1 to 65535 (at the host also 0, for any that is free)");
        }
        return port == 0 ? "" : "" + port;
    }
}
