package dev.drydock.client.internal.stream;

import java.io.IOException;

/** The engine says, within a stream, that something went wrong on its side. */
public final class ReportedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param words of the engine */
    public ReportedException(String words) {
        super(words);
    }
}
