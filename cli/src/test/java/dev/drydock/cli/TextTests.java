package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTests {
    @Test
    void whatATerminalWouldObeyIsLeftOut() {
        assertThat(Text.plain("a\u001b[2Jb\u009b2Jc\u0085d\u007f\ne\tf ü → \u00a0"))
                .isEqualTo("a?[2Jb?2Jc?d??e?f ü → \u00a0");
        assertThat(Text.plainLines("a\u001b[2J\n\tb\u009b\r\n")).isEqualTo("a?[2J\n\tb??\n");
    }

    @Test
    void jsonHasNoneOfIt() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Text.json(new PrintStream(written, true, StandardCharsets.UTF_8), List.of("a\u001b\u009bü"));

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualToIgnoringCase("[ \"a\\u001b\\u009bü\" ]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "it's", "''", "two words", "$HOME `id` \"x\" \\ # *", "Of#method"})
    void shellSeesWhatWasQuoted(String text) throws Exception {
        for (String each : List.of(Text.quote(text), Text.quoted(text))) {
            Process shell = new ProcessBuilder("sh", "-c", "printf '<%s>' " + each).start();
            assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("<" + text + ">");
        }
    }

    @Test
    void plainWordsNeedNoQuotes() {
        assertThat(Text.quote("registry.example.com:5000/a_b@sha256:0-9")).doesNotContain("'");
    }
}
