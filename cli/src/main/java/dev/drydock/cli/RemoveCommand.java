package dev.drydock.cli;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes snapshots away. */
@Command(
        name = "remove",
        aliases = "rm",
        description = "Removes snapshots.",
        footer = {"", "Example:", "  drydock snapshots remove 20261121-034512-7f3a"})
final class RemoveCommand extends SnapshotCommand {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Of the snapshots.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private List<String> ids;

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        List<Snapshot> all = snapshots.list();
        // All are looked for before any is removed.
        Set<Snapshot> some = new LinkedHashSet<>();
        ids.forEach(each -> some.add(Lookup.find(all, each)));
        for (Snapshot each : some) {
            try {
                snapshots.remove(each);
            } catch (ConflictException e) {
                throw new FailedException(
                        "Snapshot " + each.id() + " is open: a container was started from it. Close that first ('"
                                + line("close") + "' lists what is open). The engine says: " + e.getMessage(),
                        e);
            }
            out().println(each.id());
        }
        return 0;
    }
}
