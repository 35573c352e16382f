package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened on an engine: a line of {@code GET /events}.
 *
 * @param type such as {@code container}
 * @param action such as {@code die}, or {@code health_status: healthy}
 * @param actor what it happened to
 * @param timeNano when, in nanoseconds since 1970
 * @param more what else came
 */
public record Event(
        @Nullable String type,
        @Nullable String action,
        Actor actor,
        long timeNano,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public Event {
        actor = actor == null ? new Actor(null, Map.of()) : actor;
        more = Values.others(more);
    }

    /** Without the command of an {@code exec_create: COMMAND}: a password may be among its arguments. */
    @Override
    public String toString() {
        int colon = action == null || action.startsWith("health_status:") ? -1 : action.indexOf(':');
        return "Event[type=" + type + ", action=" + (action == null || colon < 0 ? action : action.substring(0, colon))
                + ", actor=" + actor + ", timeNano=" + timeNano + ", more=" + more + "]";
    }

    /**
     * What an event happened to.
     *
     * @param id such as a container's id
     * @param attributes such as {@code exitCode}, the labels included
     */
    public record Actor(@Nullable String id, Map<String, String> attributes) {
        /** Replaces what wasn't sent. */
        public Actor {
            attributes = Values.orEmpty(attributes);
        }
    }
}
