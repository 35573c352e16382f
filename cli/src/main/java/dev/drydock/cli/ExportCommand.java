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
        footer = {
            "",
            "Values of environment variables that look secret are taken out, and asked for when it is opened. Data in files isn't"
                    + " looked through.",
            "",
            "Example:",
            "  drydock snapshots export latest build/snapshot"
        })
final class ExportCommand extends SnapshotCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "Of the snapshot; 'latest' for the latest.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String id;

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder that isn't there yet, or is empty.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path folder;

    @Mixin
    private Secrets secrets = new Secrets();

    @Override
    void check() {
        secrets.mistake().ifPresent(each -> {
            throw wrongUse(each);
        });
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        Snapshot snapshot = Lookup.find(snapshots, id);
        Bar bar = new Bar(streams(), "Exporting", 0);
        try (bar) {
            snapshots.export(snapshot, folder, secrets.predicate(), bar);
        }
        err().println("Exported " + snapshot.id() + ": " + Text.bytes(bar.bytes()) + " in " + bar.took());
        out().println(folder);
        return 0;
    }
}
