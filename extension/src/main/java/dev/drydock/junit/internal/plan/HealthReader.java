package dev.drydock.junit.internal.plan;

import dev.drydock.junit.HealthCheck;
import dev.drydock.junit.Ready;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads a health check in place of the image's. */
final class HealthReader {
    private final HealthCheck declared;
    private final Ready ready;
    private final String where;
    private final Mistakes mistakes;

    HealthReader(HealthCheck declared, Ready ready, String where, Mistakes mistakes) {
        this.declared = declared;
        this.ready = ready;
        this.where = where;
        this.mistakes = mistakes;
    }

    HealthPlan read() {
        boolean line = !declared.value().isBlank();
        boolean program = declared.command().length > 0;
        if (line && program) {
            wrong("value and command: it is either");
        }
        if (declared.disabled() && (line || program)) {
            wrong("it is disabled, and has a command");
        }
        if ((line || program) && !ready.healthCmd().isBlank()) {
            wrong("ready has a healthCmd, too, which would become the container's health check: it is either");
        }
        if (declared.retries() < 0) {
            wrong("retries = " + declared.retries() + ": it takes a number above 0");
        }
        List<String> command = program ? List.of(declared.command()) : List.of();
        return new HealthPlan(
                line ? List.of("/bin/sh", "-c", declared.value()) : command,
                declared.disabled(),
                time("interval", declared.interval()),
                time("timeout", declared.timeout()),
                time("startPeriod", declared.startPeriod()),
                declared.retries());
    }

    private Optional<Duration> time(String attribute, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Quantities.time(text));
        } catch (IllegalArgumentException e) {
            wrong(attribute + " = " + e.getMessage());
            return Optional.empty();
        }
    }

    private void wrong(String what) {
        mistakes.add(where, "healthCheck: " + what);
    }
}
