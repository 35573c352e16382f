package dev.drydock.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which containers of a snapshot are started again: each after those that it depends on. */
final class RestoreOrder {
    private final Snapshot snapshot;
    private final RestoreOptions options;

    RestoreOrder(Snapshot snapshot, RestoreOptions options) {
        this.snapshot = snapshot;
        this.options = options;
    }

    List<Snapshot.Image> images() {
        for (String each : options.containers()) {
            if (snapshot.image(each).isEmpty()) {
                throw new SnapshotException(
                        "Snapshot " + snapshot.id() + " holds no container '" + each + "'; it holds "
                                + snapshot.images().stream()
                                        .map(Snapshot.Image::container)
                                        .toList(),
                        null);
            }
        }
        return of(snapshot.images().stream()
                .filter(each ->
                        options.containers().isEmpty() || options.containers().contains(each.container()))
                .toList());
    }

    /** The same images, each after those that it depends on, else as they were. */
    static List<Snapshot.Image> of(Collection<Snapshot.Image> images) {
        List<Snapshot.Image> left = new ArrayList<>(images);
        List<Snapshot.Image> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> waiting = left.stream().map(Snapshot.Image::container).toList();
            // A label may say anything: in a circle, the first is taken.
            Snapshot.Image next = left.stream()
                    .filter(each -> each.setup().dependsOn().stream().noneMatch(waiting::contains))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
