package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code GET /containers/ID/changes}.
 *
 * @param path absolute, in the container
 * @param kind as the engine says it: 0, 1 or 2; {@link #type()} gives it a name
 * @param more what else came
 */
public record FileChange(String path, int kind, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public FileChange {
        path = path == null ? "" : path;
        more = Values.others(more);
    }

    /** What became of a file. */
    public enum Type {
        /** Another content, owner or mode; of a folder also something in it. */
        MODIFIED,
        /** It wasn't in the image. */
        ADDED,
        /** It was in the image. */
        DELETED,
        /** Something that this client doesn't know: see {@link FileChange#kind()}. */
        OTHER
    }

    /** @return what became of the file */
    public Type type() {
        return switch (kind) {
            case 0 -> Type.MODIFIED;
            case 1 -> Type.ADDED;
            case 2 -> Type.DELETED;
            default -> Type.OTHER;
        };
    }
}
