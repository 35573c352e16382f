package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes what was opened. */
@Command(
        name = "close",
        description =
                "Removes what 'open' has started and what is still there, such as with --detach. Without a name it lists"
                        + " what is open.",
        footer = {"", "Examples:", "  drydock snapshots close", "  drydock snapshots close 5f02ab"})
final class CloseCommand extends SnapshotCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "As 'open --detach' has printed it.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All that are open, by whomever.")
    private boolean all;

    @Option(names = "--json", description = "As JSON: an array, of what is open or was removed.")
    private boolean json;

    @Override
    void check() {
        if (all && !names.isEmpty()) {
            throw wrongUse("--all and names don't go together");
        }
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        removeAbandoned(client);
        Map<String, String> open = OpenSet.all(client);
        for (String each : names) {
            if (!open.containsKey(each)) {
                throw new FailedException("Nothing is open by the name '" + each + "'. Open are: "
                        + (open.isEmpty() ? "none" : String.join(", ", open.keySet())));
            }
        }
        if (all || !names.isEmpty()) {
            open.keySet().removeIf(each -> !all && !names.contains(each));
            open.keySet().forEach(each -> OpenSet.remove(client, each));
        }
        if (json) {
            Text.json(out(), open.entrySet().stream().map(CloseCommand::asJson).toList());
        } else {
            open.forEach((name, snapshot) -> out().println(Text.plain(name + "  " + snapshot)));
        }
        return 0;
    }

    private static Map<String, String> asJson(Map.Entry<String, String> open) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("name", open.getKey());
        shown.put("snapshot", open.getValue());
        return shown;
    }
}
