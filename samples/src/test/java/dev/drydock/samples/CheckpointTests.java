package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.HostPort;
import dev.drydock.junit.Ready;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One database for all tests, which each of them finds as the migration has left it. */
@WithContainer(
        name = "db",
        image = "postgres:15",
        ports = 5432,
        env = "POSTGRES_PASSWORD=secret",
        ready = @Ready(healthCmd = "pg_isready -U postgres"))
class CheckpointTests {
    private static String url = "";

    @BeforeAll
    static void migrate(RunningContainer db, @HostPort(5432) int port) throws SQLException {
        url = "jdbc:postgresql://" + db.host() + ":" + port + "/postgres";
        try (OrderRepository orders = new OrderRepository(url, "postgres", "secret")) {
            orders.add("anchor");
        }
        db.snapshot("after-migration");
    }

    @BeforeEach
    void goBack(RunningContainer db) {
        db.restore("after-migration");
    }

    @Test
    void addsAnother() throws SQLException {
        addsOneMore("rope");
    }

    @Test
    void addsYetAnother() throws SQLException {
        addsOneMore("sail");
    }

    private static void addsOneMore(String item) throws SQLException {
        try (OrderRepository orders = new OrderRepository(url, "postgres", "secret")) {
            orders.add(item);
            assertThat(orders.items()).containsExactly("anchor", item);
        }
    }
}
