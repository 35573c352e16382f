package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * What to find out of a network. Each method returns a copy; {@code null} leaves it to the engine.
 *
 * @param verbose also services and tasks of a swarm, in {@code more}; the engine's default is false
 * @param scope {@code local}, {@code global} or {@code swarm}: look only there
 */
public record NetworkInspectOptions(
        @Nullable Boolean verbose, @Nullable String scope) {
    /** Wherever it is, without services. */
    public static final NetworkInspectOptions DEFAULT = new NetworkInspectOptions(null, null);

    /**
     * @param value whether to find out services and tasks, too
     * @return the same with that
     */
    public NetworkInspectOptions withVerbose(boolean value) {
        return new NetworkInspectOptions(value, scope);
    }

    /**
     * @param only where to look
     * @return the same for that scope
     */
    public NetworkInspectOptions withScope(String only) {
        return new NetworkInspectOptions(verbose, only);
    }
}
