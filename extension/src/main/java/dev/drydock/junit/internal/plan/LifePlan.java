package dev.drydock.junit.internal.plan;

import dev.drydock.junit.ContainerCustomizer;
import dev.drydock.junit.ContainerListener;
import dev.drydock.junit.Keep;
import dev.drydock.junit.Scope;
import java.util.List;

/**
 * How a container comes and goes, and what is done meanwhile.
 *
 * @param scope how long it lives
 * @param startAttempts how often its start is tried
 * @param customizers of what it is created from
 * @param listeners that are told of it
 * @param exports system properties, {@code name=template} each
 * @param logTo where its output goes; empty for nowhere
 * @param graceful whether it is asked to end before it is killed
 * @param stopSignal that asks it; empty for the image's
 * @param stopTimeout seconds that it is given
 * @param keep whether it stays
 */
public record LifePlan(
        Scope scope,
        int startAttempts,
        List<Own<ContainerCustomizer>> customizers,
        List<Own<ContainerListener>> listeners,
        List<String> exports,
        String logTo,
        boolean graceful,
        String stopSignal,
        int stopTimeout,
        Keep keep) {
    /** The same with another place for its output. */
    LifePlan logTo(String place) {
        return new LifePlan(
                scope, startAttempts, customizers, listeners, exports, place, graceful, stopSignal, stopTimeout, keep);
    }
}
