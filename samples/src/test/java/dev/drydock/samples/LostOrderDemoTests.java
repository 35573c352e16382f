package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.CommitOnFailure;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fails on purpose, and so is left out of the normal run (its tag is {@code demo}). The tests clean up after themselves, but
 * the snapshot is taken before: the orders are in it.
 */
@Tag("demo")
@CommitOnFailure
@WithContainer(
        name = "db",
        image = "postgres:15",
        ports = 5432,
        env = "POSTGRES_PASSWORD=secret",
        ready = @Ready(healthCmd = "pg_isready -U postgres"))
class LostOrderDemoTests {
    private OrderRepository orders;

    @BeforeEach
    void connect(@HostPort(5432) int port) throws SQLException {
        orders = new OrderRepository("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "secret");
    }

    @Test
    void keepsAllOrders() throws SQLException {
        orders.add("anchor");
        orders.add("rope");
        assertThat(orders.items()).containsExactly("anchor", "rope", "compass");
    }

    @AfterEach
    void cleanUp() throws SQLException {
        orders.clear();
        orders.close();
    }
}
