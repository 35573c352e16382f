package dev.drydock.junit.internal.plan;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** The drivers that this JVM has. Loaded only where the module {@code java.sql} is there. */
final class JdbcDrivers {
    private JdbcDrivers() {}

    /** Whether one of them takes the URL. */
    static boolean take(JdbcPlan database) {
        // A driver looks at the URL before it takes it: in place of what isn't known yet stands what could be there.
        String url = database.url("localhost", port -> "1").replaceAll("\\$\\{[^}]*}", "x");
        try {
            return DriverManager.getDriver(url) != null;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Their classes, for messages. */
    static String names() {
        return DriverManager.drivers()
                .map(each -> each.getClass().getName())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
