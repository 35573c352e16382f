package dev.drydock.client.internal.build;

import dev.drydock.client.internal.build.DockerIgnore.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of a folder belongs to a build context: in the order of the names, folders before what is in them. Links are
 * taken as links. Only paths are kept, since a context may have a great many files.
 */
public final class ContextFolder {
    private final Path root;
    private final DockerIgnore ignore;
    private final Set<String> always;
    private final List<Path> found = new ArrayList<>();

    private ContextFolder(Path root, DockerIgnore ignore, Set<String> always) {
        this.root = root;
        this.ignore = ignore;
        this.always = always;
    }

    /**
     * @param root the folder
     * @param ignore what to leave out of it
     * @param always paths, with slashes, that aren't left out all the same
     * @return the paths, below the folder
     * @throws UncheckedIOException when something can't be read; the message names it
     */
    public static List<Path> find(Path root, DockerIgnore ignore, Set<String> always) {
        ContextFolder folder = new ContextFolder(root, ignore, always);
        folder.walk(root.getFileSystem().getPath(""), "", null, List.of());
        return folder.found;
    }

    /** Looks through one folder; those above that were excluded are added as soon as one below isn't. */
    private void walk(Path folder, String name, @Nullable Verdict verdict, List<Path> excludedAbove) {
        List<Path> missing = new ArrayList<>(excludedAbove);
        for (Map.Entry<String, Path> child : children(folder, name).entrySet()) {
            Path path = child.getValue();
            String childName = name.isEmpty() ? child.getKey() : name + "/" + child.getKey();
            Verdict own = ignore.verdict(childName, verdict);
            boolean kept = !own.excluded() || always.contains(childName);
            if (kept) {
                text(path);
            }
            if (kept && !missing.isEmpty()) {
                found.addAll(missing);
                missing.clear();
            }
            int before = found.size();
            visit(path, childName, own, kept, missing);
            if (found.size() > before) {
                missing.clear();
            }
        }
    }

    private void visit(Path path, String name, Verdict own, boolean kept, List<Path> missing) {
        if (!kept
                && !ignore.mayBringBackBelow(name)
                && always.stream().noneMatch(each -> each.startsWith(name + "/"))) {
            return;
        }
        BasicFileAttributes attributes = attributes(root.resolve(path), name);
        if (attributes.isDirectory()) {
            List<Path> above = missing;
            if (kept) {
                found.add(path);
            } else {
                above = new ArrayList<>(missing);
                above.add(path);
            }
            walk(path, name, own, above);
        } else if (kept) {
            if (attributes.isRegularFile() && !Files.isReadable(root.resolve(path))) {
                throw unreadable(name, new AccessDeniedException(name));
            }
            found.add(path);
        }
    }

    private Map<String, Path> children(Path folder, String name) {
        Map<String, Path> children = new TreeMap<>(Comparator.naturalOrder());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path each : all) {
                Path path = folder.resolve(each.getFileName());
                String known = decoded(each);
                // Of two that look alike, the one that has to be refused, should it be wanted.
                if (known == null) {
                    children.put(each.getFileName().toString(), path);
                } else {
                    children.putIfAbsent(known, path);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(name, new IOException(e));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        return children;
    }

    private BasicFileAttributes attributes(Path file, String name) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private UncheckedIOException unreadable(String name, IOException e) {
        String shown = (name.isEmpty() ? "the folder" : "'" + name + "'") + " of the build context " + root;
        if (e instanceof NoSuchFileException) {
            return new UncheckedIOException("Cannot read " + shown + ": it isn't there (any more).", e);
        }
        String why = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return new UncheckedIOException(
                "Cannot read " + shown + ": " + why + ". Make it readable, or exclude it in .dockerignore.", e);
    }

    /** @return a path with slashes, on any system */
    static String text(Path path) {
        String text = path.toString();
        if (text.indexOf('\ufffd') < 0) {
            return text.replace(path.getFileSystem().getSeparator(), "/");
        }
        StringBuilder parts = new StringBuilder(path.isAbsolute() ? "/" : "");
        for (Path each : path) {
            parts.append(parts.length() == 0 || parts.toString().equals("/") ? "" : "/")
                    .append(name(each));
        }
        return parts.toString();
    }

    /**
     * @param file whose name is wanted
     * @return the last part of a path, also where the JVM's locale can't express it
     * @throws UncheckedIOException when it isn't UTF-8
     */
    public static String name(Path file) {
        String name = decoded(file);
        if (name == null) {
            String why = "Cannot send '" + file + "': its name isn't UTF-8. Give it another name, or leave it out.";
            throw new UncheckedIOException(why, new IOException(why));
        }
        return name;
    }

    private static @Nullable String decoded(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.indexOf('\ufffd') < 0) {
            return name;
        }
        // The locale of a build server often knows ASCII alone. A URI has the bytes as they are.
        String raw = file.toAbsolutePath().toUri().getRawPath();
        String end = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return decode(end.substring(end.lastIndexOf('/') + 1));
    }

    private static @Nullable String decode(String percented) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < percented.length(); i++) {
            if (percented.charAt(i) == '%') {
                bytes.write(Integer.parseInt(percented.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(percented.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
