package dev.drydock.cli;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.RestoreOptions;
import dev.drydock.snapshot.RestoredSet;
import dev.drydock.snapshot.RestoredSet.Restored;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a snapshot's containers again, and lets somebody in. */
@Command(
        name = "open",
        customSynopsis = "drydock snapshots open [OPTIONS] ID [CONTAINER] [-- COMMAND...]",
        description =
                "Starts the containers of a snapshot as they were, in a network of their own, and opens one with its client"
                        + " or a shell. They are removed when you leave.",
        footer = {
            "",
            "Addresses are written to standard error, so that the output is that of the command alone. Its exit code is passed"
                    + " on.",
            "",
            "Examples:",
            "  drydock snapshots open latest",
            "  echo 'select count(*) from orders' | drydock snapshots open latest db",
            "  drydock snapshots open latest web -- cat /var/log/app.log",
            "  drydock snapshots open latest --detach --port db/5432=15432"
        })
final class OpenCommand extends SnapshotCommand {
    /** As engines say it of a command that couldn't be started. */
    private static final int NOT_RUN = 126;

    @Mixin
    private SnapshotId id = new SnapshotId();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CONTAINER",
            description = "The one that is opened. Default: the first that was started and runs.")
    @Nullable
    private String container;

    @Option(
            names = {"-d", "--detach"},
            description = "Opens none, leaves all running, and prints the command that removes them.")
    private boolean detach;

    @Mixin
    private RestoreArguments arguments = new RestoreArguments();

    @Option(names = "--json", description = "With --detach: as JSON, an object.")
    private boolean json;

    @Override
    boolean takesCommand() {
        return true;
    }

    @Override
    void check() {
        if (detach && (container != null || !command().isEmpty())) {
            throw wrongUse("--detach opens no container and runs no command");
        }
        if (json && !detach) {
            throw wrongUse("--json is for --detach: otherwise the output is that of what is run");
        }
        arguments.check();
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) throws InterruptedException {
        removeAbandoned(client);
        Snapshot snapshot = id.in(snapshots.list());
        if (container != null) {
            Lookup.container(snapshot, container);
        }
        String name = OpenSet.newName();
        RestoreOptions options = arguments
                .of(snapshot, snapshots, streams().terminal())
                .withPrefix(OpenSet.prefix(name))
                .withLabels(OpenSet.labels(name, snapshot.id(), detach ? null : Opener.thisProcess()));
        Ending ending = new Ending(name, line("close", name), this::client, err());
        try {
            err().println("Starting " + Text.count(snapshot.images().size(), "container") + " of " + snapshot.id()
                    + ", " + Text.plain(snapshot.name()));
            RestoredSet set = snapshots.restore(snapshot, options);
            set.remarks().forEach(each -> err().println("Note: " + Text.plain(each)));
            if (detach) {
                detached(set, name, snapshot);
                return 0;
            }
            try {
                print(set, err());
                return opened(client, set);
            } finally {
                set.close();
            }
        } catch (RuntimeException | InterruptedException e) {
            if (!ending.hasBegun()) {
                throw e;
            }
            // Who ends it tells what it couldn't remove; the exit code is the signal's.
            System.getLogger("dev.drydock").log(Level.DEBUG, "The end has been quicker", e);
            return Drydock.FAILED;
        } finally {
            ending.cancel();
        }
    }

    private int opened(DockerClient client, RestoredSet set) throws InterruptedException {
        Choice choice = new Choice(client, set.containers());
        Restored chosen = choice.of(container);
        List<String> command = command();
        if (command.isEmpty()) {
            command = chosen.open().isEmpty() ? List.of("sh") : List.of("sh", "-c", chosen.open());
        }
        int code;
        try {
            code = new Inside(client, streams()).run(chosen.id(), command);
        } catch (ConflictException e) {
            choice.of(chosen.name());
            throw e;
        }
        if (code == NOT_RUN) {
            // The container may have ended since it was looked at: then that is said.
            choice.of(chosen.name());
        }
        return code;
    }

    private void print(RestoredSet set, PrintStream to) {
        List<List<String>> rows = new ArrayList<>();
        for (Restored each : set.containers()) {
            boolean first = true;
            for (Map.Entry<String, String> port : new TreeMap<>(each.ports()).entrySet()) {
                rows.add(List.of(
                        first ? each.name() : "", port.getKey() + " → " + port.getValue(), first ? each.url() : ""));
                first = false;
            }
            if (first) {
                rows.add(List.of(each.name(), "", each.url()));
            }
        }
        Text.table(to, rows);
    }

    private void detached(RestoredSet set, String name, Snapshot snapshot) {
        String removal = line("close", name);
        if (json) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", name);
            shown.put("snapshot", snapshot.id());
            List<Object> containers = new ArrayList<>();
            for (Restored each : set.containers()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", each.name());
                one.put("id", each.id());
                one.put("ports", new TreeMap<>(each.ports()));
                one.put("url", each.url());
                containers.add(one);
            }
            shown.put("containers", containers);
            shown.put("remarks", set.remarks());
            shown.put("remove", removal);
            Text.json(out(), shown);
            return;
        }
        print(set, out());
        out().println("Remove them:  " + removal);
    }
}
