package dev.drydock.junit.internal.start;

import dev.drydock.client.TarArchive;
import dev.drydock.client.TarAttributes;
import dev.drydock.junit.internal.plan.FilePlan;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Puts one declared file or folder into an archive. */
final class FileMembers {
    private static final String CLASSPATH = "classpath:";
    private static final int READABLE = 0644;
    private static final int OPEN_FOLDER = 0755;

    private final FilePlan plan;
    private final String name;
    private final BooleanSupplier folderIsThere;
    private final TarArchive archive;

    /**
     * @param archive to put it into
     * @param name in the archive
     * @param folderIsThere whether there is something of that name already, whose mode and owner stay
     */
    FileMembers(FilePlan plan, TarArchive archive, String name, BooleanSupplier folderIsThere) {
        this.plan = plan;
        this.archive = archive;
        this.name = name;
        this.folderIsThere = folderIsThere;
    }

    /** Text as a file. */
    void addText(String text) {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the plan says that it comes from. */
    void addSource(ClassLoader loader) throws IOException {
        if (!plan.from().startsWith(CLASSPATH)) {
            // A link that is named itself is followed; those below are copied as links.
            ofPath(Path.of(plan.from()).toRealPath(), false);
            return;
        }
        String resource = plan.from().substring(CLASSPATH.length()).replaceFirst("^/", "");
        URL url = loader.getResource(resource);
        if (url == null) {
            throw new IOException("there is no resource " + resource + " on the class path");
        }
        URLConnection connection = url.openConnection();
        if (url.getProtocol().equals("file")) {
            ofPath(path(url), true);
        } else if (connection instanceof JarURLConnection jar) {
            ofJar(jar);
        } else {
            try (InputStream in = connection.getInputStream()) {
                bytes(name, in.readAllBytes());
            }
        }
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(new URI(url.toString()));
        } catch (URISyntaxException e) {
            throw new IOException(url + " can't be read: " + e.getMessage(), e);
        }
    }

    private void ofJar(JarURLConnection connection) throws IOException {
        // Else the jar would be shared with the class loader, and closed under it.
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            String entry = connection.getEntryName().replaceFirst("/$", "");
            if (jar.getEntry(entry + "/") == null) {
                try (InputStream in = jar.getInputStream(jar.getJarEntry(entry))) {
                    bytes(name, in.readAllBytes());
                }
                return;
            }
            folder(name, OPEN_FOLDER, Instant.now());
            for (JarEntry each : jar.stream().toList()) {
                if (!each.getName().startsWith(entry + "/") || each.getName().equals(entry + "/")) {
                    continue;
                }
                String below = name + "/"
                        + each.getName().substring(entry.length() + 1).replaceFirst("/$", "");
                if (each.isDirectory()) {
                    folder(below, OPEN_FOLDER, Instant.now());
                } else {
                    try (InputStream in = jar.getInputStream(each)) {
                        bytes(below, in.readAllBytes());
                    }
                }
            }
        }
    }

    private void ofPath(Path top, boolean resource) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path each : all.sorted().toList()) {
                StringBuilder below = new StringBuilder(name);
                if (!each.equals(top)) {
                    top.relativize(each).forEach(part -> below.append('/').append(part));
                }
                member(each, below.toString(), resource);
            }
        }
    }

    private void member(Path file, String as, boolean resource) throws IOException {
        BasicFileAttributes stat = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Instant changed = stat.lastModifiedTime().toInstant();
        if (stat.isSymbolicLink()) {
            archive.link(as, Files.readSymbolicLink(file).toString(), attributes(0777, changed));
        } else if (stat.isDirectory()) {
            folder(as, resource ? OPEN_FOLDER : permissions(file), changed);
        } else if (stat.isRegularFile()) {
            int mode = resource ? READABLE : permissions(file);
            archive.file(as, file, attributes(mode(mode), changed));
        } else {
            throw new IOException(file + " is neither a file, a folder nor a symbolic link");
        }
    }

    private static int permissions(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // As the docker command does it, where files have none.
            return OPEN_FOLDER;
        }
        Set<PosixFilePermission> all = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .permissions();
        int mode = 0;
        for (PosixFilePermission each : PosixFilePermission.values()) {
            mode = mode << 1 | (all.contains(each) ? 1 : 0);
        }
        return mode;
    }

    private void bytes(String as, byte[] content) {
        archive.file(as, content, attributes(mode(READABLE), Instant.now()));
    }

    private void folder(String as, int own, Instant changed) {
        if (as.equals(name) && folderIsThere.getAsBoolean()) {
            return;
        }
        // Who may read a folder's files may enter it.
        int mode = plan.mode() < 0 ? own : plan.mode() | (plan.mode() & 0444) >> 2;
        archive.folder(as, attributes(mode, changed));
    }

    private int mode(int own) {
        return plan.mode() < 0 ? own : plan.mode();
    }

    private TarAttributes attributes(int mode, Instant changed) {
        return TarAttributes.of(mode).withOwner(plan.uid(), plan.gid()).withTime(changed);
    }
}
