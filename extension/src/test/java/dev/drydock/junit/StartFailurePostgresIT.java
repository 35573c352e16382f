package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Postgres;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that doesn't become ready is kept with its rows. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class StartFailurePostgresIT {
    private static final String IMAGE = "drydock/never-ready-for-tests:1";

    /** The image's health check writes rows as soon as that is possible, and then fails. */
    private static final String HEALTH_CHECK = """
            HEALTHCHECK --interval=200ms --retries=1 CMD \
              until psql -h 127.0.0.1 -U postgres -c "create table orders as select 1 as id, 'anchor' as item"; \
              do sleep 0.1; done; exit 1""";

    @WithContainer(
            name = "db",
            image = IMAGE,
            env = {"POSTGRES_PASSWORD=secret", "PGPASSWORD=secret"},
            ready = @Ready(log = "never comes"))
    @CommitOnFailure
    static class NeverReadyTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void rowsAreInTheImage() throws IOException, SQLException {
        try (TestImage image = new TestImage(IMAGE, "postgres:15", HEALTH_CHECK);
                Run run = Run.of(NeverReadyTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("'db' (" + image + ") was found unhealthy");
            assertThat(Postgres.rows(run.snapshot().images().get(0).name(), "select id, item from orders"))
                    .containsExactly("1 anchor");
        }
    }
}
