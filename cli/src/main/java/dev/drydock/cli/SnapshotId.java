package dev.drydock.cli;

import dev.drydock.snapshot.Snapshot;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The parameter that says which snapshot is meant. */
final class SnapshotId {
    @Parameters(index = "0", paramLabel = "ID", description = "Of the snapshot; 'latest' for the latest of a failure.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String id;

    /** @param all that there are, the oldest first */
    Snapshot in(List<Snapshot> all) {
        return Lookup.find(all, id);
    }
}
