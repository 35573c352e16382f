package dev.drydock.client.internal.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records of BuildKit, put together by hand; those of a real one are read in BuildIT. */
class BuildTraceTests {
    private final BuildTrace trace = new BuildTrace();

    /** A message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.bytes.toByteArray());
        }

        private void varint(long value) {
            long left = value;
            while ((left & ~0x7fL) != 0) {
                bytes.write((int) (left & 0x7f) | 0x80);
                left >>>= 7;
            }
            bytes.write((int) left);
        }
    }

    private static Message vertex(String digest, String name) {
        return new Message().text(1, digest).text(2, "input").text(3, name);
    }

    private static Message time(long seconds, int nanos) {
        return new Message().number(1, seconds).number(2, nanos);
    }

    private List<Progress> read(Message message) {
        return trace.read(message.bytes.toByteArray());
    }

    private List<String> streams(Message message) {
        return read(message).stream().map(Progress::stream).toList();
    }

    @Test
    void aStepIsNamedWhenItBeginsAndEndsOnce() {
        Message waiting = vertex("a", "[1/2] FROM x");
        Message begun = vertex("a", "[1/2] FROM x").message(5, time(100, 0));
        Message done = vertex("a", "[1/2] FROM x").message(5, time(100, 0)).message(6, time(101, 500_000_000));

        assertThat(streams(new Message().message(1, waiting))).isEmpty();
        assertThat(streams(new Message().message(1, begun))).containsExactly("#1 [1/2] FROM x\n");
        assertThat(streams(new Message().message(1, begun))).isEmpty();
        assertThat(streams(new Message().message(1, done))).containsExactly("#1 DONE 1.5s\n");
        assertThat(streams(new Message().message(1, done))).isEmpty();
    }

    @Test
    void stepsFromTheCacheAndFailedOnesSaySo() {
        Message cached = vertex("a", "one").number(4, 1).message(5, time(1, 0)).message(6, time(1, 0));
        Message failed =
                vertex("b", "two").message(5, time(1, 0)).message(6, time(2, 0)).text(7, "exit code: 9");

        assertThat(streams(new Message().message(1, cached).message(1, failed)))
                .containsExactly("#1 one\n", "#1 CACHED\n", "#2 two\n", "#2 ERROR: exit code: 9\n");
    }

    /** Also a character that comes in two pieces, with another step's output between them. */
    @Test
    void outputIsThatOfItsStep() {
        byte[] text = "größer\n".getBytes(StandardCharsets.UTF_8);
        byte[] first = Arrays.copyOf(text, 3);
        byte[] rest = Arrays.copyOfRange(text, 3, text.length);

        assertThat(read(new Message().message(3, new Message().text(1, "a").bytes(4, first))))
                .containsExactly(new Progress("#1", null, null, "gr", Map.of()));
        assertThat(streams(new Message().message(3, new Message().text(1, "b").text(4, "other\n"))))
                .containsExactly("other\n");
        assertThat(streams(new Message()
                        .message(3, new Message().text(1, "a").number(3, 1).bytes(4, rest))))
                .containsExactly("ößer\n");
    }

    @Test
    void statusesSayHowFarTheyAre() {
        Message status = new Message()
                .text(1, "sha256:12")
                .text(2, "a")
                .text(3, "downloading")
                .number(4, 5)
                .number(5, 10);
        Message done = new Message().text(1, "exporting layers").message(8, time(1, 0));

        assertThat(read(new Message().message(2, status).message(2, done)))
                .containsExactly(
                        new Progress("sha256:12", "downloading", new Progress.Detail(5L, 10L), null, Map.of()),
                        new Progress("exporting layers", "exporting layers done", null, null, Map.of()));
    }

    @Test
    void aWarningIsToldOnce() {
        Message warning = new Message().text(1, "a").text(3, "FromAsCasing").text(5, "https://docs/x");

        assertThat(streams(new Message().message(4, warning).message(4, warning)))
                .containsExactly("WARNING: FromAsCasing (https://docs/x)\n");
    }

    @Test
    void whatIsNewerIsPassedOver() {
        Message newer = vertex("a", "one").message(5, time(1, 0)).number(20, 7).text(21, "x");

        assertThat(streams(new Message().text(99, "x").message(1, newer).number(98, Long.MAX_VALUE)))
                .containsExactly("#1 one\n");
    }

    @Test
    void whatIsNoRecordIsRefused() {
        byte[] whole = new Message().message(1, vertex("a", "name")).bytes.toByteArray();
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> trace.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xff);
        assertThatThrownBy(() -> trace.read(endless)).isInstanceOf(IllegalArgumentException.class);
    }
}
