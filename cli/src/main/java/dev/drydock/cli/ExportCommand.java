package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a snapshot to files. */
@Command(
        name = "export",
        description = "Writes a snapshot to a folder, to be kept as an artifact of a build and imported elsewhere.",
        footer = {"", Secrets.FOOTER, "", "Example:", "  drydock snapshots export latest build/snapshot"})
final class ExportCommand extends SnapshotCommand {
    @Mixin
    private SnapshotId id = new SnapshotId();

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder that isn't there yet, or is empty.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path folder;

    @Mixin
    private Secrets secrets = new Secrets();

    @Override
    void check() {
        secrets.check();
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        Snapshot snapshot = id.in(snapshots.list());
        Bar bar = new Bar(streams(), "Exporting", 0);
        try (bar) {
            snapshots.export(snapshot, folder, secrets.predicate(), bar);
        }
        err().println("Exported " + snapshot.id() + ": " + Text.bytes(bar.bytes()) + " in " + bar.took());
        out().println(folder);
        return 0;
    }
}
