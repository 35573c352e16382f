package dev.drydock.snapshot;

import org.jspecify.annotations.Nullable;

/** A snapshot couldn't be taken, or not be removed. Nothing half-made is left. */
public final class SnapshotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what couldn't be done and why
     * @param cause what was thrown below, or {@code null}
     */
    public SnapshotException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
