package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EventOptions;
import dev.drydock.client.EventStream;
import dev.drydock.client.Filters;
import dev.drydock.client.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What has happened to containers, by the engine's own clock, as far as it remembers. The output of a container that was paused
 * in between is that of the pause if it is cut in the middle of it: the engine stamps lines a moment after they were
 * written.
 */
final class EngineMoments {
    /** The engine was asked for its time while the pause had begun, perhaps. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final Map<String, Instant> paused = new HashMap<>();
    private final Map<String, Instant> unpaused = new HashMap<>();
    private final StringBuilder events = new StringBuilder();
    private final Instant began;

    private EngineMoments(Instant began) {
        this.began = began;
    }

    /**
     * @param names of the containers, by their ids
     * @param began when the snapshot was begun, by the engine's clock
     */
    static EngineMoments read(
            DockerClient client, Map<String, String> names, Collection<Inspected> containers, Instant began) {
        EngineMoments moments = new EngineMoments(began);
        Instant since = containers.stream()
                .map(each -> EvidenceCollector.instant(each.text("Created")))
                .min(Instant::compareTo)
                .orElse(began);
        try {
            Instant now = EvidenceCollector.instant(client.system().info().systemTime());
            EventOptions options = EventOptions.DEFAULT
                    .withSince(since)
                    .withUntil(now)
                    .withFilters(Filters.by("container", names.keySet().toArray()));
            try (EventStream stream = client.system().events(options)) {
                stream.forEachRemaining(each -> moments.note(each, names));
            }
        } catch (DockerException e) {
            moments.events.append("# Couldn't be read: ").append(e.getMessage()).append('\n');
        }
        return moments;
    }

    private void note(Event event, Map<String, String> names) {
        String id = String.valueOf(event.actor().id());
        String action = String.valueOf(event.action());
        Instant when = Instant.ofEpochSecond(0, event.timeNano());
        if (when.isAfter(began.minus(SLACK))) {
            if (action.equals("pause")) {
                paused.put(id, when);
                return;
            }
            if (action.equals("unpause")) {
                unpaused.put(id, when);
                return;
            }
        }
        if (when.isAfter(began) || action.equals("top")) {
            // That is what making the snapshot looks like.
            return;
        }
        events.append(line(event, names.getOrDefault(id, id)));
    }

    static String line(Event event, String name) {
        StringBuilder line = new StringBuilder().append(Instant.ofEpochSecond(0, event.timeNano()));
        line.append("  ").append(name).append("  ").append(event.action());
        for (String each : new String[] {"exitCode", "signal"}) {
            String value = event.actor().attributes().get(each);
            if (value != null) {
                line.append("  ").append(each).append(' ').append(value);
            }
        }
        return line.append('\n').toString();
    }

    String events() {
        return events.toString();
    }

    /** When a container that ran was frozen, or about then where it wasn't paused. */
    Instant frozen(String id) {
        Instant from = paused.get(id);
        Instant to = unpaused.get(id);
        if (from == null) {
            return began;
        }
        return to == null || to.isBefore(from)
                ? from.plusMillis(50)
                : from.plus(Duration.between(from, to).dividedBy(2));
    }
}
