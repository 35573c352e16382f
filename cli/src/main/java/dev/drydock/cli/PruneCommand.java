package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotBounds;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what is too much. */
@Command(
        name = "prune",
        description =
                "Removes snapshots that are beyond bounds, the oldest first; none that is open. Nothing else is touched.",
        footer = {
            "",
            "Without any bound: 20 snapshots, 10 GiB, 14 days. With some, only those count.",
            "",
            "Examples:",
            "  drydock snapshots prune --dry-run",
            "  drydock snapshots prune --age 7d --yes"
        })
final class PruneCommand extends SnapshotCommand {
    private static final Duration ANY_AGE = Duration.ofSeconds(Long.MAX_VALUE);

    @Option(names = "--count", paramLabel = "NUMBER", description = "How many may stay.")
    @Nullable
    private Integer count;

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            description = "How much they may take, such as 500MB or 2GiB.",
            converter = Amounts.Bytes.class)
    @Nullable
    private Long bytes;

    @Option(
            names = "--age",
            paramLabel = "TIME",
            description = "How old they may be, such as 12h or 14d.",
            converter = Amounts.Age.class)
    @Nullable
    private Duration age;

    @Mixin
    private Kinds kinds = new Kinds();

    @Option(names = "--dry-run", description = "Says what would be removed, and removes nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Doesn't ask.")
    private boolean yes;

    @Option(names = "--json", description = "As JSON: an object.")
    private boolean json;

    @Override
    void check() {
        if (count != null && count < 0) {
            throw wrongUse("--count: " + count + " is below zero");
        }
        if (!dryRun && !yes && !streams().terminal().isInput()) {
            throw wrongUse("nobody can be asked here: say --yes, or --dry-run to see what would be removed");
        }
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) throws IOException {
        Set<SnapshotKind> some = kinds.set();
        List<Snapshot> beyond = snapshots.prunable(bounds(), some);
        if (!dryRun && !yes && !beyond.isEmpty()) {
            show(beyond, err());
            if (!confirmed(beyond)) {
                err().println("Nothing was removed.");
                return Drydock.FAILED;
            }
        }
        List<Snapshot> gone = dryRun ? beyond : snapshots.prune(bounds(), some);
        if (json) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("dryRun", dryRun);
            shown.put("removed", gone.stream().map(Snapshot::id).toList());
            Text.json(out(), shown);
            return 0;
        }
        show(gone, out());
        err().println((dryRun ? "Would be removed: " : "Removed: ") + Text.count(gone.size(), "snapshot"));
        return 0;
    }

    private SnapshotBounds bounds() {
        if (count == null && bytes == null && age == null) {
            return SnapshotBounds.DEFAULT;
        }
        return new SnapshotBounds(
                count == null ? Integer.MAX_VALUE : count,
                bytes == null ? Long.MAX_VALUE : bytes,
                age == null ? ANY_AGE : age);
    }

    private boolean confirmed(List<Snapshot> beyond) throws IOException {
        err().print("Remove " + (beyond.size() == 1 ? "it" : "these " + beyond.size()) + "? [y/N] ");
        err().flush();
        int key = streams().in().read();
        return key == 'y' || key == 'Y';
    }

    private static void show(List<Snapshot> some, PrintStream to) {
        Instant now = Instant.now();
        Text.table(
                to,
                some.stream()
                        .map(each -> List.of(each.id(), Shown.kind(each), Text.age(each.created(), now), each.name()))
                        .toList());
    }
}
