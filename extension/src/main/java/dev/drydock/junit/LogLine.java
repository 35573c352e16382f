package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.OutputFrame;
import org.apiguardian.api.API;

/**
 * A line of a container's output.
 *
 * @param source where it was written to; a terminal's output is all {@link OutputFrame.Source#STDOUT}
 * @param text without the end of the line; of a line longer than 64 KiB a piece
 */
@API(status = EXPERIMENTAL, since = "0.1")
public record LogLine(OutputFrame.Source source, String text) {
    /** @return the text */
    @Override
    public String toString() {
        return text;
    }
}
