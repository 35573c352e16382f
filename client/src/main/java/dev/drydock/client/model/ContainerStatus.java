package dev.drydock.client.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a container is doing, in one word; also a value of the filter {@code status} of lists. */
public enum ContainerStatus {
    /** It was never started. */
    CREATED,
    /** It runs. */
    RUNNING,
    /** Its processes are frozen. */
    PAUSED,
    /** It has ended and is about to be started again. */
    RESTARTING,
    /** It is being removed. */
    REMOVING,
    /** It has ended. */
    EXITED,
    /** Its removal failed; it can't be started again. */
    DEAD,
    /** What this version of the client doesn't know, such as {@code configured} of Podman; no value of a filter. */
    OTHER;

    /**
     * @param text as an engine writes it, such as {@code running}
     * @return the constant; {@link #OTHER} for what isn't known, or {@code null}
     */
    public static ContainerStatus of(@Nullable String text) {
        for (ContainerStatus each : values()) {
            if (each.toString().equals(text)) {
                return each;
            }
        }
        return OTHER;
    }

    /** @return as engines write it, such as {@code running} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
