package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Evidence;
import dev.drydock.snapshot.FrozenContainer;
import dev.drydock.snapshot.FrozenVolume;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All that is known of a snapshot. */
@Command(
        name = "show",
        description = "Shows a snapshot: its containers, how they were set up, and what was written down beside them.",
        footer = {
            "",
            "Examples:",
            "  drydock snapshots show latest",
            "  drydock snapshots show latest --file failure.txt"
        })
final class ShowCommand extends SnapshotCommand {
    @Mixin
    private SnapshotId id = new SnapshotId();

    @Option(names = "--file", paramLabel = "PATH", description = "This file of the evidence, such as db/log.txt.")
    @Nullable
    private String file;

    @Option(names = "--json", description = "As JSON: an object.")
    private boolean json;

    @Override
    void check() {
        if (file != null && json) {
            throw wrongUse("--file and --json don't go together");
        }
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        Snapshot snapshot = id.in(snapshots.list());
        Evidence evidence = snapshots.evidence(snapshot);
        if (file != null) {
            print(EvidenceFiles.text(snapshot, evidence, file));
            return 0;
        }
        if (json) {
            Text.json(out(), asJson(snapshot, evidence, snapshots.bytes(snapshot)));
        } else {
            print(snapshot, evidence, snapshots.bytes(snapshot));
        }
        return 0;
    }

    private static Map<String, Object> asJson(Snapshot snapshot, Evidence evidence, long bytes) {
        Map<String, Object> shown = Shown.snapshot(snapshot, bytes);
        List<Object> containers = new ArrayList<>();
        for (Snapshot.Image each : snapshot.images()) {
            Map<String, Object> container = Shown.container(each);
            container.put("open", each.openCommand());
            container.put("setup", Shown.setup(each.setup()));
            containers.add(container);
        }
        shown.put("containers", containers);
        shown.put("files", evidence.files());
        shown.put("remove", snapshot.removeCommand());
        return shown;
    }

    private void print(Snapshot snapshot, Evidence evidence, long bytes) {
        List<List<String>> head = new ArrayList<>();
        head.add(List.of("id", snapshot.id()));
        head.add(List.of("kind", Shown.kind(snapshot)));
        head.add(List.of("name", snapshot.name()));
        head.add(List.of("test", snapshot.test()));
        head.add(List.of("created", snapshot.created() + " (" + Text.age(snapshot.created(), Instant.now()) + " ago)"));
        head.add(List.of("size", Text.bytes(bytes)));
        head.add(List.of(
                "consistent",
                snapshot.consistent() ? "yes" : "no: not all containers were paused at the same instant"));
        Text.table(out(), head);
        for (Snapshot.Image each : snapshot.images()) {
            out().println();
            container(each);
        }
        if (!evidence.files().isEmpty()) {
            out().println();
            out().println("Written down beside (--file PATH shows one):");
            evidence.files().forEach(each -> out().println("  " + Text.plain(each)));
        }
        out().println();
        out().println("Open it:    " + line("open", snapshot.id()));
        out().println("Run it:     " + line("run", snapshot.id()));
        out().println("Remove it:  " + line("remove", snapshot.id()));
    }

    private void container(Snapshot.Image image) {
        FrozenContainer setup = image.setup();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("container", image.container() + (setup.running() ? "" : " (had ended)")));
        rows.add(List.of("  made of", setup.image()));
        rows.add(List.of("  image", image.name().toString()));
        add(rows, "  depends on", String.join(", ", setup.dependsOn()));
        add(rows, "  host name", setup.hostname());
        add(rows, "  ports", String.join(", ", setup.ports()));
        add(
                rows,
                "  names",
                setup.networks().values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .collect(Collectors.joining(", ")));
        setup.volumes()
                .forEach(each -> rows.add(List.of("  " + each.kind().name().toLowerCase(Locale.ROOT), volume(each))));
        Text.table(out(), rows);
    }

    private static String volume(FrozenVolume volume) {
        return volume.path()
                + (volume.volume().isEmpty() ? "" : " (" + volume.volume() + ")")
                + (volume.readOnly() ? ", read only" : "")
                + (volume.kept() ? "" : ", not in this image");
    }

    private static void add(List<List<String>> rows, String name, String value) {
        if (!value.isEmpty()) {
            rows.add(List.of(name, value));
        }
    }
}
