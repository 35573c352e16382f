package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with an engine.
 *
 * @param version that both speak
 * @param libpod the version of Podman's service; {@code null} when it is another engine
 */
public record Handshake(ApiVersion version, @Nullable String libpod) {
    /** @return the first number of Podman's version, 0 for Docker; of a version that isn't one, 1: it is Podman's all the same */
    int podman() {
        if (libpod == null) {
            return 0;
        }
        String digits = libpod.strip().replaceFirst("\\D.*", "");
        return digits.matches("[1-9]\\d{0,3}") ? Integer.parseInt(digits) : 1;
    }
}
