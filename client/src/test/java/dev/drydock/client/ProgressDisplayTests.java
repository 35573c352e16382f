package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.Progress;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressDisplayTests {
    private static final String UP = "\u001b[%dA\r\u001b[2K%s\r\u001b[%dB";

    private final StringBuilder out = new StringBuilder();
    private long now;

    private ProgressDisplay bars(int width, int height) {
        return new ProgressDisplay(out, width, height, () -> now);
    }

    private static Progress layer(String id, String status, Progress.Detail detail) {
        return new Progress(id, status, detail, null, Map.of());
    }

    private static Progress layer(String id, String status, long current, long total) {
        return layer(id, status, new Progress.Detail(current, total));
    }

    private static Progress status(String status) {
        return new Progress(null, status, null, null, Map.of());
    }

    private static Progress output(String stream) {
        return new Progress(null, null, null, stream, Map.of());
    }

    @Test
    @Acceptance(
            value = {"B-154", "A-022", "E-043"},
            by = "ProgressDisplay.to(System.out), given to pull or push")
    void aTerminalGetsABarForEachLayer() {
        try (ProgressDisplay display = bars(60, 24)) {
            display.accept(layer("15", "Pulling from library/postgres", null));
            display.accept(layer("a1", "Downloading", 0, 10_000));
            display.accept(layer("b2", "Waiting", new Progress.Detail(null, null)));
            now += 200_000_000;
            display.accept(layer("a1", "Downloading", 5_000, 10_000));
            display.accept(layer("a1", "Pull complete", new Progress.Detail(null, null)));
            display.accept(status("Status: Downloaded newer image"));
        }

        assertThat(out)
                .hasToString("15: Pulling from library/postgres\n"
                        + "a1: Downloading [>                              ] 0B/10.0kB\n"
                        + "b2: Waiting\n"
                        + UP.formatted(2, "a1: Downloading [==============>             ] 5.0kB/10.0kB", 2)
                        + UP.formatted(2, "a1: Pull complete", 2)
                        + "Status: Downloaded newer image\n");
    }

    @Test
    void aBarIsDrawnTenTimesASecondAtMostAndItsLastStateAtTheEnd() {
        try (ProgressDisplay display = bars(60, 24)) {
            for (int i = 0; i <= 1000; i++) {
                now += 1_000_000;
                display.accept(layer("a1", "Downloading", i * 1000L, 999_000));
            }
        }

        assertThat(out.toString().split("\u001b\\[2K", -1)).hasSizeBetween(10, 13);
        assertThat(out).contains("1.0MB/999.0kB");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        try (ProgressDisplay display = bars(30, 24)) {
            display.accept(layer("a".repeat(50), "Downloading", 1, 2));
            display.accept(layer("b", "Extracting", 999_999_999_999L, 9_000_000_000_000_000_000L));
        }

        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(30));
        assertThat(out).contains("b: Extracting 1.0TB/9.0EB\n");
    }

    @Test
    void totalsMayBeUnknownCountsHiddenAndUnitsNamed() {
        try (ProgressDisplay display = bars(60, 24)) {
            display.accept(layer("a", "Downloading", 1234, 0));
            display.accept(layer("b", "Downloading", new Progress.Detail(77L, null)));
            display.accept(layer("c", "Loading", new Progress.Detail(1L, 2L, true, null)));
            display.accept(layer("d", "Extracting", new Progress.Detail(3L, 4L, null, "s")));
            display.accept(layer("e", "Odd", new Progress.Detail(-1L, -5L)));
            display.accept(layer("f", "More than all", new Progress.Detail(9L, 3L, true, null)));
        }

        assertThat(out.toString().lines())
                .containsExactly(
                        "a: Downloading 1.2kB",
                        "b: Downloading 77B",
                        "c: Loading [======================>                      ] ",
                        "d: Extracting [===========================>         ] 3/4 s",
                        "e: Odd",
                        "f: More than all [=======================================] ");
    }

    @Test
    void whatHasLeftTheScreenIsNotDrawnAgain() {
        try (ProgressDisplay display = bars(40, 3)) {
            for (String id : new String[] {"a", "b", "c", "d"}) {
                display.accept(layer(id, "Waiting", new Progress.Detail(null, null)));
            }
            int before = out.length();
            display.accept(layer("a", "Done", new Progress.Detail(null, null)));
            assertThat(out).hasSize(before);
            display.accept(layer("c", "Done", new Progress.Detail(null, null)));
        }

        assertThat(out).endsWith(UP.formatted(2, "c: Done", 2));
    }

    @Test
    @Acceptance(
            value = {"A-047", "E-043"},
            by = "ProgressDisplay.lines(out); the JSON as it is: ProgressStream.inputStream()")
    void elsewhereThereIsALineForEachChange() {
        try (ProgressDisplay display = ProgressDisplay.lines(out)) {
            display.accept(layer("15", "Pulling from library/postgres", null));
            for (int i = 0; i < 1000; i++) {
                display.accept(layer("a1", "Downloading", i, 1000));
                display.accept(layer("b2", "Downloading", i, 1000));
            }
            display.accept(layer("a1", "Pull complete", new Progress.Detail(null, null)));
            display.accept(layer("c3", null, null));
            display.accept(layer("c3", null, null));
            display.accept(status("Digest: sha256:12"));
            display.accept(new Progress(null, null, null, null, Map.of()));
        }

        assertThat(out.toString().lines())
                .containsExactly(
                        "15: Pulling from library/postgres",
                        "a1: Downloading",
                        "b2: Downloading",
                        "a1: Pull complete",
                        "c3",
                        "Digest: sha256:12");
    }

    @Test
    void theOutputOfABuildIsShownAsItIsAndItsLastLineEnded() {
        try (ProgressDisplay display = ProgressDisplay.lines(out)) {
            display.accept(output("Step 1/2 : FROM x\n"));
            display.accept(layer("a1", "Downloading", 1, 2));
            display.accept(output("no end"));
            display.accept(status("status"));
            display.accept(output("no end"));
        }

        assertThat(out).hasToString("Step 1/2 : FROM x\na1: Downloading\nno end\nstatus\nno end\n");
    }

    @Test
    void wordsOfARegistryDoNotReachTheTerminalAsCommands() {
        try (ProgressDisplay display = bars(60, 24)) {
            display.accept(status("a\u001b[2Jb\r\nc\u0007"));
            display.accept(layer("\u001b]0;x", "y\u009b1m", 1, 2));
        }

        assertThat(out.toString()).doesNotContain("\u001b", "\u0007", "\u009b").startsWith("a [2Jb c\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void outputOfABuildDoesNotReachTheTerminalAsCommands(int width) {
        try (ProgressDisplay display = width == 0 ? ProgressDisplay.lines(out) : bars(width, 24)) {
            display.accept(output("\u001b[31mred\u001b[0m\tgröße\r\n"));
            display.accept(output("\u001b]0;title\u0007\u009b2J\u007f\b end\n"));
        }

        assertThat(out).hasToString("red\tgröße\n]0;title2J end\n");
    }

    @Test
    void barsAreForTerminals() {
        assertThat(shown(Map.of(), true)).contains("[");
        assertThat(shown(Map.of("TERM", "xterm", "COLUMNS", "33"), true)).hasSize(33);
        assertThat(shown(Map.of("COLUMNS", "x"), true)).hasSizeGreaterThan(60);
        assertThat(shown(Map.of("TERM", "dumb"), true)).isEqualTo("a: b\n");
        assertThat(shown(Map.of("CI", "true"), true)).isEqualTo("a: b\n");
        assertThat(shown(Map.of(), false)).isEqualTo("a: b\n");
    }

    private static String shown(Map<String, String> environment, boolean terminal) {
        StringBuilder text = new StringBuilder();
        ProgressDisplay.of(text, environment, terminal).accept(layer("a", "b", 1, 2));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"status\":\"one\"},{\"id\":\"a\",\"status\":\"two\"}]",
                "{\"status\":\"one\"}{\"id\":\"a\",\"status\":\"two\"}",
                "{\"status\":\"one\"}\r\n{\"id\":\"a\",\"status\":\"two\"}\r\n",
                " [ {\"status\":\"one\"} ]\n{\"id\":\"a\",\"status\":\"two\",\"new\":[1]} ",
            })
    @Acceptance(
            value = {"A-044", "A-046"},
            by = "ProgressDisplay.acceptText(text)")
    void aTextMayBeAnArrayOrObjects(String text) {
        assertThat(ProgressDisplay.lines(out).acceptText(text)).isTrue();

        assertThat(out).hasToString("one\na: two\n");
    }

    @Test
    @Acceptance(value = "A-046", by = "ProgressDisplay.acceptText(text)")
    void aTextMayBeOneObject() {
        assertThat(ProgressDisplay.lines(out).acceptText("{\"status\":\"one\"}"))
                .isTrue();

        assertThat(out).hasToString("one\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "\"x\"",
                "[7]",
                "[[]]",
                "[",
                "{",
                "<html>",
                "{\"status\":\"one\"}x",
                "null",
                "[]",
                "{\"status\":{}}"
            })
    @Acceptance(value = "A-045", by = "ProgressDisplay.acceptText(text)")
    void anyOtherTextIsSaidToBeUnexpected(String text) {
        assertThat(ProgressDisplay.lines(out).acceptText(text)).isFalse();

        assertThat(out).hasToString("Unexpected response format: neither a JSON object nor an array of them.\n");
    }

    @Test
    void anOutputThatFailsDoesNotEndTheCall() {
        Appendable broken = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public Appendable append(char one) throws IOException {
                throw new IOException("no space left");
            }
        };

        try (ProgressDisplay display = ProgressDisplay.lines(broken)) {
            display.accept(status("one"));
            display.accept(status("two"));
        }
        assertThat(out).isEmpty();
    }

    @Test
    void aScreenHasSomeRoom() {
        assertThatThrownBy(() -> ProgressDisplay.bars(out, 19, 24)).hasMessageContaining("a width of 20");
        assertThatThrownBy(() -> ProgressDisplay.bars(out, 20, 1)).hasMessageContaining("a height of 2");
        ProgressDisplay.bars(out, 20, 2).accept(layer("a", "b", 1, 2));
        assertThat(out.toString()).startsWith("a: b");
    }
}
