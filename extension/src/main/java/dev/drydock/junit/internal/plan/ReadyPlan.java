package dev.drydock.junit.internal.plan;

import java.time.Duration;
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
 * @param timeout from the container's start
 */
public record ReadyPlan(
        Optional<String> healthCommand, Optional<Pattern> log, int times, OptionalInt port, Duration timeout) {
    /** Whether nothing was said, so that the image decides. */
    public boolean isDefault() {
        return healthCommand.isEmpty() && log.isEmpty() && port.isEmpty();
    }
}
