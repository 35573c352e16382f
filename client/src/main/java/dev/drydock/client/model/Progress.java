package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a pull's, push's or build's progress. Its words are for people: they differ between engines, and nothing
 * may be concluded from them.
 *
 * @param id of the layer this is about; of BuildKit's output, the number of its step, such as {@code #5}
 * @param status what is going on, such as {@code Downloading}
 * @param progressDetail how far it is
 * @param stream output of a build: the names of its steps, and what they write
 * @param more what else came
 */
public record Progress(
        @Nullable String id,
        @Nullable String status,
        @Nullable Detail progressDetail,
        @Nullable String stream,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public Progress {
        more = Values.others(more);
    }

    /** Output of a build is only counted: a password may be in its commands, or in what they print. */
    @Override
    public String toString() {
        return "Progress[id=" + id + ", status=" + status + ", progressDetail=" + progressDetail + ", stream="
                + (stream == null ? null : stream.length() + " characters") + ", more=" + more + "]";
    }

    /**
     * How far something is.
     *
     * @param current in bytes, or in {@code units}
     * @param total the same; {@code null} or 0 when it isn't known
     * @param hidecounts whether the numbers are of no use to people, but their relation is
     * @param units of what; {@code null} or empty for bytes
     */
    public record Detail(
            @Nullable Long current,
            @Nullable Long total,
            @Nullable Boolean hidecounts,
            @Nullable String units) {
        /**
         * @param current in bytes
         * @param total in bytes
         */
        public Detail(@Nullable Long current, @Nullable Long total) {
            this(current, total, null, null);
        }
    }
}
