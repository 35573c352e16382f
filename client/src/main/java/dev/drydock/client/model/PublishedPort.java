package dev.drydock.client.model;

import org.jspecify.annotations.Nullable;

/**
 * A port that a service, or a task of one, publishes.
 *
 * @param name in words
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param targetPort in the container
 * @param publishedPort on the machines; {@code null} before the engine has picked one
 * @param publishMode {@code ingress} or {@code host}
 */
public record PublishedPort(
        @Nullable String name,
        @Nullable String protocol,
        @Nullable Integer targetPort,
        @Nullable Integer publishedPort,
        @Nullable String publishMode) {}
