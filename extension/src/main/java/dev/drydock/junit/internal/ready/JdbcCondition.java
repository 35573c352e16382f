package dev.drydock.junit.internal.ready;

import dev.drydock.junit.internal.plan.JdbcPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** A database in the container lets a connection be made. Loaded only where the module {@code java.sql} is there. */
final class JdbcCondition extends BesideCondition {
    private static final int VALID_SECONDS = 5;

    private final String url;
    private final String shown;

    /** @param url that a driver takes */
    JdbcCondition(String url, ContainerWatch watch, Executor threads) {
        super(watch, threads);
        this.url = url;
        this.shown = JdbcPlan.shown(url);
    }

    @Override
    Look look() {
        try (Connection connection = DriverManager.getConnection(url)) {
            return new Look(connection.isValid(VALID_SECONDS), "the connection isn't valid");
        } catch (SQLException e) {
            // Some drivers say the whole URL, which may have a password in it.
            String message = String.valueOf(e.getMessage()).replace(url, shown);
            return new Look(false, message + (e.getSQLState() == null ? "" : " (" + e.getSQLState() + ")"));
        }
    }

    @Override
    public String shown() {
        return shown + " lets a connection be made";
    }

    @Override
    public long maxPauseMillis() {
        return 50;
    }
}
