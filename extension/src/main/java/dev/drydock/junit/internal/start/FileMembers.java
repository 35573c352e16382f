package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.FilePlan;
import dev.drydock.junit.internal.start.TarStream.Member;
import java.io.ByteArrayInputStream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What one declared file or folder is in an archive. */
final class FileMembers {
    private static final String CLASSPATH = "classpath:";
    private static final int READABLE = 0644;
    private static final int OPEN_FOLDER = 0755;

    private final FilePlan plan;
    private final String name;
    private final BooleanSupplier folderIsThere;
    private final List<Member> members = new ArrayList<>();

    /**
     * @param name in the archive
     * @param folderIsThere whether there is something of that name already, whose mode and owner stay
     */
    FileMembers(FilePlan plan, String name, BooleanSupplier folderIsThere) {
        this.plan = plan;
        this.name = name;
        this.folderIsThere = folderIsThere;
    }

    /** Those of text. */
    List<Member> ofContent(String text) {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
        return members;
    }

    /** Those of what the plan says that it comes from. */
    List<Member> ofSource(ClassLoader loader) throws IOException {
        if (!plan.from().startsWith(CLASSPATH)) {
            // A link that is named itself is followed; those below are copied as links.
            ofPath(Path.of(plan.from()).toRealPath(), false);
            return members;
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
        return members;
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
            folder(name, OPEN_FOLDER, now());
            for (JarEntry each : jar.stream().toList()) {
                if (!each.getName().startsWith(entry + "/") || each.getName().equals(entry + "/")) {
                    continue;
                }
                String below = name + "/"
                        + each.getName().substring(entry.length() + 1).replaceFirst("/$", "");
                if (each.isDirectory()) {
                    folder(below, OPEN_FOLDER, now());
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
        long seconds = stat.lastModifiedTime().toMillis() / 1000;
        if (stat.isSymbolicLink()) {
            members.add(Member.link(as, Files.readSymbolicLink(file).toString(), plan.uid(), plan.gid(), seconds));
        } else if (stat.isDirectory()) {
            folder(as, resource ? OPEN_FOLDER : permissions(file), seconds);
        } else if (stat.isRegularFile()) {
            int mode = resource ? READABLE : permissions(file);
            members.add(Member.file(
                    as, mode(mode), plan.uid(), plan.gid(), seconds, stat.size(), () -> Files.newInputStream(file)));
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
        members.add(Member.file(
                as,
                mode(READABLE),
                plan.uid(),
                plan.gid(),
                now(),
                content.length,
                () -> new ByteArrayInputStream(content)));
    }

    private void folder(String as, int own, long seconds) {
        if (as.equals(name) && folderIsThere.getAsBoolean()) {
            return;
        }
        // Who may read a folder's files may enter it.
        int mode = plan.mode() < 0 ? own : plan.mode() | (plan.mode() & 0444) >> 2;
        members.add(Member.folder(as, mode, plan.uid(), plan.gid(), seconds));
    }

    private int mode(int own) {
        return plan.mode() < 0 ? own : plan.mode();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
