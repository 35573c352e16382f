package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.model.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Follows the events of this run's containers, in one stream for all. Should the stream break, it is opened again; those who
 * wait for a container see its end meanwhile when they next ask the engine.
 */
public final class EngineEvents {
    private static final int REMEMBERED = 1000;

    private final DockerClient client;
    private final String runId;
    private final Map<String, ContainerWatch> watches = new ConcurrentHashMap<>();
    private final Deque<Event> last = new ArrayDeque<>();
    private volatile @Nullable EventFollowing following;

    EngineEvents(DockerClient client, String runId) {
        this.client = client;
        this.runId = runId;
    }

    void open(Executor threads) {
        EventFollowing opened = new EventFollowing(
                client,
                Filters.by("type", "container").label(Labels.RUN, runId),
                threads,
                this::dispatch,
                () -> watches.values().forEach(ContainerWatch::wake));
        following = opened;
        opened.open();
    }

    private void dispatch(Event event) {
        if (isKnown(event)) {
            return;
        }
        remember(event);
        String id = event.actor().id();
        ContainerWatch watch = id == null ? null : watches.get(id);
        String action = event.action() == null ? "" : event.action();
        if (watch == null) {
            return;
        }
        if (action.equals("die")) {
            watch.died();
        } else if (action.equals("oom")) {
            watch.outOfMemory();
        } else if (action.startsWith("health_status")) {
            watch.health(!action.contains("unhealthy"));
        }
    }

    /** A stream that is opened again begins with what the one before has ended with. */
    private boolean isKnown(Event event) {
        synchronized (last) {
            return last.contains(event);
        }
    }

    private void remember(Event event) {
        String action = String.valueOf(event.action());
        // Health checks and own conditions: some each second, and their commands may hold passwords.
        if (action.startsWith("exec_") || action.equals("top")) {
            return;
        }
        synchronized (last) {
            if (last.size() == REMEMBERED) {
                last.removeFirst();
            }
            last.addLast(event);
        }
    }

    /**
     * What has happened to some containers, as far as it is remembered.
     *
     * @param names by the containers' ids
     * @return a line each: the time, the container, what it was
     */
    public String of(Map<String, String> names) {
        List<Event> all;
        synchronized (last) {
            all = List.copyOf(last);
        }
        StringBuilder text = new StringBuilder();
        for (Event each : all) {
            String name = names.get(String.valueOf(each.actor().id()));
            if (name != null) {
                text.append(Instant.ofEpochSecond(0, each.timeNano()));
                text.append("  ").append(name).append("  ").append(each.action());
                each.actor().attributes().entrySet().stream()
                        .filter(more -> more.getKey().equals("exitCode")
                                || more.getKey().equals("signal"))
                        .forEach(more -> text.append("  ")
                                .append(more.getKey())
                                .append(' ')
                                .append(more.getValue()));
                text.append('\n');
            }
        }
        return text.toString();
    }

    /**
     * To be called before the container is started.
     *
     * @param containerId of a container of this run
     * @return what tells of its end
     */
    public ContainerWatch watch(String containerId) {
        ContainerWatch watch = watches.computeIfAbsent(containerId, id -> new ContainerWatch());
        EventFollowing opened = following;
        if (opened != null) {
            // There is an engine again, or there would be no container.
            opened.resume();
        }
        return watch;
    }

    /** Forgets the container. */
    public void unwatch(String containerId) {
        watches.remove(containerId);
    }

    void close() {
        EventFollowing opened = following;
        if (opened != null) {
            opened.close();
        }
    }
}
