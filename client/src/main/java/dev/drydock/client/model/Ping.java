package dev.drydock.client.model;

import org.jspecify.annotations.Nullable;

/**
 * What an engine says of itself when it is pinged: the headers of {@code GET /_ping}.
 *
 * @param text the body, {@code OK}
 * @param apiVersion the newest API version that it speaks
 * @param osType of its containers, such as {@code linux}
 * @param experimental whether experimental features are on
 * @param builderVersion the builder that it recommends: {@code "1"}, or {@code "2"} for BuildKit; {@code null} when it doesn't say
 * @param swarm its part in a swarm, such as {@code inactive} or {@code active/manager}; {@code null} when it doesn't say
 * @param server name and version of the software, such as {@code Docker/28.5.2 (linux)}
 * @param libpodVersion of the API of Podman; {@code null} when it isn't Podman
 */
public record Ping(
        String text,
        @Nullable String apiVersion,
        @Nullable String osType,
        boolean experimental,
        @Nullable String builderVersion,
        @Nullable String swarm,
        @Nullable String server,
        @Nullable String libpodVersion) {
    /** @return whether it is Podman */
    public boolean isPodman() {
        return libpodVersion != null;
    }
}
