package dev.drydock.cli;

import dev.drydock.snapshot.SnapshotKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that says which kinds of snapshots are meant. */
final class Kinds {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Only of these kinds: ${COMPLETION-CANDIDATES}.")
    private List<SnapshotKind> some = new ArrayList<>();

    /** All, where none is named. */
    Set<SnapshotKind> set() {
        return some.isEmpty() ? EnumSet.allOf(SnapshotKind.class) : EnumSet.copyOf(some);
    }
}
