package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.snapshot.Snapshots;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks an engine. */
abstract class SnapshotCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public final Integer call() throws Exception {
        if (!takesCommand() && root().command() != null) {
            throw wrongUse("'--' and what follows it are for 'open' and 'run'");
        }
        check();
        try (DockerClient client = client()) {
            return run(client, new Snapshots(client));
        }
    }

    /** Whether {@code --} and a command may follow. */
    boolean takesCommand() {
        return false;
    }

    /** What follows {@code --}; empty for nothing. */
    final List<String> command() {
        List<String> command = root().command();
        return command == null ? List.of() : command;
    }

    /** Refuses options that don't go together; no engine is asked yet. */
    void check() {}

    /** @return the exit code */
    abstract int run(DockerClient client, Snapshots snapshots) throws Exception;

    /** A new one, of the engine that is named. */
    final DockerClient client() {
        String host = host();
        if (host == null) {
            return DockerClient.connect();
        }
        try {
            return DockerClient.connect(EngineAddress.parse(host));
        } catch (IllegalArgumentException e) {
            throw wrongUse("--host: " + e.getMessage());
        }
    }

    final @Nullable String host() {
        return root().host();
    }

    /** A line for a shell: {@code drydock snapshots} and these words, on the same engine. */
    final String line(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "snapshots";
        System.arraycopy(words, 0, all, 1, words.length);
        return root().line(all);
    }

    /** Removes what killed processes have left open, and says what couldn't be removed. */
    final void removeAbandoned(DockerClient client) {
        OpenSet.removeAbandoned(
                client,
                (name, why) -> err().println(
                                Text.plain("Note: not all could be removed that a killed process has left open; '"
                                        + line("close", name) + "' tries it again: " + why.getMessage())));
    }

    /** Writes a text that anybody may have written: a terminal gets nothing that it would obey, all else gets it as it is. */
    final void print(String text) {
        out().print(streams().terminal().isOutput() ? Text.plainLines(text.replace("\r\n", "\n")) : text);
    }

    final Streams streams() {
        return root().streams();
    }

    final PrintStream out() {
        return streams().out();
    }

    final PrintStream err() {
        return streams().err();
    }

    final ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Drydock root() {
        return (Drydock) spec.root().userObject();
    }
}
