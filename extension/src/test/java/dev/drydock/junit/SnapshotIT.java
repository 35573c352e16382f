package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Postgres;
import dev.drydock.testing.Run;
import dev.drydock.testing.Shell;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test method fails on a PostgreSQL of its class: what is kept, and what is said. */
@Tag("compat")
@ExtendWith(LeakCheck.class)
class SnapshotIT {
    private static Run run;

    @BeforeAll
    static void failOnce() {
        run = Run.of(PostgresTestCase.class);
    }

    @AfterAll
    static void removeSnapshot() {
        run.close();
    }

    private static Snapshot.Image image() {
        assertThat(run.snapshot().images()).hasSize(1);
        return run.snapshot().images().get(0);
    }

    @Test
    void rowsThatTheTestHasSinceDeletedAreInTheImage() throws SQLException {
        assertThat(Postgres.rows(image().name(), "select id, item from orders order by id"))
                .containsExactly("1 anchor", "2 rope");
    }

    @Test
    void thePrintedCommandOpensTheDatabaseAndLeavesNothing() {
        Shell shell = Shell.run(image().openCommand(), "select id, item from orders order by id;\n");

        assertThat(shell.output()).contains("1 | anchor", "2 | rope", "127.0.0.1:");
        assertThat(shell.exitCode()).isZero();
        assertThat(TestEngine.CLIENT.containers().list(Filters.by("ancestor", image().name())))
                .isEmpty();
    }

    @Test
    void filesInTheVolumeKeepOwnersModesAndNames() {
        try (Started container = Started.asleep(image().name())) {
            assertThat(container.sh(PostgresTestCase.LIST))
                    .isEqualTo(run.reported("files").get(0))
                    .contains(
                            "999:999 700 directory .\n",
                            "999:999 600 regular file PG_VERSION\n",
                            "1234:4321 2751 directory odd\n",
                            "1234:4321 4640 regular empty file odd $file\n",
                            "symbolic link odd-link\n");
        }
    }

    @Test
    void theTestsOwnFailureCarriesTheNotice() {
        assertThat(run.failure()).isInstanceOf(AssertionError.class).hasMessageContaining("-1");
        assertThat(run.failure().getSuppressed()).hasSize(1).hasOnlyElementsOfType(SnapshotNotice.class);
        assertThat(run.notices().get(0))
                .contains("PostgresTestCase.fails", run.snapshot().id())
                .contains("db: image " + image().name(), image().openCommand());
    }

    @Test
    void theReportHasImageAndCommand() {
        assertThat(run.reported("drydock.snapshot"))
                .containsExactly(run.snapshot().id());
        assertThat(run.reported("drydock.snapshot.db.image"))
                .containsExactly(image().name().toString());
        assertThat(run.reported("drydock.snapshot.db.open")).containsExactly(image().openCommand());
    }

    @Test
    void standardErrorHasOneLine() {
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[drydock]")))
                .singleElement()
                .asString()
                .contains("PostgresTestCase.fails", image().name().toString(), image().openCommand());
    }

    @Test
    void labelsTellTheSnapshotAndNothingOfTheRun() {
        Map<String, String> labels =
                TestEngine.CLIENT.images().inspect(image().imageId()).config().labels();

        assertThat(labels)
                .containsEntry(SnapshotLabels.ID, run.snapshot().id())
                .containsEntry(
                        SnapshotLabels.TEST,
                        "[engine:junit-jupiter]/[class:dev.drydock.junit.PostgresTestCase]/[method:fails("
                                + "dev.drydock.junit.RunningContainer, int, org.junit.jupiter.api.TestReporter)]")
                .containsEntry(SnapshotLabels.CONTAINER, "db")
                .containsEntry(SnapshotLabels.CONSISTENT, "true")
                // Containers inherit an image's labels: these would have them swept away with this run.
                .containsEntry(SnapshotLabels.MAKER, "")
                .containsEntry("dev.drydock.run", "")
                .containsEntry("dev.drydock.owner", "")
                .containsEntry("dev.drydock.container", "");
    }

    @Test
    void theContainersGoOnForTheTestsOwnCleanUp() {
        assertThat(run.reported("dropped")).containsExactly("orders");
    }
}
