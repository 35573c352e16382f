package dev.drydock.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Tar archives as engines send and take them. */
public final class Archives {
    private Archives() {}

    /**
     * Copies an archive of a folder's content so that all lies below a folder of another name. Owners, modes, times and
     * links are kept; names are brought to one form, since engines begin them with {@code ./}, {@code /} or nothing.
     *
     * @param in an archive; read to its end, not closed
     * @param out gets the copy; not closed
     * @param folder such as {@code data}: the archive's {@code ./a} becomes {@code data/a}, its {@code .} becomes
     *     {@code data}
     * @return the bytes of the files' contents
     * @throws IOException when it couldn't be read or written
     * @throws DockerProtocolException when a name in it leaves the folder, or a file in it is sparse
     */
    public static long rebase(InputStream in, OutputStream out, String folder) throws IOException {
        TarEntries from = new TarEntries(in);
        TarArchiveOutputStream to = new TarArchiveOutputStream(out, "UTF-8");
        to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        to.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        to.setAddPaxHeadersForNonAsciiNames(true);
        long bytes = 0;
        for (TarArchiveEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
            if (entry.isSparse()) {
                // A few bytes of header can say terabytes. No engine makes one.
                throw new DockerProtocolException(
                        "The archive holds '" + entry.getName() + "' as a sparse file.", null);
            }
            if (entry.getDevMajor() < 0
                    || entry.getDevMinor() < 0
                    || entry.getLongUserId() < 0
                    || entry.getLongGroupId() < 0) {
                // Can be read and written, but what is written can't be read again.
                throw new IOException(
                        "'" + entry.getName() + "' can't be copied: its owner or device number is negative.");
            }
            entry.setName(rebased(entry.getName(), folder) + (TarEntries.isFolder(entry) ? "/" : ""));
            if (entry.isLink()) {
                entry.setLinkName(rebased(entry.getLinkName(), folder));
            }
            try {
                to.putArchiveEntry(entry);
            } catch (IllegalArgumentException e) {
                // Such as a negative mode, which can be read but not be written.
                throw new IOException("'" + entry.getName() + "' can't be copied: " + e.getMessage(), e);
            }
            bytes += from.transferTo(to);
            to.closeArchiveEntry();
        }
        to.finish();
        // What follows the end mark is padding, which the engine wants to get rid of.
        in.transferTo(OutputStream.nullOutputStream());
        return bytes;
    }

    /**
     * Unpacks an archive from wherever it comes. Nothing outside the folder is touched: names with {@code ..}, absolute names,
     * names through a symbolic link (be it of the archive's or there before), hard links to anything but a file in the
     * folder, devices, pipes and sparse files are refused, and what came before them stays. Symbolic links are made as they
     * are, and may lead anywhere: whoever follows them later should know that.
     *
     * <p>Permissions and times are kept; owners, and the bits that make a program run as its owner, aren't. A file takes the
     * place of another file or link of its name, once all of it has come; that of a pipe or device is refused. So is an
     * entry with more than a megabyte of names and the like. Nobody else may change the folder meanwhile.
     *
     * @param tar not compressed; read to its end, not closed
     * @param folder made when it isn't there, the one above it must be
     * @throws IOException when something couldn't be read or written
     * @throws DockerProtocolException when an entry is refused; the message names it
     */
    public static void unpack(InputStream tar, Path folder) throws IOException {
        Unpacking.untrusted(tar, folder);
    }

    /**
     * Reads an archive without writing anything anywhere.
     *
     * @param tar not compressed; read to its end, not closed
     * @param reader gets each entry in its turn
     * @throws IOException when it couldn't be read, or as the reader throws it
     * @throws DockerProtocolException when a name in it leaves its folder, or a file in it is sparse
     */
    public static void read(InputStream tar, ArchiveEntry.Reader reader) throws IOException {
        TarEntries entries = new TarEntries(tar);
        for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.isSparse()) {
                throw new DockerProtocolException(
                        "The archive holds '" + entry.getName() + "' as a sparse file.", null);
            }
            ArchiveEntry.Kind kind = kind(entry);
            String link = switch (kind) {
                case HARD_LINK -> plain(entry.getLinkName());
                case SYMLINK -> entry.getLinkName();
                default -> "";
            };
            long size = kind == ArchiveEntry.Kind.FILE ? entry.getSize() : 0;
            reader.read(
                    new ArchiveEntry(
                            plain(entry.getName()),
                            kind,
                            entry.getMode() & 07777,
                            entry.getLongUserId(),
                            entry.getLongGroupId(),
                            size,
                            entry.getLastModifiedTime().toInstant(),
                            link),
                    new Content(entries));
        }
        tar.transferTo(OutputStream.nullOutputStream());
    }

    /** Of an entry: closing it doesn't close the archive. */
    private static final class Content extends FilterInputStream {
        Content(InputStream archive) {
            super(archive);
        }

        @Override
        public void close() {}
    }

    private static ArchiveEntry.Kind kind(TarArchiveEntry entry) {
        if (entry.isLink()) {
            return ArchiveEntry.Kind.HARD_LINK;
        }
        if (entry.isSymbolicLink()) {
            return ArchiveEntry.Kind.SYMLINK;
        }
        if (entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice()) {
            return ArchiveEntry.Kind.SPECIAL;
        }
        return entry.isDirectory() ? ArchiveEntry.Kind.FOLDER : ArchiveEntry.Kind.FILE;
    }

    private static String plain(String name) {
        String rebased = rebased(name, "-");
        return rebased.length() == 1 ? "" : rebased.substring(2);
    }

    private static String rebased(String name, String folder) {
        if (name.indexOf('\0') >= 0) {
            // Whoever reads the copy may take the name to end there, or the rest for something else.
            throw new DockerProtocolException("The archive holds a name with a zero byte.", null);
        }
        Deque<String> parts = new ArrayDeque<>();
        parts.add(folder);
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw new DockerProtocolException("The archive holds '" + name + "', which leaves its folder.", null);
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
