package dev.drydock.junit.internal.plan;

import dev.drydock.junit.ReadyCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * When a container counts as ready.
 *
 * @param healthCommand for a shell in the container
 * @param log found in a line of its output
 * @param times how many lines must match
 * @param port that must accept connections
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
        Optional<Pattern> log,
        int times,
        OptionalInt port,
        List<HttpPlan> http,
        List<String> command,
        Optional<String> file,
        boolean exits,
        List<Class<? extends ReadyCondition>> own,
        boolean any,
        Optional<Pattern> failLog,
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
                + (command.isEmpty() ? 0 : 1)
                + (file.isPresent() ? 1 : 0)
                + (exits ? 1 : 0);
        return single + http.size() + own.size();
    }
}
