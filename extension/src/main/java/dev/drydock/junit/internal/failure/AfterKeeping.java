package dev.drydock.junit.internal.failure;

import dev.drydock.client.ImageReference;
import dev.drydock.junit.internal.session.SnapshotSettings;
import dev.drydock.snapshot.Redaction;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Brings a snapshot of a failed test to where the settings want it, besides the engine. */
final class AfterKeeping {
    private final Snapshots snapshots;
    private final SnapshotSettings settings;

    AfterKeeping(Snapshots snapshots, SnapshotSettings settings) {
        this.snapshots = snapshots;
        this.settings = settings;
    }

    boolean isAskedFor() {
        return settings.export().isPresent() || settings.push().isPresent();
    }

    /** @return what became of it, a sentence each: also failures, which are the test's never */
    List<String> bring(Snapshot snapshot) {
        List<String> done = new ArrayList<>();
        Predicate<String> secret = settings.strip() ? Redaction.of(settings.secrets())::isSecret : name -> false;
        settings.export().ifPresent(to -> {
            Path folder = Path.of(to).resolve(snapshot.id()).toAbsolutePath();
            try {
                Files.createDirectories(folder.getParent());
                snapshots.export(snapshot, folder, secret, bytes -> {});
                done.add("Exported to " + folder + "; take it over elsewhere with: drydock snapshots import " + folder);
            } catch (IOException | RuntimeException e) {
                done.add("Note: it couldn't be exported to " + folder + ": " + e.getMessage());
            }
        });
        settings.push().ifPresent(prefix -> {
            try {
                List<ImageReference> pushed = snapshots.push(snapshot, prefix, secret, said -> {});
                done.add("Pushed: "
                        + pushed.stream().map(ImageReference::toString).collect(Collectors.joining(" ")));
            } catch (RuntimeException e) {
                done.add("Note: it couldn't be pushed to " + prefix + ": " + e.getMessage());
            }
        });
        return done;
    }

    /** Takes back what was exported of a snapshot whose failure was none in the end. A registry forgets nothing. */
    static void takeBack(SnapshotSettings settings, Snapshot snapshot) throws IOException {
        if (settings.export().isEmpty()) {
            return;
        }
        Path folder = Path.of(settings.export().get()).resolve(snapshot.id());
        if (Files.isDirectory(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
