package dev.drydock.client.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.internal.http.WireException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTests {
    private static final String HELLO = "\u0001\0\0\0\0\0\0\u0005hello";
    private static final String ERROR = "\u0002\0\0\0\0\0\0\u0002no";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> read(InputStream in, boolean raw) throws IOException {
        List<String> all = new ArrayList<>();
        Frames frames = new Frames(in, raw, false);
        for (byte[] payload = frames.next(); payload != null; payload = frames.next()) {
            all.add(frames.source() + new String(payload, StandardCharsets.UTF_8));
        }
        return all;
    }

    private static List<String> read(String text) throws IOException {
        return read(new ByteArrayInputStream(bytes(text)), false);
    }

    @Test
    void aSplitAnywhereMakesNoDifference() throws IOException {
        byte[] all = bytes(HELLO + ERROR + HELLO);
        for (int at = 0; at <= all.length; at++) {
            InputStream in = new SequenceInputStream(
                    new ByteArrayInputStream(all, 0, at), new ByteArrayInputStream(all, at, all.length - at));

            assertThat(read(in, false)).as("split at %d", at).containsExactly("1hello", "2no", "1hello");
        }
    }

    @Test
    void aCutBetweenFramesIsTheEndAndAnyOtherAnError() throws IOException {
        String all = HELLO + ERROR;
        for (int length = 0; length < all.length(); length++) {
            String cut = all.substring(0, length);
            if (length == 0 || length == HELLO.length()) {
                assertThat(read(cut)).hasSize(length == 0 ? 0 : 1);
            } else {
                assertThatThrownBy(() -> read(cut)).as("cut after %d", length).isInstanceOf(WireException.class);
            }
        }
    }

    /** Podman 4 doesn't count the line break of a line that comes from its log. */
    @Test
    void aLineBreakThatNoFrameCountsGoesWithTheFrameBefore() throws IOException {
        Frames frames = new Frames(new ByteArrayInputStream(bytes(ERROR + "\n" + HELLO + "\n")), false, true);

        assertThat(frames.next()).isEqualTo(bytes("no"));
        assertThat(frames.next()).isEqualTo(bytes("\n"));
        assertThat(frames.source()).isEqualTo(2);
        assertThat(frames.next()).isEqualTo(bytes("hello"));
        assertThat(frames.source()).isEqualTo(1);
        assertThat(frames.next()).isEqualTo(bytes("\n"));
        assertThat(frames.next()).isNull();
        assertThatThrownBy(() -> read(HELLO + "\n" + HELLO)).isInstanceOf(WireException.class);
    }

    @Test
    void aFrameMayBeEmpty() throws IOException {
        assertThat(read("\u0001\0\0\0\0\0\0\0" + HELLO)).containsExactly("1", "1hello");
    }

    @Test
    void inputThatIsEchoedIsOutput() throws IOException {
        assertThat(read("\0\0\0\0\0\0\0\u0001x")).containsExactly("1x");
    }

    @Test
    void theThirdSourceIsTheEnginesError() {
        assertThatThrownBy(() -> read(HELLO + "\u0003\0\0\0\0\0\0\u0005oops\n"))
                .isInstanceOf(ReportedException.class)
                .hasMessage("oops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text, no frames",
                "\u0004\0\0\0\0\0\0\u0001x",
                "\u00ff\0\0\0\0\0\0\u0001x",
                "\u0001\u0001\0\0\0\0\0\u0001x",
                "\u0001\0\0\u0001\0\0\0\u0001x",
                "\u0001\0\0\0\u00ff\0\0\0x",
                "\u0001\0\0\0\u0004\0\0\u0001x",
            })
    void whatIsNotMadeOfFramesIsAnError(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(WireException.class)
                .hasMessage("the output isn't made of frames");
    }

    @Test
    void lengthsAreUnsignedBigEndian() throws IOException {
        byte[] large = new byte[8 + 0x018203];
        large[0] = 1;
        large[5] = 1;
        large[6] = (byte) 0x82;
        large[7] = 3;
        Arrays.fill(large, 8, large.length, (byte) 'x');

        assertThat(read(new ByteArrayInputStream(large), false)).containsExactly("1" + "x".repeat(0x018203));
    }

    @Test
    void aTerminalHasNoFrames() throws IOException {
        assertThat(read(new ByteArrayInputStream(bytes(HELLO)), true)).containsExactly("1" + HELLO);
    }
}
