package dev.drydock.samples;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is tested in these samples: orders in a table. */
final class OrderRepository implements AutoCloseable {
    private final Connection connection;

    OrderRepository(String jdbcUrl, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl, user, password);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists orders (id serial primary key, item text not null)");
        }
    }

    void add(String item) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into orders (item) values (?)")) {
            insert.setString(1, item);
            insert.executeUpdate();
        }
    }

    List<String> items() throws SQLException {
        List<String> items = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select item from orders order by id")) {
            while (rows.next()) {
                items.add(rows.getString(1));
            }
        }
        return items;
    }

    void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate orders");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
