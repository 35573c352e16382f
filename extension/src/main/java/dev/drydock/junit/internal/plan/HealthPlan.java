package dev.drydock.junit.internal.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A health check in place of the image's.
 *
 * @param command program and arguments; empty when the image's check stays or is switched off
 * @param disabled whether the image's check is switched off
 * @param interval empty for the engine's default
 * @param timeout empty for the engine's default
 * @param startPeriod empty for as long as the container is waited for
 * @param retries 0 for the engine's default
 */
public record HealthPlan(
        List<String> command,
        boolean disabled,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        Optional<Duration> startPeriod,
        int retries) {
    /** Whether it says nothing, neither of the command nor of times. */
    public boolean isSilent() {
        return command.isEmpty()
                && !disabled
                && interval.isEmpty()
                && timeout.isEmpty()
                && startPeriod.isEmpty()
                && retries == 0;
    }
}
