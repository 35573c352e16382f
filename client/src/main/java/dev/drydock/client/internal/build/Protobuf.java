package dev.drydock.client.internal.build;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of a message of protocol buffers, one after the other. */
final class Protobuf {
    private static final int MOST_OF_A_VARINT = 70;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private long number;
    private int from;
    private int to;

    Protobuf(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Protobuf(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /**
     * Goes to the next field.
     *
     * @return false at the end
     * @throws IllegalArgumentException when it is no such message
     */
    boolean next() {
        if (at == end) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        number = 0;
        from = at;
        switch ((int) (key & 7)) {
            case 0 -> number = varint();
            case 1 -> skip(8);
            case 2 -> {
                long length = varint();
                from = at;
                skip(length);
            }
            case 5 -> skip(4);
            default -> throw new IllegalArgumentException("unknown type of field " + field);
        }
        to = at;
        return true;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < MOST_OF_A_VARINT; shift += 7) {
            if (at == end) {
                throw new IllegalArgumentException("cut off in a number");
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without end");
    }

    private void skip(long length) {
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("cut off in field " + field);
        }
        at += (int) length;
    }

    int field() {
        return field;
    }

    long number() {
        return number;
    }

    String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    Protobuf message() {
        return new Protobuf(bytes, from, to);
    }
}
