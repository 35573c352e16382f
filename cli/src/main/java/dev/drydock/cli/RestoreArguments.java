package dev.drydock.cli;

import dev.drydock.snapshot.RestoreOptions;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import java.io.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how containers are started again. */
final class RestoreArguments {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec command;

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

    /** Refuses what isn't written as it must be. */
    void check() {
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
            if (!each.contains("=") && System.getenv(name(each)) == null) {
                throw wrongUse("--env: this process has no variable " + name(each));
            }
        }
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static int hostPort(String option) {
        return Integer.parseInt(option.substring(option.indexOf('=') + 1));
    }

    private static String container(String option) {
        return option.substring(0, option.indexOf('/'));
    }

    /** Of a variable, or of a port in the container. */
    private static String name(String option) {
        return option.substring(option.indexOf('/') + 1).replaceFirst("(?s)=.*", "");
    }

    /**
     * @param terminal where values are asked for that were taken out of the snapshot, and that no option gives
     * @throws FailedException when one of them isn't known, or the snapshot hasn't a container that is named
     */
    RestoreOptions of(Snapshot snapshot, Snapshots snapshots, Terminal terminal) {
        RestoreOptions options = RestoreOptions.DEFAULT.withRights(rights);
        for (String each : ports) {
            String inside = name(each);
            options = options.withHostPort(
                    Lookup.container(snapshot, container(each)).container(),
                    inside.contains("/") ? inside : inside + "/tcp",
                    hostPort(each));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String each : env) {
            Lookup.container(snapshot, container(each));
            int equals = each.indexOf('=');
            values.put(
                    equals < 0 ? each : each.substring(0, equals),
                    equals < 0 ? System.getenv(name(each)) : each.substring(equals + 1));
        }
        for (Snapshot.Image image : snapshot.images()) {
            for (String variable : snapshots.stripped(image)) {
                values.computeIfAbsent(image.container() + "/" + variable, key -> ask(key, terminal));
            }
        }
        for (Map.Entry<String, String> each : values.entrySet()) {
            options = options.withEnv(container(each.getKey()), name(each.getKey()), each.getValue());
        }
        return options;
    }

    /** Newer JDKs have a console without a terminal; whether there is one is asked besides. */
    @SuppressWarnings("SystemConsoleNull")
    private static String ask(String key, Terminal terminal) {
        Console console = System.console();
        if (!terminal.isInput() || !terminal.isError() || console == null) {
            throw new FailedException(
                    "The value of " + key + " was taken out of the snapshot. Give it: --env " + key + "=…");
        }
        char[] typed = console.readPassword("%s (it was taken out of the snapshot): ", Text.plain(key));
        if (typed == null) {
            throw new FailedException("No value was given for " + key + ".");
        }
        return new String(typed);
    }
}
