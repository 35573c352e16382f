package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * How to push an image. Immutable.
 *
 * @param platform such as {@code linux/arm64}, of an image that the engine has for several; {@code null} for all it has. From API
 *     1.46 on
 * @param allTags whether to push all tags of the repository instead of one
 * @param credentials for this call; {@code null} to ask the client's {@link CredentialSource}
 */
public record PushOptions(
        @Nullable String platform,
        boolean allTags,
        @Nullable RegistryCredentials credentials) {
    /** All platforms, one tag, the credentials of the client's source. */
    public static final PushOptions DEFAULT = new PushOptions(null, false, null);

    /** Refuses what is no platform. */
    public PushOptions {
        if (platform != null) {
            PlatformText.parse(platform);
        }
    }

    /**
     * @param name such as {@code linux/arm64} or {@code linux/arm/v7}
     * @return these for that platform
     */
    public PushOptions withPlatform(String name) {
        return new PushOptions(name, allTags, credentials);
    }

    /** @return these for all tags of the repository. Podman can't. */
    public PushOptions withAllTags() {
        return new PushOptions(platform, true, credentials);
    }

    /**
     * @param own for this call, which are then the only ones that are tried; {@link RegistryCredentials#NONE} for none
     * @return these with them
     */
    public PushOptions withCredentials(RegistryCredentials own) {
        return new PushOptions(platform, allTags, own);
    }
}
