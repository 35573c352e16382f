package dev.drydock.junit.internal.start;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tar archive that is made while it is read. The client's archives of files belong to root; here each member has the owner
 * that was asked for. POSIX format, with extended headers for what the old one has no room for.
 */
final class TarStream {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final long SMALL = 07777777L;
    private static final long LARGE = 077777777777L;

    private TarStream() {}

    /** Opens what a member holds. */
    @FunctionalInterface
    interface Content {
        /** Nothing. */
        Content NONE = InputStream::nullInputStream;

        InputStream open() throws IOException;
    }

    /**
     * A member.
     *
     * @param type {@code 0} a file, {@code 2} a symbolic link, {@code 5} a folder
     * @param name its path, without a slash in front
     * @param link where a link leads
     * @param mode permissions
     * @param uid owner
     * @param gid group
     * @param seconds when it was last changed, since 1970
     * @param size bytes of the content
     * @param content read when it is its turn
     */
    record Member(
            char type, String name, String link, int mode, int uid, int gid, long seconds, long size, Content content) {
        static Member file(String name, int mode, int uid, int gid, long seconds, long size, Content content) {
            return new Member('0', name, "", mode, uid, gid, seconds, size, content);
        }

        static Member folder(String name, int mode, int uid, int gid, long seconds) {
            return new Member('5', name + "/", "", mode, uid, gid, seconds, 0, Content.NONE);
        }

        static Member link(String name, String to, int uid, int gid, long seconds) {
            return new Member('2', name, to, 0777, uid, gid, seconds, 0, Content.NONE);
        }
    }

    /** The archive; to be closed. */
    static InputStream of(List<Member> members) {
        Stream<InputStream> parts =
                members.stream().flatMap(each -> Stream.of(new ByteArrayInputStream(head(each)), new Body(each)));
        InputStream end = new ByteArrayInputStream(new byte[2 * BLOCK]);
        return new SequenceInputStream(
                Collections.enumeration(Stream.concat(parts, Stream.of(end)).toList()));
    }

    private static byte[] head(Member member) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        byte[] name = bytes(member.name());
        byte[] link = bytes(member.link());
        record(records, "path", name.length > NAME ? member.name() : "");
        record(records, "linkpath", link.length > NAME ? member.link() : "");
        record(records, "uid", member.uid() > SMALL ? String.valueOf(member.uid()) : "");
        record(records, "gid", member.gid() > SMALL ? String.valueOf(member.gid()) : "");
        record(records, "size", member.size() > LARGE ? String.valueOf(member.size()) : "");
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        if (records.size() > 0) {
            head.writeBytes(block('x', bytes("extended"), new byte[0], 0644, 0, 0, member.seconds(), records.size()));
            head.writeBytes(records.toByteArray());
            head.writeBytes(new byte[padding(records.size())]);
        }
        head.writeBytes(block(
                member.type(), name, link, member.mode(), member.uid(), member.gid(), member.seconds(), member.size()));
        return head.toByteArray();
    }

    /** {@code LENGTH KEY=VALUE}, where the length counts its own digits. */
    private static void record(ByteArrayOutputStream records, String key, String value) {
        if (value.isEmpty()) {
            return;
        }
        byte[] rest = bytes(" " + key + "=" + value + "\n");
        int length = rest.length + String.valueOf(rest.length).length();
        length = rest.length + String.valueOf(length).length();
        records.writeBytes(bytes(String.valueOf(length)));
        records.writeBytes(rest);
    }

    private static byte[] block(
            char type, byte[] name, byte[] link, int mode, long uid, long gid, long seconds, long size) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME));
        octal(block, 100, 8, mode);
        octal(block, 108, 8, uid > SMALL ? 0 : uid);
        octal(block, 116, 8, gid > SMALL ? 0 : gid);
        octal(block, 124, 12, size > LARGE ? 0 : size);
        octal(block, 136, 12, Math.max(0, seconds));
        block[156] = (byte) type;
        System.arraycopy(link, 0, block, 157, Math.min(link.length, NAME));
        System.arraycopy(bytes("ustar\00000"), 0, block, 257, 8);
        Arrays.fill(block, 148, 156, (byte) ' ');
        long sum = 0;
        for (byte each : block) {
            sum += each & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    /** Digits and a zero byte. */
    private static void octal(byte[] block, int at, int length, long value) {
        byte[] digits = bytes(Long.toOctalString(value));
        Arrays.fill(block, at, at + length - 1, (byte) '0');
        System.arraycopy(digits, 0, block, at + length - 1 - digits.length, digits.length);
        block[at + length - 1] = 0;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    /** A member's content, opened when it is its turn, and filled up to a whole block. */
    private static final class Body extends InputStream {
        private final Member member;
        private InputStream content = InputStream.nullInputStream();
        private boolean opened;
        private long left;
        private int padding;

        Body(Member member) {
            this.member = member;
            this.left = member.size();
            this.padding = padding(member.size());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!opened) {
                opened = true;
                content = member.content().open();
            }
            if (left > 0) {
                int read = content.read(into, offset, (int) Math.min(length, left));
                if (read < 0) {
                    throw changed();
                }
                left -= read;
                return read;
            }
            if (padding > 0 && length > 0) {
                int read = Math.min(padding, length);
                Arrays.fill(into, offset, offset + read, (byte) 0);
                padding -= read;
                return read;
            }
            return -1;
        }

        private IOException changed() {
            return new IOException("/" + member.name() + " became shorter while it was copied");
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
