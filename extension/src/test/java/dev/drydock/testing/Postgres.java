package dev.drydock.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads databases by JDBC. */
public final class Postgres {
    private Postgres() {}

    /** Starts a container from a snapshot's image, and returns the first two columns of what a query finds there. */
    public static List<String> rows(Object image, String query) throws SQLException {
        try (Started container = Started.of(image, 5432)) {
            container.sh("until pg_isready -q -h 127.0.0.1; do sleep 0.1; done");
            return rows(container.port(5432), query);
        }
    }

    /** The first two columns of what a query finds. */
    public static List<String> rows(int port, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=secret";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return rows;
    }
}
