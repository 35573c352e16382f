package dev.drydock.junit.assertions;

import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.Health;
import dev.drydock.junit.ContainerStateException;
import dev.drydock.junit.RunningContainer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of a container that isn't as it should be. */
final class Messages {
    private static final int LOG_LINES = 20;
    private static final int LOG_LENGTH = 8000;
    private static final int SHOWN = 300;
    private static final int FIRST = 10;

    private Messages() {}

    static String of(RunningContainer container, String expected, String found) {
        String more = found.isEmpty() ? "" : " " + found;
        String expectation =
                "Expected container '" + container.name() + "' (" + container.image() + ") " + expected + ", but it ";
        try {
            return expectation + state(container.state()) + "." + more + " " + logEnd(container);
        } catch (ContainerStateException e) {
            return expectation + "isn't there: " + e.getMessage();
        } catch (DockerException e) {
            return expectation + "can't be looked at: " + e.getMessage();
        }
    }

    private static String state(ContainerState state) {
        if (state.paused()) {
            return "is paused";
        }
        if (!state.running()) {
            return "has exited with code " + state.exitCode()
                    + (state.oomKilled() ? ", killed for want of memory" : "");
        }
        Health health = state.health();
        return health == null ? "runs" : "runs and is " + health.status();
    }

    private static String logEnd(RunningContainer container) {
        String log = container.logs(LogOptions.last(LOG_LINES)).strip();
        if (log.length() > LOG_LENGTH) {
            log = "…" + log.substring(log.length() - LOG_LENGTH);
        }
        return log.isEmpty()
                ? "It has written nothing."
                : "The end of its output:\n" + log.indent(4).stripTrailing();
    }

    static String shortened(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        return stripped.length() > SHOWN ? stripped.substring(0, SHOWN) + "…" : stripped;
    }

    static String first(List<String> all) {
        String listed = String.join(", ", all.subList(0, Math.min(FIRST, all.size())));
        return all.isEmpty()
                ? "nothing."
                : all.size() > FIRST ? listed + " and " + (all.size() - FIRST) + " more." : listed + ".";
    }

    static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
