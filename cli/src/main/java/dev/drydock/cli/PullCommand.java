package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Fetches a snapshot from a registry. */
@Command(
        name = "pull",
        description = "Brings a snapshot back that was pushed: all its images.",
        footer = {
            "",
            "Example:",
            "  drydock snapshots pull registry.example.com/snapshots/ordertests.keepsorders/db:20261121-034512-7f3a"
        })
final class PullCommand extends SnapshotCommand {
    @Parameters(paramLabel = "REF", description = "The name of any of its images there, as 'push' has printed it.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String reference;

    @Mixin
    private Arrival arrival = new Arrival();

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        Snapshot snapshot;
        try (Status status = new Status(streams())) {
            snapshot = snapshots.pull(reference, status);
        } catch (IllegalArgumentException e) {
            throw wrongUse("REF: " + e.getMessage());
        }
        arrival.tell(snapshot, out());
        return 0;
    }
}
