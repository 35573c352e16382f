package dev.drydock.client;

/**
 * A version of the Engine API, such as 1.41.
 *
 * @param major 1 for all that exist
 * @param minor 41 in 1.41
 */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The oldest that this client speaks. */
    public static final ApiVersion OLDEST = new ApiVersion(1, 40);

    /** The newest that this client speaks. */
    public static final ApiVersion NEWEST = new ApiVersion(1, 55);

    /**
     * @param text such as {@code 1.41}
     * @return the version
     * @throws IllegalArgumentException when it is no version
     */
    public static ApiVersion parse(String text) {
        if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
            throw new IllegalArgumentException("'" + text + "' is not an API version; one looks like 1.41");
        }
        int dot = text.indexOf('.');
        return new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    /**
     * @param other a version
     * @return whether this one is the same or newer
     */
    public boolean isAtLeast(ApiVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
