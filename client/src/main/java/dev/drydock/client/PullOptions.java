package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * How to pull an image. Immutable.
 *
 * @param platform such as {@code linux/arm64} or {@code linux/arm/v7}; {@code null} for that of the engine
 * @param allTags whether to pull all tags of the repository instead of one
 * @param credentials for this call; {@code null} to ask the client's {@link CredentialSource}
 */
public record PullOptions(
        @Nullable String platform,
        boolean allTags,
        @Nullable RegistryCredentials credentials) {
    /** The engine's platform, one tag, the credentials of the client's source. */
    public static final PullOptions DEFAULT = new PullOptions(null, false, null);

    /** Refuses what is no platform. */
    public PullOptions {
        if (platform != null) {
            PlatformText.parse(platform);
        }
    }

    /**
     * @param name such as {@code linux/arm64} or {@code linux/arm/v7}
     * @return these for that platform
     */
    public PullOptions withPlatform(String name) {
        return new PullOptions(name, allTags, credentials);
    }

    /** @return these for all tags of the repository. Podman can't. */
    public PullOptions withAllTags() {
        return new PullOptions(platform, true, credentials);
    }

    /**
     * @param own for this call, which are then the only ones that are tried; {@link RegistryCredentials#NONE} for none
     * @return these with them
     */
    public PullOptions withCredentials(RegistryCredentials own) {
        return new PullOptions(platform, allTags, own);
    }
}
