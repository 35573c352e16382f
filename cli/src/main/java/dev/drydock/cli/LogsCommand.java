package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a container had written. */
@Command(
        name = "logs",
        description = "Shows what a container had written until it was frozen, with the times.",
        footer = {"", "Example:", "  drydock snapshots logs latest db | grep ERROR"})
final class LogsCommand extends SnapshotCommand {
    private static final String LOG = "/log.txt";

    @Mixin
    private SnapshotId id = new SnapshotId();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CONTAINER",
            description = "Its name. May be left out when there is only one.")
    @Nullable
    private String container;

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        Snapshot snapshot = id.in(snapshots.list());
        String name = Lookup.container(snapshot, container).container();
        print(EvidenceFiles.text(snapshot, snapshots.evidence(snapshot), name + LOG));
        return 0;
    }
}
