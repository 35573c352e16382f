package dev.drydock.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads through an archive of images, as {@code docker save} and {@code podman save} make them, on its way from one place to another.
 * An engine that loads one takes whatever names it says, so that one from elsewhere is looked through first.
 */
final class ImageArchive {
    /** Say the names of the images; nothing else does. */
    private static final Set<String> NAMING = Set.of("manifest.json", "repositories", "index.json");

    private static final Pattern NUMBER = Pattern.compile(" *([0-7]*)[ \\x00]*");

    private static final int BLOCK = 512;
    private static final int LARGEST_HEAD = 1 << 20;
    /** Far beyond any archive; sums of it don't overflow. */
    private static final long LARGEST = 1L << 50;

    /** What engines look for. They take such names in whatever case, and the last of several. */
    private static final List<String> FIELDS = List.of(
            "Config",
            "RepoTags",
            "Layers",
            "Parent",
            "LayerSources",
            "schemaVersion",
            "mediaType",
            "manifests",
            "digest",
            "size",
            "annotations",
            "platform");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

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
        return names(archive.naming);
    }

    private void entries() throws IOException {
        byte[] head = in.readNBytes(BLOCK);
        while (head.length == BLOCK && !isEmpty(head)) {
            check(head);
            entry(head, number(head, 124, 12));
            head = in.readNBytes(BLOCK);
        }
        out.write(head);
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

    private void entry(byte[] head, long plainSize) throws IOException {
        char type = (char) head[156];
        if (type == 'x') {
            byte[] content = content(plainSize, "the head of an entry");
            extended = records(content);
            write(head, content);
            return;
        }
        String name = extended.getOrDefault("path", name(head));
        String link = extended.getOrDefault("linkpath", text(head, 157, 100));
        long size = extended.containsKey("size") ? Long.parseLong(extended.get("size")) : plainSize;
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
            out.write(head);
            skip(size + padding(size), name);
        }
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private void write(byte[] head, byte[] content) throws IOException {
        out.write(head);
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

    private static void check(byte[] head) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : head[i] & 0xff;
        }
        if (sum != number(head, 148, 8)) {
            throw new IOException("it isn't a tar archive, or a damaged one");
        }
        // Forms of which engines take a name, or a part of one, from another place than is done here.
        boolean star = text(head, 508, 4).equals("tar") && head[511] == 0;
        boolean gnu = text(head, 257, 6).equals("ustar ");
        if (star || (gnu && (head[345] != 0 || head[357] != 0))) {
            throw new IOException("it is a tar archive of a form that no engine writes");
        }
    }

    /** Octal digits, or, for what is too large for them, a binary number. */
    private static long number(byte[] head, int offset, int length) throws IOException {
        if ((head[offset] & 0x80) != 0) {
            long number = head[offset] & 0x7f;
            for (int i = offset + 1; i < offset + length; i++) {
                number = (number << 8) | (head[i] & 0xff);
                // Of each, so that nothing is shifted out. Negative ones begin with bits that make them large.
                if (number > LARGEST) {
                    throw new IOException("a number in it is too large");
                }
            }
            return number;
        }
        // All of the field: engines go on behind a zero byte in front.
        Matcher field = NUMBER.matcher(new String(head, offset, length, StandardCharsets.ISO_8859_1));
        if (!field.matches()) {
            throw new IOException("it isn't a tar archive, or a damaged one");
        }
        return field.group(1).isEmpty() ? 0 : Long.parseLong(field.group(1), 8);
    }

    private static String text(byte[] head, int offset, int length) {
        int end = offset;
        while (end < offset + length && head[end] != 0) {
            end++;
        }
        return new String(head, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static String name(byte[] head) {
        boolean posix = text(head, 257, 5).equals("ustar") && head[262] == 0;
        String prefix = posix ? text(head, 345, 155) : "";
        return prefix.isEmpty() ? text(head, 0, 100) : prefix + "/" + text(head, 0, 100);
    }

    /** Lines such as {@code 18 path=some/name}, each with its own length in front. */
    private static Map<String, String> records(byte[] content) throws IOException {
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

    private static Set<String> names(Map<String, String> naming) throws IOException {
        String manifest = naming.get("manifest.json");
        if (manifest == null) {
            throw new IOException("it isn't an archive of images: it has no manifest.json");
        }
        Set<String> names = new TreeSet<>();
        try {
            for (JsonNode image : read("manifest.json", manifest)) {
                image.path("RepoTags").forEach(tag -> names.add(tag.asText()));
            }
            // Of engines that don't read the manifest.
            JSON.readTree(naming.getOrDefault("repositories", "{}"))
                    .properties()
                    .forEach(repository -> repository
                            .getValue()
                            .fieldNames()
                            .forEachRemaining(tag -> names.add(repository.getKey() + ":" + tag)));
            for (JsonNode image :
                    read("index.json", naming.getOrDefault("index.json", "{}")).path("manifests")) {
                JsonNode annotations = image.path("annotations");
                for (String name : new String[] {"io.containerd.image.name", "org.opencontainers.image.ref.name"}) {
                    if (annotations.has(name)) {
                        names.add(annotations.path(name).asText());
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("what it says of its images can't be read: " + e.getOriginalMessage(), e);
        }
        return names;
    }

    private static JsonNode read(String file, String text) throws IOException {
        JsonNode all = JSON.readTree(text);
        Deque<JsonNode> left = new ArrayDeque<>(List.of(all));
        while (!left.isEmpty()) {
            JsonNode node = left.pop();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                String name = each.getKey();
                // The same folding as the engines', which takes a long s and the Kelvin sign for letters, too.
                if (FIELDS.stream().anyMatch(known -> known.equalsIgnoreCase(name) && !known.equals(name))) {
                    throw new IOException(file + " in it has a field '" + name + "', which could be read in two ways");
                }
            }
            node.forEach(left::push);
        }
        return all;
    }
}
