package dev.drydock.client;

import org.jspecify.annotations.Nullable;

/**
 * Which images to list, and what to find out of each. Each method returns a copy; {@code null} leaves it to the engine.
 *
 * @param all also the intermediate ones of builds; the engine's default is false
 * @param digests also the digests that registries know them by; most engines send them in any case
 * @param sharedSize also what they share, which takes the engine longer; needs API 1.42, older engines don't say it
 * @param manifests also the manifests of each, in {@code more}; needs API 1.47 and the image store of containerd
 * @param filters such as {@code dangling}, {@code reference}, {@code before}, {@code since}, {@code until}, {@code label}
 */
public record ImageListOptions(
        @Nullable Boolean all,
        @Nullable Boolean digests,
        @Nullable Boolean sharedSize,
        @Nullable Boolean manifests,
        Filters filters) {
    /** All images that have a name or a container, nothing else of them. */
    public static final ImageListOptions DEFAULT = new ImageListOptions(null, null, null, null, Filters.NONE);

    /**
     * @param value whether to list the intermediate ones of builds, too
     * @return the same with that
     */
    public ImageListOptions withAll(boolean value) {
        return new ImageListOptions(value, digests, sharedSize, manifests, filters);
    }

    /**
     * @param value whether to ask for digests
     * @return the same with that
     */
    public ImageListOptions withDigests(boolean value) {
        return new ImageListOptions(all, value, sharedSize, manifests, filters);
    }

    /**
     * @param value whether to ask for what they share
     * @return the same with that
     */
    public ImageListOptions withSharedSize(boolean value) {
        return new ImageListOptions(all, digests, value, manifests, filters);
    }

    /**
     * @param value whether to ask for manifests
     * @return the same with that
     */
    public ImageListOptions withManifests(boolean value) {
        return new ImageListOptions(all, digests, sharedSize, value, filters);
    }

    /**
     * @param which images to list
     * @return the same with these filters, too
     */
    public ImageListOptions withFilters(Filters which) {
        return new ImageListOptions(all, digests, sharedSize, manifests, filters.and(which));
    }

    /**
     * @param pattern of names, such as {@code postgres}, {@code postgres:1*} or {@code 127.0.0.1:5000/*}
     * @return the same, for images that have such a name
     */
    public ImageListOptions withReference(String pattern) {
        return withFilters(Filters.by("reference", pattern));
    }

    /**
     * @param value true for images without a name only, false for those with one only
     * @return the same for these
     */
    public ImageListOptions withDangling(boolean value) {
        return withFilters(Filters.by("dangling", value));
    }
}
