package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads a snapshot from files. */
@Command(
        name = "import",
        description = "Takes over what 'export' has written, from whatever engine.",
        footer = {
            "",
            "Its id is all that is printed to standard output.",
            "",
            "Examples:",
            "  drydock snapshots import build/snapshot",
            "  drydock snapshots open \"$(drydock snapshots import build/snapshot)\""
        })
final class ImportCommand extends SnapshotCommand {
    @Parameters(paramLabel = "DIR", description = "The folder.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path folder;

    @Mixin
    private Arrival arrival = new Arrival();

    @Override
    int run(DockerClient client, Snapshots snapshots) throws IOException {
        if (!Files.exists(folder)) {
            throw new FailedException("There is no folder '" + folder + "'. 'drydock snapshots export' writes one.");
        }
        Path images = folder.resolve("images.tar");
        long total = Files.isRegularFile(images) ? Files.size(images) : 0;
        Snapshot snapshot;
        Bar bar = new Bar(streams(), "Importing", total);
        try (bar) {
            snapshot = snapshots.importFrom(folder, bar);
        }
        err().println("Imported " + snapshot.id() + " in " + bar.took());
        arrival.tell(snapshot, out());
        return 0;
    }
}
