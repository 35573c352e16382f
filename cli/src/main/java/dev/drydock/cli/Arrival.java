package dev.drydock.cli;

import dev.drydock.snapshot.Snapshot;
import java.io.PrintStream;
import picocli.CommandLine.Option;

/** How a snapshot is told that has come from elsewhere. */
final class Arrival {
    @Option(names = "--json", description = "As JSON: the snapshot.")
    private boolean json;

    void tell(Snapshot snapshot, PrintStream out) {
        if (json) {
            Text.json(out, Shown.snapshot(snapshot, null));
        } else {
            out.println(snapshot.id());
        }
    }
}
