package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.HostPort;
import dev.drydock.junit.Ready;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** PostgreSQL over JDBC: one container for all tests of the class, on a free port of this machine. */
@WithContainer(
        name = "db",
        image = "postgres:15",
        ports = 5432,
        env = "POSTGRES_PASSWORD=secret",
        ready = @Ready(healthCmd = "pg_isready -U postgres"))
class OrderRepositoryTests {
    @Test
    void keepsOrders(RunningContainer db, @HostPort(5432) int port) throws SQLException {
        String url = "jdbc:postgresql://" + db.host() + ":" + port + "/postgres";
        try (OrderRepository orders = new OrderRepository(url, "postgres", "secret")) {
            orders.add("anchor");
            orders.add("rope");
            assertThat(orders.items()).containsExactly("anchor", "rope");
        }
    }
}
