package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;

/**
 * What was agreed with an engine.
 *
 * @param version that both speak
 * @param podman whether it is Podman's service
 */
public record Handshake(ApiVersion version, boolean podman) {}
