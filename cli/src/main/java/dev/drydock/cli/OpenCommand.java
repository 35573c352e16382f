package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.RestoreOptions;
import dev.drydock.snapshot.RestoredSet;
import dev.drydock.snapshot.RestoredSet.Restored;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.snapshot.Snapshots;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    @Parameters(index = "0", paramLabel = "ID", description = "Of the snapshot; 'latest' for the latest.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String id;

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

    @Option(
            names = {"-e", "--env"},
            paramLabel = "CONTAINER/NAME=VALUE",
            description = "An environment variable, such as a secret that was taken out. Without '=VALUE', that of this"
                    + " process.")
    private List<String> env = new ArrayList<>();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "CONTAINER/PORT=PORT",
            description = "The port of this machine for one of a container. Default: free ones.")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = "--rights",
            description =
                    "With the rights that its containers had: privileged, devices, capabilities, host modes; only for"
                            + " snapshots that you trust.")
    private boolean rights;

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
        for (String each : ports) {
            if (!each.matches("[^/=]+/\\d{1,5}(/(tcp|udp|sctp))?=\\d{1,5}") || hostPort(each) > 65535) {
                throw wrongUse("--port: '" + each + "' isn't CONTAINER/PORT=PORT, such as db/5432=15432");
            }
        }
        for (String each : env) {
            if (!each.matches("(?s)[^/=]+/[^=]+(=.*)?")) {
                // What it is isn't shown: it may be a password.
                throw wrongUse("--env: it isn't CONTAINER/NAME=VALUE, such as db/POSTGRES_PASSWORD=…");
            }
            if (!each.contains("=") && System.getenv(variable(each)) == null) {
                throw wrongUse("--env: this process has no variable " + variable(each));
            }
        }
    }

    private static int hostPort(String option) {
        return Integer.parseInt(option.substring(option.indexOf('=') + 1));
    }

    private static String variable(String option) {
        return option.substring(option.indexOf('/') + 1).replaceFirst("(?s)=.*", "");
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) throws IOException, InterruptedException {
        OpenSet.removeAbandoned(client);
        Snapshot snapshot = Lookup.find(snapshots, id);
        if (container != null) {
            container(snapshot, container);
        }
        String name = OpenSet.newName();
        RestoreOptions options = options(client, snapshot, name);
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
        Restored chosen = new Choice(client, set.containers()).of(container);
        List<String> command = command();
        if (command.isEmpty()) {
            command = chosen.open().isEmpty() ? List.of("sh") : List.of("sh", "-c", chosen.open());
        }
        return new Inside(client, streams()).run(chosen.id(), command);
    }

    private RestoreOptions options(DockerClient client, Snapshot snapshot, String name) throws IOException {
        RestoreOptions options = RestoreOptions.DEFAULT
                .withRights(rights)
                .withLabels(OpenSet.labels(name, snapshot.id(), detach ? null : Opener.thisProcess()));
        for (String each : ports) {
            String inside = each.substring(each.indexOf('/') + 1, each.indexOf('='));
            String of = each.substring(0, each.indexOf('/'));
            container(snapshot, of);
            options = options.withHostPort(of, inside.contains("/") ? inside : inside + "/tcp", hostPort(each));
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String each : env) {
            String key = each.replaceFirst("(?s)=.*", "");
            container(snapshot, key.substring(0, key.indexOf('/')));
            given.put(key, each.contains("=") ? each.substring(each.indexOf('=') + 1) : System.getenv(variable(each)));
        }
        for (Snapshot.Image image : snapshot.images()) {
            for (String variable : stripped(client, image)) {
                String key = image.container() + "/" + variable;
                if (!given.containsKey(key)) {
                    given.put(key, ask(key));
                }
            }
        }
        for (Map.Entry<String, String> each : given.entrySet()) {
            String key = each.getKey();
            options = options.withEnv(
                    key.substring(0, key.indexOf('/')), key.substring(key.indexOf('/') + 1), each.getValue());
        }
        return options;
    }

    private static List<String> stripped(DockerClient client, Snapshot.Image image) {
        String names =
                client.images().inspect(image.imageId()).config().labels().getOrDefault(SnapshotLabels.STRIPPED, "");
        return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
    }

    /** Newer JDKs have a console without a terminal; whether there is one is asked besides. */
    @SuppressWarnings("SystemConsoleNull")
    private String ask(String key) {
        Console console = System.console();
        if (!streams().terminal().isInput() || !streams().terminal().isError() || console == null) {
            throw new FailedException(
                    "The value of " + key + " was taken out of the snapshot. Give it: --env " + key + "=…");
        }
        char[] typed = console.readPassword("%s (it was taken out of the snapshot): ", Text.plain(key));
        if (typed == null) {
            throw new FailedException("No value was given for " + key + ".");
        }
        return new String(typed);
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
