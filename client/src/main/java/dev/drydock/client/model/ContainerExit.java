package dev.drydock.client.model;

import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code POST /containers/ID/wait}.
 *
 * @param statusCode of the container's first process; may exceed 32 bits on Windows
 * @param error why the waiting failed, or {@code null}
 */
public record ContainerExit(long statusCode, @Nullable Failure error) {
    /**
     * Why a waiting failed.
     *
     * @param message the engine's words
     */
    public record Failure(@Nullable String message) {}
}
