package dev.drydock.client;

import java.nio.charset.StandardCharsets;

/**
 * A piece of what a container or a command in it has written. Pieces end anywhere, also in the middle of a line or of a
 * character.
 *
 * @param source where it was written to; a terminal's output is all {@link Source#STDOUT}
 * @param bytes the array is this frame's own
 */
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
public record OutputFrame(Source source, byte[] bytes) {
    /** Where output is written to. */
    public enum Source {
        /** Standard output. */
        STDOUT,
        /** Standard error. */
        STDERR
    }

    /** @return the bytes as UTF-8 */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
