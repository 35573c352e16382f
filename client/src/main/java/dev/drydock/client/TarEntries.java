package dev.drydock.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An archive that may mean harm: its heads, which are read into memory, may not be of any size. */
final class TarEntries extends TarArchiveInputStream {
    /** Of a long name, or of what is said of an entry besides, all in all. */
    private static final int LARGEST = 1024 * 1024;

    private boolean inHead;
    private int left;

    TarEntries(InputStream in) {
        super(in, "UTF-8");
    }

    @Override
    public TarArchiveEntry getNextEntry() throws IOException {
        if (inHead) {
            return super.getNextEntry();
        }
        if (getCurrentEntry() != null) {
            transferTo(OutputStream.nullOutputStream());
        }
        inHead = true;
        left = LARGEST;
        try {
            return super.getNextEntry();
        } finally {
            inHead = false;
        }
    }

    /** Long names and the like are read as if they were files. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        headGrew(count);
        return count;
    }

    @Override
    protected byte[] readRecord() throws IOException {
        byte[] block = super.readRecord();
        headGrew(block == null ? 0 : block.length);
        return block;
    }

    private void headGrew(int bytes) {
        if (inHead && bytes > 0) {
            left -= bytes;
            if (left < 0) {
                throw new DockerProtocolException(
                        "the head of an entry of the archive has more than a megabyte.", null);
            }
        }
    }

    /** Whether it really is a folder, not only has a name like one. */
    static boolean isFolder(TarArchiveEntry entry) {
        return entry.isDirectory()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isFIFO()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice();
    }
}
