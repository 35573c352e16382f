package dev.drydock.snapshot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in front of an entry of a tar archive, read as engines read it: what they could take in another way is refused.
 */
final class TarHead {
    /** How many bytes it has. */
    static final int BYTES = 512;

    private static final Pattern NUMBER = Pattern.compile(" *([0-7]*)[ \\x00]*");

    /** Far beyond any archive; sums of it don't overflow. */
    private static final long LARGEST = 1L << 50;

    private final byte[] bytes;
    private final long size;

    /** @throws IOException when it is none, or of a form that no engine writes */
    TarHead(byte[] bytes) throws IOException {
        this.bytes = bytes;
        check();
        this.size = number(124, 12);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /** Of the entry. */
    char type() {
        return (char) bytes[156];
    }

    /** Of the entry's content, in bytes. */
    long size() {
        return size;
    }

    String name() {
        boolean posix = text(257, 5).equals("ustar") && bytes[262] == 0;
        String prefix = posix ? text(345, 155) : "";
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    /** What it leads to, of a link. */
    String link() {
        return text(157, 100);
    }

    private void check() throws IOException {
        long sum = 0;
        for (int i = 0; i < BYTES; i++) {
            sum += i >= 148 && i < 156 ? ' ' : bytes[i] & 0xff;
        }
        if (sum != number(148, 8)) {
            throw new IOException("it isn't a tar archive, or a damaged one");
        }
        // Forms of which engines take a name, or a part of one, from another place than is done here.
        boolean star = text(508, 4).equals("tar") && bytes[511] == 0;
        boolean gnu = text(257, 6).equals("ustar ");
        if (star || (gnu && (bytes[345] != 0 || bytes[357] != 0))) {
            throw new IOException("it is a tar archive of a form that no engine writes");
        }
    }

    /** Octal digits, or, for what is too large for them, a binary number. */
    private long number(int offset, int length) throws IOException {
        if ((bytes[offset] & 0x80) != 0) {
            long number = bytes[offset] & 0x7f;
            for (int i = offset + 1; i < offset + length; i++) {
                number = (number << 8) | (bytes[i] & 0xff);
                // Of each, so that nothing is shifted out. Negative ones begin with bits that make them large.
                if (number > LARGEST) {
                    throw new IOException("a number in it is too large");
                }
            }
            return number;
        }
        // All of the field: engines go on behind a zero byte in front.
        Matcher field = NUMBER.matcher(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        if (!field.matches()) {
            throw new IOException("it isn't a tar archive, or a damaged one");
        }
        return field.group(1).isEmpty() ? 0 : Long.parseLong(field.group(1), 8);
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    /**
     * What an extended head says of the next entry.
     *
     * @param content lines such as {@code 18 path=some/name}, each with its own length in front
     */
    static Map<String, String> extended(byte[] content) throws IOException {
        Map<String, String> records = new LinkedHashMap<>();
        int start = 0;
        while (start < content.length) {
            int space = start;
            while (space < content.length && content[space] != ' ') {
                space++;
            }
            String digits = new String(content, start, space - start, StandardCharsets.US_ASCII);
            int length = digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
            if (length <= digits.length() + 1 || start + length > content.length) {
                throw new IOException("the head of an entry in it is damaged");
            }
            String record =
                    new String(Arrays.copyOfRange(content, space + 1, start + length - 1), StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals > 0) {
                records.put(record.substring(0, equals), record.substring(equals + 1));
            }
            start += length;
        }
        // Engines take an empty one for none, and sparse files by other names.
        if (!records.getOrDefault("size", "0").matches("[0-9]{1,15}")
                || records.getOrDefault("path", "-").isEmpty()
                || records.getOrDefault("linkpath", "-").isEmpty()
                || records.keySet().stream().anyMatch(each -> each.startsWith("GNU.sparse"))) {
            throw new IOException("the head of an entry in it is damaged");
        }
        return records;
    }
}
