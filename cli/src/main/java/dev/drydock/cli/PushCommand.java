package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a snapshot to a registry. */
@Command(
        name = "push",
        description =
                "Pushes a snapshot's images to a registry, with the credentials of 'docker login' or 'podman login'.",
        footer = {"", Secrets.FOOTER, "", "Example:", "  drydock snapshots push latest registry.example.com/snapshots"})
final class PushCommand extends SnapshotCommand {
    @Mixin
    private SnapshotId id = new SnapshotId();

    @Parameters(index = "1", paramLabel = "PREFIX", description = "Registry and path that the images' names get.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String prefix;

    @Mixin
    private Secrets secrets = new Secrets();

    @Option(names = "--json", description = "As JSON: an object with the images' names.")
    private boolean json;

    @Override
    void check() {
        secrets.check();
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) {
        Snapshot snapshot = id.in(snapshots.list());
        List<ImageReference> pushed;
        try (Status status = new Status(streams())) {
            pushed = snapshots.push(snapshot, prefix, secrets.predicate(), status);
        } catch (IllegalArgumentException e) {
            throw wrongUse("PREFIX: " + e.getMessage());
        }
        // Without this engine's address: it is for another.
        String pull = pushed.isEmpty()
                ? ""
                : "drydock snapshots pull " + Text.quote(pushed.get(0).toString());
        if (json) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("id", snapshot.id());
            shown.put("images", pushed.stream().map(ImageReference::toString).toList());
            shown.put("pull", pull);
            Text.json(out(), shown);
        } else {
            pushed.forEach(out()::println);
            err().println("Elsewhere:  " + pull);
        }
        return 0;
    }
}
