package dev.drydock.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerException;
import dev.drydock.client.EventStream;
import dev.drydock.client.Filters;
import dev.drydock.client.model.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the engine tells of certain containers, from now on and until this is closed. */
public final class Watched implements AutoCloseable {
    private final EventStream events;
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch gone;

    private Watched(String label, int number) {
        events = TestEngine.CLIENT
                .system()
                .events(Filters.by("type", "container").label(label));
        gone = new CountDownLatch(number);
        Thread follower = new Thread(this::follow, "watched");
        follower.setDaemon(true);
        follower.start();
    }

    /**
     * Those with a label.
     *
     * @param label that they have, and no others; beside {@code name=} each
     * @param number how many there are
     */
    public static Watched of(String label, int number) {
        return new Watched(label, number);
    }

    private void follow() {
        try {
            events.forEachRemaining(this::note);
        } catch (DockerException e) {
            // It was closed.
        }
    }

    private void note(Event event) {
        String name = event.actor().attributes().getOrDefault("dev.drydock.container", "?");
        switch (String.valueOf(event.action())) {
            case "kill" -> {
                // Podman doesn't say which signal, and nothing of those of a stop.
                String signal = event.actor().attributes().get("signal");
                if (signal != null) {
                    seen.add(name + " kill " + signal);
                }
            }
            case "die" -> seen.add(name + " die " + event.actor().attributes().get("exitCode"));
            case "destroy", "remove" -> {
                seen.add(name + " destroy");
                gone.countDown();
            }
            default -> {
                // Its beginning.
            }
        }
    }

    /** Waits until all are gone, and returns their ends in order: {@code db kill 15}, {@code db die 0}, {@code db destroy}. */
    public List<String> ends() {
        try {
            assertThat(gone.await(60, TimeUnit.SECONDS)).as("gone: " + seen).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        events.close();
    }
}
