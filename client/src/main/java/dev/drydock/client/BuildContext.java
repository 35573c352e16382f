package dev.drydock.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** What an image is built from: a few files, sent as a tar archive that is never whole in memory. */
public final class BuildContext {
    private static final int BLOCK = 512;

    private final List<Part> parts = new ArrayList<>();

    /** Makes an empty context. */
    public BuildContext() {
        // Files are added one by one.
    }

    private record Part(String name, long size, Source source) {}

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Adds a text file, readable by all.
     *
     * @param name its path in the context
     * @param text its content
     * @return this
     */
    public BuildContext add(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parts.add(new Part(name, bytes.length, () -> new ByteArrayInputStream(bytes)));
        return this;
    }

    /**
     * Adds a file, readable by all.
     *
     * @param name its path in the context
     * @param file read when the context is; must not change until then
     * @return this
     * @throws IOException when there is no such file
     */
    public BuildContext add(String name, Path file) throws IOException {
        parts.add(new Part(name, Files.size(file), () -> Files.newInputStream(file)));
        return this;
    }

    /** @return the context as a tar archive, to be closed; each call gives it from its beginning */
    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes an Enumeration, and opens one part after the other.
    public InputStream open() {
        Iterator<Part> left = parts.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            private boolean ended;

            @Override
            public boolean hasMoreElements() {
                return !ended;
            }

            @Override
            public InputStream nextElement() {
                if (left.hasNext()) {
                    return stream(left.next());
                }
                ended = true;
                return new ByteArrayInputStream(new byte[2 * BLOCK]);
            }
        });
    }

    private static InputStream stream(Part part) {
        int padding = (int) ((BLOCK - part.size() % BLOCK) % BLOCK);
        InputStream content =
                new SequenceInputStream(new LateStream(part), new ByteArrayInputStream(new byte[padding]));
        return new SequenceInputStream(new ByteArrayInputStream(header(part)), content);
    }

    private static byte[] header(Part part) {
        TarArchiveEntry entry = new TarArchiveEntry(part.name());
        entry.setSize(part.size());
        entry.setMode(TarArchiveEntry.DEFAULT_FILE_MODE);
        // Who built it, and when, is nobody's business, and the same context is the same bytes.
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(0L);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, BLOCK, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        try {
            tar.putArchiveEntry(entry);
            tar.flush();
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a name for a file in a tar archive: '" + part.name() + "'", e);
        }
        return bytes.toByteArray();
    }

    /** Opens the file when its first byte is wanted, and makes sure that it has the size that the header says. */
    private static final class LateStream extends InputStream {
        private final Part part;
        private @Nullable InputStream opened;
        private long left;

        LateStream(Part part) {
            this.part = part;
            this.left = part.size();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            InputStream source = opened;
            if (source == null) {
                source = part.source().open();
                opened = source;
            }
            int count = source.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new IOException("'" + part.name() + "' became shorter while it was sent");
            }
            left -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
