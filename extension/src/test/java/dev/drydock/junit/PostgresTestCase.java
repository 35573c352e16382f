package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A class-level PostgreSQL; its test fails, and its clean-up deletes what it wrote. */
@WithContainer(
        name = "db",
        image = "postgres:15",
        ports = 5432,
        env = "POSTGRES_PASSWORD=secret",
        ready = @Ready(healthCmd = "pg_isready -U postgres"))
@CommitOnFailure
class PostgresTestCase {
    /** Lists owners, modes and names; what is below the folder's own entries changes while the server runs. */
    static final String LIST = "cd /var/lib/postgresql/data && stat -c '%u:%g %a %F %n' . base PG_VERSION odd*";

    private final String url;

    PostgresTestCase(RunningContainer db) {
        url = "jdbc:postgresql://" + db.host() + ":" + db.port(5432) + "/postgres?user=postgres&password=secret"
                // Should the container stay paused, that is an error, not a wait without end.
                + "&connectTimeout=20&loginTimeout=20&socketTimeout=20";
    }

    @Test
    void fails(RunningContainer db, @HostPort(5432) int port, TestReporter reporter) throws SQLException {
        execute("create table orders (id int, item text)");
        execute("insert into orders values (1, 'anchor'), (2, 'rope')");
        db.exec(
                "sh",
                "-c",
                "cd /var/lib/postgresql/data && mkdir odd && touch 'odd $file' && ln -s PG_VERSION odd-link"
                        + " && chown 1234:4321 odd 'odd $file' && chmod 2751 odd && chmod 4640 'odd $file'");
        reporter.publishEntry("files", db.exec("sh", "-c", LIST).stdoutText());
        assertThat(port).isEqualTo(-1);
    }

    @AfterEach
    void cleanUp(TestReporter reporter) throws SQLException {
        execute("drop table orders");
        reporter.publishEntry("dropped", "orders");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
