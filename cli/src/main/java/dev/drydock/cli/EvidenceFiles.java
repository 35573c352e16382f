package dev.drydock.cli;

import dev.drydock.snapshot.Evidence;
import dev.drydock.snapshot.Snapshot;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The files that were written down beside a snapshot. */
final class EvidenceFiles {
    private EvidenceFiles() {}

    static String text(Snapshot snapshot, Evidence evidence, String path) {
        if (evidence.files().isEmpty()) {
            throw new FailedException("Nothing was written down beside snapshot " + snapshot.id() + ".");
        }
        return evidence.text(path)
                .orElseThrow(() ->
                        new FailedException("There is no file '" + path + "' beside snapshot " + snapshot.id()
                                + ". There are:\n"
                                + evidence.files().stream()
                                        .sorted(Comparator.comparingInt(each -> Lookup.distance(path, each)))
                                        .map(each -> "  " + each)
                                        .collect(Collectors.joining("\n"))));
    }
}
