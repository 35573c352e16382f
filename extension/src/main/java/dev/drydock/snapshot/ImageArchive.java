package dev.drydock.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads through an archive of images, as {@code docker save} and {@code podman save} make them, on its way from one place to another.
 * An engine that loads one takes whatever names it says, so that one from elsewhere is looked through first.
 */
final class ImageArchive {
    /** Say the names of the images; nothing else does. */
    private static final Set<String> NAMING = Set.of("manifest.json", "repositories", "index.json");

    private static final int BLOCK = TarHead.BYTES;
    private static final int LARGEST_HEAD = 1 << 20;

    private final InputStream in;
    private final OutputStream out;
    private final UnaryOperator<String> edit;
    private final Map<String, String> naming = new LinkedHashMap<>();
    private final Set<String> links = new HashSet<>();
    private final byte[] buffer = new byte[1 << 16];
    private Map<String, String> extended = Map.of();

    private ImageArchive(InputStream in, OutputStream out, UnaryOperator<String> edit) {
        this.in = in;
        this.out = out;
        this.edit = edit;
    }

    /**
     * @param in not compressed; read to its end, not closed
     * @param out gets the archive; not closed
     * @param edit of what says names; the result must be as long
     * @return the names that the archive has for its images, tags included
     * @throws IOException when it is no such archive, or has a file or link that leaves it
     */
    static Set<String> copy(InputStream in, OutputStream out, UnaryOperator<String> edit) throws IOException {
        ImageArchive archive = new ImageArchive(in, out, edit);
        archive.entries();
        return NamesInArchive.of(archive.naming);
    }

    private void entries() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        while (block.length == BLOCK && !isEmpty(block)) {
            entry(new TarHead(block));
            block = in.readNBytes(BLOCK);
        }
        out.write(block);
        in.transferTo(out);
    }

    private static boolean isEmpty(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private void entry(TarHead head) throws IOException {
        char type = head.type();
        if (type == 'x') {
            byte[] content = content(head.size(), "the head of an entry");
            extended = TarHead.extended(content);
            write(head, content);
            return;
        }
        String name = extended.getOrDefault("path", head.name());
        String link = extended.getOrDefault("linkpath", head.link());
        long size = extended.containsKey("size") ? Long.parseLong(extended.get("size")) : head.size();
        extended = Map.of();
        String place = place(name, name);
        for (int slash = place.indexOf('/'); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            if (links.contains(place.substring(0, slash))) {
                throw new IOException("'" + name + "' in it lies behind a link");
            }
        }
        switch (type) {
            case '0', '\0', '5' -> {}
            case '1' -> place(name, link);
            case '2' -> place(name, link.startsWith("/") ? link : place + "/../" + link);
            default -> throw new IOException("'" + name + "' in it is neither a file nor a folder nor a link");
        }
        boolean file = type == '0' || type == '\0';
        // An engine reads on at once behind these, whatever size they have.
        if (size != 0 && (!file || name.endsWith("/"))) {
            throw new IOException("'" + name + "' in it has a content, but isn't a file");
        }
        if (type == '1' || type == '2') {
            links.add(place);
        }
        if (NAMING.contains(place)) {
            if (!file || naming.containsKey(place)) {
                throw new IOException(place + " in it is a link, or is there twice");
            }
            byte[] content = content(size, name);
            String before = new String(content, StandardCharsets.UTF_8);
            String after = edit.apply(before);
            byte[] bytes = after.getBytes(StandardCharsets.UTF_8);
            if (bytes.length != size || !Arrays.equals(before.getBytes(StandardCharsets.UTF_8), content)) {
                throw new IOException(name + " isn't text");
            }
            naming.put(place, after);
            write(head, bytes);
        } else {
            head.writeTo(out);
            skip(size + padding(size), name);
        }
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private void write(TarHead head, byte[] content) throws IOException {
        head.writeTo(out);
        out.write(content);
        skip(padding(content.length), "an entry");
    }

    private byte[] content(long size, String what) throws IOException {
        if (size > LARGEST_HEAD) {
            throw new IOException(what + " in it has " + size + " bytes");
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length < size) {
            throw new IOException("it ends in the middle of " + what);
        }
        return content;
    }

    private void skip(long size, String what) throws IOException {
        long left = size;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new IOException("it ends in the middle of " + what);
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private static String place(String entry, String path) throws IOException {
        Deque<String> parts = new ArrayDeque<>();
        boolean leaves = path.startsWith("/");
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                leaves = leaves || parts.pollLast() == null;
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        if (leaves) {
            throw new IOException("'" + entry + "' in it leads out of it");
        }
        return String.join("/", parts);
    }
}
