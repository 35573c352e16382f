package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.ContainerExtension;
import dev.drydock.junit.Readiness;
import dev.drydock.junit.RunningContainer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers that are declared by code: one for the class, and one for each test. */
class BuilderTests {
    private static final String PASSWORD = UUID.randomUUID().toString();

    @RegisterExtension
    static final ContainerExtension db = ContainerExtension.of("postgres:15")
            .ports(5432)
            .env("POSTGRES_PASSWORD", PASSWORD)
            .ready(Readiness.healthCmd("pg_isready -U postgres").timeout(Duration.ofMinutes(2)))
            .customizers(spec -> spec.shmSize(128L << 20))
            .build();

    @RegisterExtension
    final ContainerExtension web = ContainerExtension.of("nginx:1")
            .ports(80)
            .dependsOn("db")
            .ready(Readiness.http("/"))
            .build();

    @Test
    void keepsOrders() throws SQLException {
        String url = "jdbc:postgresql://" + db.host() + ":" + db.port(5432) + "/postgres";
        try (OrderRepository orders = new OrderRepository(url, "postgres", PASSWORD)) {
            orders.add("anchor");
            assertThat(orders.items()).containsExactly("anchor");
        }
    }

    @Test
    void eachTestHasItsOwn(RunningContainer web) {
        assertThat(web.id()).isEqualTo(this.web.id());
    }
}
