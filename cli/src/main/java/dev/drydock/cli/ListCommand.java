package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which snapshots there are. */
@Command(
        name = "list",
        aliases = "ls",
        description = "Lists the snapshots of the engine, the oldest first.",
        footer = {
            "",
            "SIZE is what removing that one alone would free.",
            "",
            "Examples:",
            "  drydock snapshots list --kind failure --test OrderTests",
            "  drydock snapshots list --quiet | xargs -n 1 drydock snapshots show"
        })
final class ListCommand extends SnapshotCommand {
    @Mixin
    private Kinds kinds = new Kinds();

    @Option(names = "--test", paramLabel = "TEXT", description = "Only of tests that have this in their name.")
    @Nullable
    private String test;

    @Option(
            names = {"-q", "--quiet"},
            description = "The ids alone.")
    private boolean quiet;

    @Option(names = "--json", description = "As JSON: an array.")
    private boolean json;

    @Override
    void check() {
        if (quiet && json) {
            throw wrongUse("--quiet and --json don't go together");
        }
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        List<Snapshot> some = snapshots.list().stream().filter(this::isWanted).toList();
        if (quiet) {
            some.forEach(each -> out().println(each.id()));
        } else if (json) {
            Map<String, Long> bytes = snapshots.bytes(some);
            Text.json(
                    out(),
                    some.stream()
                            .map(each -> Shown.snapshot(each, bytes.get(each.id())))
                            .toList());
        } else if (some.isEmpty()) {
            err().println("There is no such snapshot.");
        } else {
            table(some, snapshots.bytes(some));
        }
        return 0;
    }

    private void table(List<Snapshot> some, Map<String, Long> bytes) {
        Instant now = Instant.now();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ID", "KIND", "AGE", "SIZE", "TEST", "CONTAINERS"));
        for (Snapshot each : some) {
            rows.add(List.of(
                    each.id(),
                    Shown.kind(each),
                    Text.age(each.created(), now),
                    Text.bytes(bytes.getOrDefault(each.id(), 0L)),
                    each.name(),
                    Lookup.containers(each)));
        }
        Text.table(out(), rows);
    }

    private boolean isWanted(Snapshot snapshot) {
        String text = test == null ? "" : test.toLowerCase(Locale.ROOT);
        return kinds.set().contains(snapshot.kind())
                && (snapshot.name() + "\n" + snapshot.test())
                        .toLowerCase(Locale.ROOT)
                        .contains(text);
    }
}
