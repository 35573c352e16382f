package dev.drydock.cli;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the snapshot and the container that somebody means. */
final class Lookup {
    private static final String LATEST = "latest";
    private static final int SHOWN = 5;

    private Lookup() {}

    /**
     * @param all the oldest first
     * @param id or its beginning; or {@code latest}, which is the latest of a failure, or the latest at all where no test has failed
     */
    static Snapshot find(List<Snapshot> all, String id) {
        if (all.isEmpty()) {
            throw new FailedException(
                    "There is no snapshot on this engine. A test with @CommitOnFailure that fails leaves"
                            + " one; 'import' and 'pull' bring one here.");
        }
        if (id.equals(LATEST)) {
            return latest(all);
        }
        List<Snapshot> begun = all.stream()
                .filter(each -> !id.isEmpty() && each.id().startsWith(id))
                .toList();
        if (begun.size() == 1) {
            return begun.get(0);
        }
        if (begun.isEmpty()) {
            throw new FailedException("There is no snapshot '" + id + "' on this engine. The nearest:\n"
                    + lines(all.stream()
                            .sorted(Comparator.comparingInt((Snapshot each) -> distance(id, each.id()))
                                    .thenComparing(Snapshot::id, Comparator.reverseOrder()))
                            .limit(SHOWN)
                            .toList()));
        }
        throw new FailedException(
                begun.size() + " snapshots begin with '" + id + "'; say more of it:\n" + lines(begun));
    }

    /** A failure is what people are told of; states that tests go back to, and warm starts begin from, come by themselves. */
    private static Snapshot latest(List<Snapshot> all) {
        List<Snapshot> failures =
                all.stream().filter(each -> each.kind() == SnapshotKind.FAILURE).toList();
        List<Snapshot> some = failures.isEmpty() ? all : failures;
        return some.get(some.size() - 1);
    }

    private static String lines(List<Snapshot> some) {
        return some.stream()
                .map(each -> "  " + each.id() + "  " + Text.plain(each.name()))
                .collect(Collectors.joining("\n"));
    }

    /** How many characters must be put in, taken out or replaced. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }

    /** The container that is named, else the only one. */
    static Snapshot.Image container(Snapshot snapshot, @Nullable String name) {
        if (name == null) {
            if (snapshot.images().size() == 1) {
                return snapshot.images().get(0);
            }
            throw new FailedException(
                    "Snapshot " + snapshot.id() + " has several containers; name one: " + containers(snapshot));
        }
        return snapshot.image(name)
                .orElseThrow(() -> new FailedException("Snapshot " + snapshot.id() + " has no container '" + name
                        + "'. It has: " + containers(snapshot)));
    }

    /** The names, for people. */
    static String containers(Snapshot snapshot) {
        return snapshot.images().stream()
                .map(each -> Text.plain(each.container()))
                .collect(Collectors.joining(", "));
    }
}
