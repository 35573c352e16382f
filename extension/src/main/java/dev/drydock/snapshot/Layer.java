package dev.drydock.snapshot;

import dev.drydock.client.ArchiveEntry;
import dev.drydock.client.Archives;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a layer of an image says of files.
 *
 * @param files that it has, by their paths without {@code /} at the beginning, in the archive's order
 */
record Layer(Map<String, FileState> files) {
    /** Takes away the file of the rest of the name, which lies in a layer below. */
    private static final String WHITEOUT = ".wh.";
    /** Takes away all that the layers below have in its folder. */
    private static final String OPAQUE = ".wh..wh..opq";

    static Layer read(InputStream tar) throws IOException {
        Map<String, FileState> files = new LinkedHashMap<>();
        MessageDigest sha256 = Sha256.digest();
        Archives.read(tar, (entry, content) -> {
            FileState target = files.get(entry.link());
            if (entry.kind() == ArchiveEntry.Kind.HARD_LINK && target != null) {
                files.put(entry.name(), target);
                return;
            }
            String digest = "";
            if (entry.kind() == ArchiveEntry.Kind.FILE) {
                // Reused: a layer may have a hundred thousand files.
                sha256.reset();
                new DigestInputStream(content, sha256).transferTo(OutputStream.nullOutputStream());
                digest = HexFormat.of().formatHex(sha256.digest());
            }
            files.put(
                    entry.name(),
                    new FileState(
                            entry.kind(),
                            entry.mode(),
                            entry.uid(),
                            entry.gid(),
                            entry.size(),
                            entry.link(),
                            digest,
                            entry.modified()));
        });
        files.remove("");
        return new Layer(files);
    }

    /** Puts the layer on what lies below it. */
    void onto(NavigableMap<String, FileState> below) {
        // What is taken away was there before this layer, whatever stands first in the archive.
        for (String path : files.keySet()) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            String folder = path.substring(0, path.length() - name.length());
            if (name.equals(OPAQUE)) {
                below(below, folder).clear();
            } else if (isWhiteout(name)) {
                String gone = folder + name.substring(WHITEOUT.length());
                below.remove(gone);
                below(below, gone + "/").clear();
            }
        }
        files.forEach((path, state) -> {
            if (!isWhiteout(path.substring(path.lastIndexOf('/') + 1))) {
                FileState before = below.put(path, state);
                if (before != null && isFolder(before) && !isFolder(state)) {
                    below(below, path + "/").clear();
                }
            }
        });
    }

    private static boolean isWhiteout(String name) {
        return name.startsWith(WHITEOUT);
    }

    private static boolean isFolder(FileState state) {
        return state.kind() == ArchiveEntry.Kind.FOLDER;
    }

    /** All below a folder, whose path ends with a slash; at the root, where it is empty, all. */
    private static Map<String, FileState> below(NavigableMap<String, FileState> files, String folder) {
        return folder.isEmpty() ? files : files.subMap(folder, true, folder + Character.MAX_VALUE, false);
    }

    /** All layers, the lowest first, one on the other. */
    static NavigableMap<String, FileState> tree(Iterable<Layer> layers) {
        NavigableMap<String, FileState> files = new TreeMap<>();
        layers.forEach(each -> each.onto(files));
        return files;
    }
}
