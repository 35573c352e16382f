package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ImageHistoryEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which step of an image's history made which layer: engines don't say. */
class LayerSizesTests {
    private static ImageHistoryEntry step(String command, long size) {
        return new ImageHistoryEntry(null, 0, command, List.of(), size, null, Map.of());
    }

    @Test
    void stepsThatChangeTheConfigMadeNone() {
        List<ImageHistoryEntry> history = List.of(
                step("/bin/sh -c #(nop) ADD file:1 in / ", 70),
                step("/bin/sh -c #(nop)  ENV A=b", 0),
                step("CMD [\"sh\"]", 0),
                step("postgres", 5),
                step("/bin/sh -c rm -rf /nothing", 0));

        assertThat(LayerSizes.sizes(history, 3)).containsExactly(70L, 5L, 0L);
    }

    @Test
    void anEmptyLayerThatCannotBeToldStillCounts() {
        List<ImageHistoryEntry> history = List.of(step("COPY a", 7), step("ENV A=b", 0), step("COPY b", 8));

        assertThat(LayerSizes.sizes(history, 3)).containsExactly(7L, 8L, 0L);
    }

    @Test
    void ofTooManyStepsTheLastCount() {
        List<ImageHistoryEntry> history = List.of(step("COPY a", 7), step("COPY b", 8), step("COPY c", 9));

        assertThat(LayerSizes.sizes(history, 2)).containsExactly(8L, 9L);
    }
}
