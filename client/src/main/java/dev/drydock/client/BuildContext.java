package dev.drydock.client;

import dev.drydock.client.internal.build.ContextEntry;
import dev.drydock.client.internal.build.ContextFolder;
import dev.drydock.client.internal.build.ContextTar;
import dev.drydock.client.internal.build.DockerIgnore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an image is built from: a folder, or single files, or both. It is sent as a tar archive that is made while it is
 * sent, so that it may be larger than memory.
 *
 * <p>Of a folder is sent what its {@code .dockerignore} doesn't exclude, read as Docker does; where there is one named
 * like the Dockerfile ({@code app.Dockerfile.dockerignore}), that one. The Dockerfile and the {@code .dockerignore} itself
 * are always sent. In the archive:
 *
 * <ul>
 *   <li>Modes and times (in whole seconds) are those of the files. Where files have no modes, as on Windows, all have 755.
 *   <li>All belongs to user and group 0, as with the docker command.
 *   <li>Links are links, also those to folders and to nothing; files with several names are sent once.
 *   <li>Pipes are sent as such, unopened. Sockets and devices are left out.
 *   <li>Names are UTF-8; a file that is to be sent and has another name is an error.
 *   <li>Names are sorted, so that the same folder gives the same archive.
 * </ul>
 *
 * <p>Not for use by several threads while files are added.
 */
public final class BuildContext {
    static final String DOCKERFILE = "Dockerfile";
    private static final String IGNORE = ".dockerignore";

    private final @Nullable Path folder;
    private final Map<String, ContextEntry> added = new LinkedHashMap<>();
    private @Nullable Path dockerfile;
    private byte @Nullable [] dockerfileBytes;

    /** Makes an empty context. */
    public BuildContext() {
        this(null);
        // Files are added one by one.
    }

    private BuildContext(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * Takes a folder, which is read when the context is.
     *
     * @param folder with a Dockerfile and what that refers to
     * @return the folder as a context, to which more can be added
     * @throws NotDirectoryException when it is no folder
     * @throws IOException when there is no such folder
     */
    public static BuildContext of(Path folder) throws IOException {
        if (!Files.isDirectory(folder.toRealPath())) {
            throw new NotDirectoryException("Cannot build from '" + folder + "': it is no folder.");
        }
        return new BuildContext(folder.toAbsolutePath());
    }

    /**
     * Adds a text file, readable by all and as old as 1970, in place of what has that name in the folder.
     *
     * @param name its path in the context
     * @param text its content
     * @return this
     */
    public BuildContext add(String name, String text) {
        String clean = checked(name);
        added.put(clean, ContextEntry.of(clean, text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /**
     * Adds a file, readable by all and as old as 1970, in place of what has that name in the folder.
     *
     * @param name its path in the context
     * @param file read when the context is
     * @return this
     * @throws IOException when there is no such file
     * @throws IllegalArgumentException when it is a folder, a pipe or a device
     */
    public BuildContext add(String name, Path file) throws IOException {
        String clean = checked(name);
        checkFile("Cannot add '" + name + "' to a build context", file);
        added.put(clean, ContextEntry.of(clean, file));
        return this;
    }

    /** A pipe that nobody writes to would never end. */
    private static void checkFile(String cannot, Path file) throws IOException {
        Files.size(file);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(cannot + ": '" + file + "' is no regular file.");
        }
    }

    private static String checked(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Cannot add a file to a build context: its name is blank.");
        }
        if (name.startsWith("/") || Arrays.asList(name.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException(
                    "Cannot add '" + name
                            + "' to a build context: the name is a path in the context, without '/' in front and without '..'.");
        }
        String clean = Arrays.stream(name.split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .collect(Collectors.joining("/"));
        if (name.equals(".") || name.endsWith("/") || name.endsWith("/.")) {
            throw new IllegalArgumentException(
                    "Cannot add '" + name + "' to a build context: this is the name of a folder. Add its files.");
        }
        return clean;
    }

    /**
     * Takes a Dockerfile that isn't in the context. It is sent under a name of its own, and isn't among the files that
     * {@code COPY .} copies.
     *
     * @param file read when the context is
     * @return this
     * @throws IOException when there is no such file
     * @throws IllegalArgumentException when it is a folder, a pipe or a device
     */
    public BuildContext dockerfile(Path file) throws IOException {
        checkFile("Cannot build with this Dockerfile", file);
        dockerfile = file.toAbsolutePath();
        dockerfileBytes = null;
        return this;
    }

    /**
     * Takes this text as the Dockerfile, as {@link #dockerfile(Path)} does a file.
     *
     * @param text of the Dockerfile
     * @return this
     */
    public BuildContext dockerfile(String text) {
        dockerfile = null;
        dockerfileBytes = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /**
     * Looks for the files now, and reads each when it is its turn. A file that changes its size meanwhile is an error of the
     * stream.
     *
     * @return the context as a tar archive, to be closed; each call gives it from its beginning
     * @throws IllegalArgumentException when a line of the {@code .dockerignore} is malformed
     * @throws UncheckedIOException when something of the folder can't be read; the message names it
     */
    public InputStream open() {
        return open(null).tar();
    }

    /** A context on its way to the engine, which has to be told the name of the Dockerfile in it. */
    record Opened(InputStream tar, @Nullable String dockerfile) {}

    /** Opens it for a Dockerfile of this name, {@code null} for the usual one. */
    Opened open(@Nullable String name) {
        return open(name, () -> false);
    }

    /**
     * The same for an engine that is known when something depends on it.
     *
     * @param filtered whether the engine leaves out once more what the {@code .dockerignore} in the context excludes, as
     *     Podman does; Docker's takes what it gets
     */
    Opened open(@Nullable String name, BooleanSupplier filtered) {
        byte[] own = ownDockerfile();
        if (own != null && name != null) {
            throw new IllegalArgumentException("Cannot build an image: the context has a Dockerfile of its own, and the"
                    + " BuildSpec names '" + name + "' in it. Leave one of them out.");
        }
        String path =
                name == null ? DOCKERFILE : Path.of(name).normalize().toString().replace('\\', '/');
        Map<String, ContextEntry> extra = new LinkedHashMap<>(added);
        String madeUp = own == null ? null : ".dockerfile." + digest(own);
        if (own != null && madeUp != null) {
            extra.put(madeUp, ContextEntry.of(madeUp, own));
        }
        Path root = folder;
        Stream<ContextEntry> files =
                root == null ? Stream.empty() : files(root, own == null ? path : null, extra.keySet());
        Path usual = root == null ? null : root.resolve(IGNORE);
        Path applied = root == null ? null : ignoreFile(root, own == null ? path : null);
        boolean differs = applied != null && Files.exists(applied) && !(added.isEmpty() && applied.equals(usual));
        if (differs && !added.containsKey(IGNORE) && filtered.getAsBoolean()) {
            extra.put(IGNORE, ContextEntry.of(IGNORE, ignoring(applied, madeUp, bringBack(path))));
        } else if (madeUp != null) {
            // Engines take out of the context what it excludes.
            extra.put(IGNORE, ContextEntry.of(IGNORE, ignoring(usual, madeUp, "")));
        }
        return new Opened(
                new ContextTar(Stream.concat(files, extra.values().stream()).iterator()),
                madeUp != null ? madeUp : name == null ? null : path);
    }

    private Stream<ContextEntry> files(Path root, @Nullable String path, Set<String> instead) {
        Set<String> always = new HashSet<>(Set.of(IGNORE));
        if (path != null) {
            checkDockerfile(root, path, instead);
            always.add(path);
        }
        return ContextFolder.find(root, ignore(root, path), always).stream()
                .map(each -> ContextEntry.of(root, each))
                .filter(each -> !instead.contains(each.toString()));
    }

    /** Lines for the added files, which are sent whatever is excluded. */
    private String bringBack(String dockerfile) {
        return added.keySet().stream()
                .filter(each -> !each.equals(dockerfile))
                .map(each -> "!" + each.replaceAll("[*?\\[\\\\]", "\\\\$0") + "\n")
                .collect(Collectors.joining());
    }

    private static void checkDockerfile(Path root, String path, Set<String> added) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new IllegalArgumentException("Cannot build an image: the Dockerfile '" + path
                    + "' is outside of the context " + root + ". Give it with BuildContext.dockerfile(…).");
        }
        if (!added.contains(path) && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalArgumentException("Cannot build an image: there is no file '" + path + "' in " + root
                    + ". Name another with BuildSpec.withDockerfile(…), or give one with BuildContext.dockerfile(…).");
        }
    }

    private DockerIgnore ignore(Path root, @Nullable String path) {
        Path file = ignoreFile(root, path);
        return Files.exists(file) ? DockerIgnore.parse(read(file), file.toString()) : DockerIgnore.NONE;
    }

    private Path ignoreFile(Path root, @Nullable String path) {
        Path beside = dockerfile != null ? dockerfile : root.resolve(path == null ? DOCKERFILE : path);
        Path special = beside.resolveSibling(beside.getFileName() + IGNORE);
        return Files.exists(special) && (dockerfile != null || path != null) ? special : root.resolve(IGNORE);
    }

    private byte @Nullable [] ownDockerfile() {
        return dockerfile == null ? dockerfileBytes : read(dockerfile);
    }

    /** The text of a {@code .dockerignore}, where there is one, and more. */
    private byte[] ignoring(@Nullable Path file, @Nullable String madeUp, String more) {
        StringBuilder lines = new StringBuilder();
        if (file != null && Files.exists(file)) {
            lines.append(new String(read(file), StandardCharsets.UTF_8)).append('\n');
        }
        if (folder == null || !Files.exists(folder.resolve(IGNORE))) {
            lines.append(IGNORE).append('\n');
        }
        lines.append(more);
        if (madeUp != null) {
            lines.append(madeUp).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            checkFile("Cannot read '" + file + "' for a build", file);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + file + "' for a build: " + e, e);
        }
    }

    /** Of the content, so that the same context is the same bytes. */
    private static String digest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
