package dev.drydock.snapshot;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the snapshot that a person means. */
final class SnapshotChoice {
    private static final int SHOWN = 10;

    private final List<Snapshot> all;

    /** @param all that there are, the oldest first */
    SnapshotChoice(List<Snapshot> all) {
        this.all = all;
    }

    /** @param text an id, a name, of which the latest counts, or the beginning of either */
    Snapshot of(String text) {
        for (Predicate<Snapshot> each : List.<Predicate<Snapshot>>of(
                snapshot -> snapshot.id().equals(text),
                snapshot -> snapshot.name().equals(text))) {
            List<Snapshot> found = all.stream().filter(each).toList();
            if (!found.isEmpty()) {
                return found.get(found.size() - 1);
            }
        }
        List<Snapshot> begun = text.isEmpty()
                ? List.of()
                : all.stream()
                        .filter(each ->
                                each.id().startsWith(text) || each.name().startsWith(text))
                        .toList();
        if (begun.isEmpty()) {
            throw new SnapshotException("There is no snapshot '" + text + "' on this engine; " + shown(all), null);
        }
        Snapshot latest = begun.get(begun.size() - 1);
        if (begun.stream().anyMatch(each -> !each.name().equals(latest.name()))) {
            throw new SnapshotException(
                    "'" + text + "' is the beginning of several snapshots; name one of them. " + shown(begun), null);
        }
        return latest;
    }

    private static String shown(List<Snapshot> some) {
        if (some.isEmpty()) {
            return "there are none";
        }
        String latest = some.stream()
                .skip(Math.max(0, some.size() - SHOWN))
                .map(each -> "\n  " + each.id() + "  " + each.name())
                .collect(Collectors.joining());
        return (some.size() > SHOWN ? "the latest " + SHOWN + " of " + some.size() + " are:" : "there are:") + latest;
    }
}
