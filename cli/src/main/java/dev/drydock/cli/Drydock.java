package dev.drydock.cli;

import dev.drydock.client.DockerException;
import dev.drydock.snapshot.SnapshotException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what all that stands below it have in common. */
@Command(
        name = "drydock",
        description = "Snapshots of containers, as failed tests leave them.",
        subcommands = {SnapshotsCommand.class, CompletionCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Drydock.Version.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it failed; one sentence on standard error says why",
            "2:it was called in a wrong way"
        })
final class Drydock implements Runnable {
    static final int FAILED = 1;

    private final Streams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Option(
            names = {"-H", "--host"},
            paramLabel = "ADDRESS",
            scope = ScopeType.INHERIT,
            description =
                    "The engine, such as unix:///var/run/docker.sock. Default: DOCKER_HOST, the Docker context, or the"
                            + " usual sockets.")
    @Nullable
    private String host;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Errors with where they come from.")
    private boolean verbose;

    private final @Nullable List<String> command;

    private Drydock(Streams streams, @Nullable List<String> command) {
        this.streams = streams;
        this.command = command;
    }

    /**
     * Runs the command.
     *
     * @return its exit code
     */
    static int execute(Streams streams, String... args) {
        // What follows is for another program, not to be looked at here: picocli would take it for more of our own
        // words.
        int end = List.of(args).indexOf("--");
        List<String> command = end < 0 ? null : List.of(args).subList(end + 1, args.length);
        return commandLine(new Drydock(streams, command)).execute(end < 0 ? args : Arrays.copyOf(args, end));
    }

    private static CommandLine commandLine(Drydock root) {
        Streams streams = root.streams;
        CommandLine line = new CommandLine(root);
        line.setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8), true));
        line.setErr(new PrintWriter(new OutputStreamWriter(streams.err(), StandardCharsets.UTF_8), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((e, args) -> {
            streams.err().println("drydock: " + Text.plainLines(String.valueOf(e.getMessage())));
            CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
            streams.err().println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, result) -> {
            streams.out().flush();
            root.explain(e);
            return FAILED;
        });
        return line;
    }

    Streams streams() {
        return streams;
    }

    /** What follows {@code --}; {@code null} without one. */
    @Nullable
    List<String> command() {
        return command;
    }

    @Nullable
    String host() {
        return host;
    }

    /** A line for a shell that calls this command again, on the same engine. */
    String line(String... words) {
        StringBuilder line = new StringBuilder("drydock");
        if (host != null) {
            line.append(" --host ").append(Text.quote(host));
        }
        for (String each : words) {
            line.append(' ').append(Text.quote(each));
        }
        return Text.plain(line.toString());
    }

    /** Says in a sentence what went wrong. */
    private void explain(Exception e) {
        String sentence = e.getMessage();
        if (sentence == null || sentence.isBlank() || !isForPeople(e)) {
            sentence = "something unexpected happened: " + e + ". With --verbose it says where.";
        }
        // Engines and snapshots say some of it.
        streams.err().println("drydock: " + Text.plainLines(sentence));
        if (verbose) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            streams.err().print(Text.plainLines(trace.toString()));
        }
    }

    private static boolean isForPeople(Exception e) {
        return e instanceof FailedException || e instanceof DockerException || e instanceof SnapshotException;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Drydock.class.getPackage().getImplementationVersion();
            return new String[] {"drydock " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
