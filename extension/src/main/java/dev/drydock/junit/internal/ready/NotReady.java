package dev.drydock.junit.internal.ready;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.Health;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why a container didn't become ready, with all that may help to find out. */
final class NotReady {
    private static final int LOG_LINES = 30;
    private static final int LOG_BYTES = 64 * 1024;

    private final DockerClient client;
    private final ContainerPlan plan;
    private final ImageDetails image;
    private final String containerId;

    NotReady(DockerClient client, ContainerPlan plan, ImageDetails image, String containerId) {
        this.client = client;
        this.plan = plan;
        this.image = image;
        this.containerId = containerId;
    }

    /**
     * @param waiting what doesn't hold, of several that must the first
     * @param held those that held before
     * @param unseen those that weren't looked at yet
     */
    ContainerStartException timedOut(List<Condition> waiting, List<Condition> held, List<Condition> unseen) {
        String waited = waiting.stream()
                .map(each -> each.shown() + "; last seen: " + each.lastSeen())
                .collect(Collectors.joining("; or "));
        return failed(
                "wasn't ready after " + shown(plan.ready().timeout()),
                " It was waited until " + waited + "." + list(" What held before: ", held)
                        + list(" Not looked at yet: ", unseen) + portHint() + " " + state());
    }

    private static String list(String before, List<Condition> conditions) {
        return conditions.isEmpty()
                ? ""
                : before + conditions.stream().map(Condition::shown).collect(Collectors.joining("; ")) + ".";
    }

    ContainerStartException unhealthy() {
        return failed(
                "was found unhealthy by the engine",
                " " + state()
                        + " If it only takes longer to start, say so: healthCheck = @HealthCheck(…), with a startPeriod or"
                        + " with disabled = true, or a HEALTHCHECK with --start-period in the image.");
    }

    ContainerStartException ended(ContainerState state) {
        String error = state.error() == null || state.error().isBlank() ? "" : " (" + state.error() + ")";
        return failed(
                "exited with code " + state.exitCode() + (state.oomKilled() ? ", killed for want of memory," : "")
                        + error + " while it was waited for",
                state.oomKilled() ? memory() : "");
    }

    ContainerStartException outOfMemory() {
        return failed("still runs, but one of its processes was killed for want of memory", memory());
    }

    ContainerStartException hasWritten(String line) {
        return failed("has written a line that means failure: \"" + line + "\"", "");
    }

    private String memory() {
        long bytes = plan.limits().memory();
        return bytes == 0
                ? " It has no limit of its own: the engine's machine has no memory left."
                : " Its limit is memory = " + bytes + " bytes.";
    }

    /** What the engine says of it, with the latest runs of its health check. */
    private String state() {
        try {
            ContainerState state = client.containers().inspect(containerId).state();
            Health health = state.health();
            if (health == null || "none".equals(health.status())) {
                return "The engine calls it " + state.status() + ".";
            }
            String called = "The engine calls it " + state.status() + " and " + health.status();
            return health.log().isEmpty()
                    ? called + "; its health check hasn't run yet."
                    : called + ". Its health check's last runs (in a row failed: " + health.failingStreak() + "):\n"
                            + health.log().stream().map(NotReady::probe).collect(Collectors.joining());
        } catch (DockerException e) {
            return "(Its state can't be asked for: " + e.getMessage() + ")";
        }
    }

    private static String probe(Health.Probe probe) {
        String output = probe.output() == null ? "" : probe.output().strip();
        String shown = output.isEmpty()
                ? "; it wrote nothing"
                : ":\n" + output.indent(4).stripTrailing();
        return (probe.end() + " exited with " + probe.exitCode() + shown).indent(4);
    }

    private static String shown(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** A port that the image doesn't name is likely to be a slip. */
    private String portHint() {
        Map<String, ?> exposed = image.config().exposedPorts();
        List<Integer> unknown = plan.tcpPorts().stream()
                .filter(port -> !exposed.isEmpty() && !exposed.containsKey(port + "/tcp"))
                .toList();
        return unknown.isEmpty()
                ? ""
                : " The image says that it listens on " + exposed.keySet() + ", not on " + unknown
                        + ": is ports right?";
    }

    private ContainerStartException failed(String what, String more) {
        String log = lastLines();
        String shownLog = log.isEmpty() ? "It has written nothing." : "The end of its output:\n" + log.indent(4);
        return new ContainerStartException(
                "Container " + plan.shown() + " " + what + "." + more + (more.endsWith("\n") ? "" : " ") + shownLog,
                null);
    }

    private String lastLines() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputFrames frames = client.containers().logs(containerId, LogOptions.last(LOG_LINES))) {
            for (OutputFrame frame; frames.hasNext(); ) {
                frame = frames.next();
                // A line may be of any length.
                if (bytes.size() < LOG_BYTES) {
                    bytes.writeBytes(frame.bytes());
                }
            }
        } catch (DockerException e) {
            return "(it can't be read: " + e.getMessage() + ")";
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }
}
