package dev.drydock.junit.internal.ready;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.junit.internal.session.ContainerWatch;
import dev.drydock.junit.internal.session.Rethrow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A health check's command succeeds in the container. It is run here and now: the engine first runs it when its interval
 * is over, which is 30 s where nobody says otherwise. It runs beside the waiting, whose time-out holds for a command that
 * never ends, too.
 */
final class HealthCondition implements Condition {
    private static final int OUTPUT = 300;

    private final DockerClient client;
    private final String containerId;
    private final List<String> command;
    private final String source;
    private final ContainerWatch watch;
    private final Executor threads;
    private @Nullable CompletableFuture<ExecResult> running;
    private String lastSeen = "it is still running";

    /**
     * @param command program and arguments
     * @param source whose it is, for messages
     */
    HealthCondition(
            DockerClient client,
            String containerId,
            List<String> command,
            String source,
            ContainerWatch watch,
            Executor threads) {
        this.client = client;
        this.watch = watch;
        this.threads = threads;
        this.containerId = containerId;
        this.command = command;
        this.source = source;
    }

    @Override
    public boolean holds() {
        CompletableFuture<ExecResult> run = running;
        if (run == null) {
            running = begin();
            return false;
        }
        if (!run.isDone()) {
            // What came of the run before, if there was one, says more than that this one goes on.
            return false;
        }
        running = null;
        try {
            return succeeded(run.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConflictException conflict) {
                // It has just ended, or is paused: the one who waits sees to that.
                lastSeen = conflict.engineMessage();
                return false;
            }
            throw Rethrow.causeOf(e);
        }
    }

    private CompletableFuture<ExecResult> begin() {
        CompletableFuture<ExecResult> run = CompletableFuture.supplyAsync(
                () -> client.exec().run(containerId, command.toArray(String[]::new)), threads);
        return run.whenComplete((result, failure) -> watch.wake());
    }

    private boolean succeeded(ExecResult result) {
        String output = (result.stdoutText() + result.stderrText()).strip();
        String shown = output.length() > OUTPUT ? output.substring(0, OUTPUT) + "…" : output;
        lastSeen = "it exited with " + result.exitCode() + (shown.isEmpty() ? "" : ": " + shown);
        return result.exitCode() == 0;
    }

    @Override
    public String shown() {
        return source + " succeeds";
    }

    @Override
    public String lastSeen() {
        return lastSeen;
    }

    @Override
    public long maxPauseMillis() {
        return 500;
    }
}
