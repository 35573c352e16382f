package dev.drydock.client.internal.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Files of this machine as a tar archive, made while it is read: of the files' contents nothing is kept. */
public final class ContextTar extends InputStream {
    private static final int BLOCK = 512;
    /** Of a name that has its place in a plain head. */
    private static final int SHORT = TarConstants.NAMELEN - 1;

    private final Iterator<ContextEntry> entries;
    private final Map<Object, String> links = new HashMap<>();
    /** Heads, and what fills a file's last block. */
    private byte[] ready = {};

    private int readyFrom;
    private @Nullable ContextEntry entry;
    private @Nullable InputStream content;
    private long left;
    private int padding;
    private boolean ended;

    /** @param entries each opened when it is its turn */
    public ContextTar(Iterator<ContextEntry> entries) {
        this.entries = entries;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Fills the whole array, so that small files don't make small pieces. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            if (readyFrom < ready.length) {
                int piece = Math.min(length - count, ready.length - readyFrom);
                System.arraycopy(ready, readyFrom, into, offset + count, piece);
                readyFrom += piece;
                count += piece;
            } else if (content != null) {
                count += copy(content, into, offset + count, length - count);
            } else if (!next()) {
                break;
            }
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    private int copy(InputStream from, byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            if (from.read() >= 0) {
                throw new IOException("'" + entry + "' became longer while it was sent");
            }
            from.close();
            content = null;
            ready(new byte[padding]);
            return 0;
        }
        int count = from.read(into, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new IOException("'" + entry + "' became shorter while it was sent");
        }
        left -= count;
        return count;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        if (!entries.hasNext()) {
            ended = true;
            ready(new byte[2 * BLOCK]);
            return true;
        }
        ContextEntry next = entries.next();
        entry = next;
        try {
            TarArchiveEntry head = next.head(links);
            if (head != null) {
                ready(bytes(head));
                left = head.isFile() ? head.getSize() : 0;
                padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
                content = left > 0 ? next.open() : null;
            }
        } catch (NoSuchFileException e) {
            throw new IOException("'" + next + "' was removed before it was sent", e);
        } catch (AccessDeniedException e) {
            throw new IOException("'" + next + "' can't be read: permission denied", e);
        }
        return true;
    }

    private void ready(byte[] bytes) {
        ready = bytes;
        readyFrom = 0;
    }

    private static byte[] bytes(TarArchiveEntry head) {
        byte[] block = new byte[BLOCK];
        boolean plain = head.getName().length() <= SHORT
                && head.getLinkName().length() <= SHORT
                && head.getSize() <= TarConstants.MAXSIZE
                && Math.max(head.getLongUserId(), head.getLongGroupId()) <= TarConstants.MAXID
                && isAscii(head.getName() + head.getLinkName());
        if (plain) {
            head.writeEntryHeader(block);
            return block;
        }
        return extended(head);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c > 0 && c < 0x80);
    }

    /** In the form of POSIX, with a record of its own for what is long. */
    private static byte[] extended(TarArchiveEntry head) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BLOCK);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, BLOCK, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        try {
            tar.putArchiveEntry(head);
            tar.flush();
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a name for a file in a tar archive: '" + head.getName() + "'", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        ready(new byte[0]);
        InputStream open = content;
        content = null;
        if (open != null) {
            open.close();
        }
    }
}
