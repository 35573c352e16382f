package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.FileDifference;
import dev.drydock.snapshot.FileState;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is different. */
@Command(
        name = "diff",
        description =
                "Shows which files a container has changed against the image that it was made of, or which are different"
                        + " between two snapshots.",
        footer = {
            "",
            "A: added, C: changed, D: deleted. Compared are kind, permissions, owner and content, not times.",
            "Files in volumes are counted; --volumes lists them, too.",
            "",
            "Examples:",
            "  drydock snapshots diff latest db",
            "  drydock snapshots diff 20261121-0315 20261121-0347 db --volumes"
        })
final class DiffCommand extends SnapshotCommand {
    @Mixin
    private SnapshotId id = new SnapshotId();

    @Parameters(
            index = "1..*",
            arity = "0..2",
            paramLabel = "[OTHER] [CONTAINER]",
            hideParamSyntax = true,
            description =
                    "Another snapshot that it is compared with, and the container's name. The name may be left out when"
                            + " there is only one.")
    private List<String> rest = new ArrayList<>();

    @Option(names = "--volumes", description = "Lists the files in volumes, too.")
    private boolean volumes;

    @Option(names = "--json", description = "As JSON: an array, files in volumes included.")
    private boolean json;

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        List<Snapshot> all = snapshots.list();
        Snapshot snapshot = id.in(all);
        // One word more is a container of this snapshot, or else another snapshot.
        boolean other = rest.size() == 2
                || (rest.size() == 1 && snapshot.image(rest.get(0)).isEmpty());
        if (rest.size() == 1 && other && !isSnapshot(all, rest.get(0))) {
            throw new FailedException("'" + rest.get(0) + "' is neither a container of snapshot " + snapshot.id()
                    + ", which has " + Lookup.containers(snapshot) + ", nor another snapshot; '" + line("list")
                    + "' lists them.");
        }
        String named = rest.size() == 2 ? rest.get(1) : rest.size() == 1 && !other ? rest.get(0) : null;
        Snapshot.Image image = Lookup.container(snapshot, named);
        String name = image.container();
        List<FileDifference> differences;
        try (Bar bar = new Bar(streams(), "Reading", other ? 0 : size(client, image))) {
            if (other) {
                Snapshot second = Lookup.find(all, rest.get(0));
                Lookup.container(second, name);
                differences = snapshots.diff(snapshot, second, name, bar);
            } else {
                differences = snapshots.diff(snapshot, name, bar);
            }
        }
        if (json) {
            Text.json(out(), differences.stream().map(DiffCommand::asJson).toList());
        } else {
            print(differences);
        }
        return 0;
    }

    private static boolean isSnapshot(List<Snapshot> all, String text) {
        return text.equals("latest") || all.stream().anyMatch(each -> each.id().startsWith(text));
    }

    private static long size(DockerClient client, Snapshot.Image image) {
        Long size = client.images().inspect(image.imageId()).size();
        return size == null ? 0 : size;
    }

    private void print(List<FileDifference> differences) {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Integer> hidden = new TreeMap<>();
        for (FileDifference each : differences) {
            if (volumes || each.volume().isEmpty()) {
                rows.add(List.of(letter(each), each.path(), detail(each)));
            } else {
                hidden.merge(each.volume(), 1, Integer::sum);
            }
        }
        Text.table(out(), rows);
        hidden.forEach((volume, count) ->
                out().println("and " + Text.count(count, "file") + " in the volume " + Text.plain(volume)));
        if (differences.isEmpty()) {
            err().println("There is no difference.");
        }
    }

    private static String letter(FileDifference difference) {
        return switch (difference.type()) {
            case ADDED -> "A";
            case CHANGED -> "C";
            case REMOVED -> "D";
        };
    }

    /** What is another now; of what was added, what it is. */
    private static String detail(FileDifference difference) {
        Optional<FileState> before = difference.before();
        Optional<FileState> after = difference.after();
        if (before.isEmpty() || after.isEmpty()) {
            return after.map(DiffCommand::what).orElse("");
        }
        FileState old = before.get();
        FileState now = after.get();
        List<String> details = new ArrayList<>();
        if (old.kind() != now.kind()) {
            return what(old) + " → " + what(now);
        }
        if (!old.sha256().equals(now.sha256())) {
            details.add(
                    old.size() == now.size()
                            ? "content, " + Text.bytes(now.size())
                            : Text.bytes(old.size()) + " → " + Text.bytes(now.size()));
        }
        if (old.mode() != now.mode()) {
            details.add(Integer.toOctalString(old.mode()) + " → " + Integer.toOctalString(now.mode()));
        }
        if (old.uid() != now.uid() || old.gid() != now.gid()) {
            details.add("owner " + old.uid() + ":" + old.gid() + " → " + now.uid() + ":" + now.gid());
        }
        if (!old.link().equals(now.link())) {
            details.add("→ " + now.link());
        }
        return String.join(", ", details);
    }

    private static String what(FileState state) {
        return switch (state.kind()) {
            case FILE, HARD_LINK -> Text.bytes(state.size());
            case FOLDER -> "folder";
            case SYMLINK -> "→ " + state.link();
            case SPECIAL -> "device or pipe";
        };
    }

    private static Map<String, Object> asJson(FileDifference difference) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("path", difference.path());
        shown.put("change", difference.type().name().toLowerCase(Locale.ROOT));
        shown.put("volume", difference.volume());
        shown.put("before", difference.before().map(DiffCommand::asJson).orElse(null));
        shown.put("after", difference.after().map(DiffCommand::asJson).orElse(null));
        return shown;
    }

    private static Map<String, Object> asJson(FileState state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("kind", state.kind().name().toLowerCase(Locale.ROOT));
        shown.put("mode", String.format(Locale.ROOT, "%04o", state.mode()));
        shown.put("uid", state.uid());
        shown.put("gid", state.gid());
        shown.put("size", state.size());
        shown.put("link", state.link());
        shown.put("sha256", state.sha256());
        shown.put("modified", state.modified().toString());
        return shown;
    }
}
