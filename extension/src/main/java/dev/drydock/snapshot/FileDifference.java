package dev.drydock.snapshot;

import java.util.Optional;

/**
 * A file that is different in two states of a container: kind, permissions, owner, content, or where a link leads. Another time
 * alone is no difference, and extended attributes aren't compared.
 *
 * @param path absolute, in the container
 * @param volume path of the volume in which it lies; empty when it lies in none
 * @param before empty when it wasn't there
 * @param after empty when it isn't there any more
 */
public record FileDifference(String path, String volume, Optional<FileState> before, Optional<FileState> after) {
    /** What became of a file. */
    public enum Type {
        /** It is there now. */
        ADDED,
        /** It is another now. */
        CHANGED,
        /** It isn't there any more. */
        REMOVED
    }

    /** @return what became of the file */
    public Type type() {
        if (before.isEmpty()) {
            return Type.ADDED;
        }
        return after.isEmpty() ? Type.REMOVED : Type.CHANGED;
    }
}
