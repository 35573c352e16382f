package dev.drydock.junit.internal.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which database must let a connection be made. */
final class JdbcReader {
    private final List<Integer> ports;
    private final String where;
    private final Mistakes mistakes;

    /** @param ports that the container publishes */
    JdbcReader(List<Integer> ports, String where, Mistakes mistakes) {
        this.ports = ports;
        this.where = where;
        this.mistakes = mistakes;
    }

    Optional<JdbcPlan> read(String template) {
        if (template.isEmpty()) {
            return Optional.empty();
        }
        JdbcPlan declared = new JdbcPlan(template);
        JdbcPlan plan = ports.size() == 1 ? declared.withOnlyPort(ports.get(0)) : declared;
        String mistake = mistake(plan);
        if (mistake != null) {
            mistakes.add(where, "ready: jdbc = \"" + declared + "\": " + mistake);
        }
        return Optional.of(plan);
    }

    private @Nullable String mistake(JdbcPlan plan) {
        if (!plan.template().startsWith("jdbc:")) {
            return "it begins with jdbc:";
        }
        if (plan.namedPorts().contains(0)) {
            return ports.isEmpty()
                    ? "ports is empty; name the port of the database there"
                    : "say which of ports = " + ports + " with {port:" + ports.get(0) + "}";
        }
        for (int port : plan.ports()) {
            if (!ports.contains(port)) {
                return "port " + port + " isn't one of ports = " + ports;
            }
        }
        if (!isThere("java.sql.DriverManager")) {
            return "the module java.sql isn't there; require it in your module, or say --add-modules java.sql";
        }
        if (!JdbcDrivers.take(plan)) {
            String names = JdbcDrivers.names();
            return "no driver takes it; "
                    + (names.isEmpty() ? "there is none, put it on the class path" : "there are " + names);
        }
        return null;
    }

    /** Whether a class is there: on the module path only those of modules that somebody requires are. */
    private static boolean isThere(String type) {
        try {
            return Class.forName(type, false, JdbcReader.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
