package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A command succeeds in the container. That of a health check is run here and now, too: the engine first runs it when its
 * interval is over, which is 30 s where nobody says otherwise.
 */
final class CommandCondition extends BesideCondition {
    private static final int OUTPUT = 300;

    private final DockerClient client;
    private final String containerId;
    private final List<String> command;
    private final String source;

    /**
     * @param command program and arguments
     * @param source whose it is, for messages
     */
    CommandCondition(
            DockerClient client,
            String containerId,
            List<String> command,
            String source,
            ContainerWatch watch,
            Executor threads) {
        super(watch, threads);
        this.client = client;
        this.containerId = containerId;
        this.command = command;
        this.source = source;
    }

    @Override
    Look look() {
        ExecResult result = client.exec().run(containerId, command.toArray(String[]::new));
        String output = (result.stdoutText() + result.stderrText()).strip();
        String shown = output.length() > OUTPUT ? output.substring(0, OUTPUT) + "…" : output;
        return new Look(
                result.exitCode() == 0, "it exited with " + result.exitCode() + (shown.isEmpty() ? "" : ": " + shown));
    }

    @Override
    public String shown() {
        return source + " succeeds";
    }
}
