package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Ready;
import dev.drydock.junit.ReadyCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a container counts as ready.
 *
 * @param healthCommand for a shell in the container
 * @param log found in a line of its output
 * @param times how many lines must match
 * @param logStream where it is looked for
 * @param port that must accept connections
 * @param insidePort that something in the container must listen on
 * @param jdbc database that must let a connection be made
 * @param http what web servers in it must answer
 * @param command program and arguments that must succeed in it; empty for none
 * @param file path in it that must be there
 * @param exits whether it is ready when it has ended
 * @param own conditions of the user's
 * @param any whether one of them is enough
 * @param failLog what ends the waiting when it is found in a line of its output
 * @param timeout from the container's start
 */
public record ReadyPlan(
        Optional<String> healthCommand,
        Optional<Regex> log,
        int times,
        Ready.Output logStream,
        OptionalInt port,
        OptionalInt insidePort,
        Optional<JdbcPlan> jdbc,
        List<HttpPlan> http,
        List<String> command,
        Optional<String> file,
        boolean exits,
        List<Own<ReadyCondition>> own,
        boolean any,
        Optional<Regex> failLog,
        Duration timeout) {
    /** Whether nothing was said of what is to hold, so that the image decides. */
    public boolean isDefault() {
        return conditions() == 0;
    }

    /** How many conditions were given. */
    public int conditions() {
        int single = (healthCommand.isPresent() ? 1 : 0)
                + (log.isPresent() ? 1 : 0)
                + (port.isPresent() ? 1 : 0)
                + (insidePort.isPresent() ? 1 : 0)
                + (jdbc.isPresent() ? 1 : 0)
                + (command.isEmpty() ? 0 : 1)
                + (file.isPresent() ? 1 : 0)
                + (exits ? 1 : 0);
        return single + http.size() + own.size();
    }
}
