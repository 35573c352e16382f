package dev.drydock.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
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
        TarArchiveInputStream from = new TarArchiveInputStream(in, "UTF-8");
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
            entry.setName(rebased(entry.getName(), folder) + (entry.isDirectory() ? "/" : ""));
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

    private static String rebased(String name, String folder) {
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
