package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.FileStat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Files and folders in and out of containers. */
final class ContainerFiles {
    private static final String STAT = "x-docker-container-path-stat";

    private final Exchange exchange;

    ContainerFiles(Exchange exchange) {
        this.exchange = exchange;
    }

    FileStat stat(String container, String path) {
        String doing = "look at '" + path + "' in container '" + container + "'";
        refuseBlank(doing, "path", path);
        return stat(exchange, doing, container, path);
    }

    private static FileStat stat(Exchange through, String doing, String container, String path) {
        Request request = Request.of("HEAD", doing, "containers", Containers.name(container), "archive")
                .query("path", path);
        try (Response response = through.send(request)) {
            FileStat stat = stat(doing, response);
            response.finish();
            if (stat == null) {
                throw new DockerProtocolException("Cannot " + doing + ": the engine says nothing of it.", null);
            }
            return stat;
        } catch (NotFoundException e) {
            // The answer to a HEAD has no body that would say it.
            throw e.engineMessage().isEmpty()
                    ? new NotFoundException(
                            "Cannot " + doing + ": the engine answered 404: there is no such container, or no '" + path
                                    + "' in it.",
                            e.answer())
                    : e;
        } catch (IOException e) {
            throw through.failed(doing, e);
        }
    }

    /** Engines take none for the folder that the container begins in, or answer without a word. */
    private static void refuseBlank(String doing, String what, String path) {
        if (path.isBlank()) {
            throw new IllegalArgumentException("Cannot " + doing + ": the " + what + " is blank.");
        }
    }

    private static @Nullable FileStat stat(String doing, Response response) {
        String header = response.header(STAT);
        if (header == null) {
            return null;
        }
        try {
            byte[] json = Base64.getDecoder().decode(header.strip());
            return Json.read(new ByteArrayInputStream(json), FileStat.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new DockerProtocolException(
                    "Cannot " + doing + ": what the engine says of the file can't be read.", e);
        }
    }

    ArchiveStream archive(String container, String path) {
        String doing = "copy '" + path + "' out of container '" + container + "'";
        refuseBlank(doing, "path", path);
        return archive(exchange, doing, container, path);
    }

    private static ArchiveStream archive(Exchange through, String doing, String container, String path) {
        Response response = through.send(Request.get(doing, "containers", Containers.name(container), "archive")
                .query("path", path)
                .patient());
        try {
            return new ArchiveStream(through, doing, response, stat(doing, response));
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    void unpack(String container, String folder, InputStream tar, UnpackOptions options) {
        String doing = "copy into '" + folder + "' of container '" + container + "'";
        refuseBlank(doing, "folder", folder);
        Exchange once = exchange.oneCall();
        Request request = unpacking(doing, container, folder, tar, options);
        if (once.isPodman()) {
            // It would make a folder that isn't there, and a mistyped path would go unnoticed.
            stat(once, doing, container, folder);
        }
        once.discard(request);
    }

    private static Request unpacking(
            String doing, String container, String folder, InputStream tar, UnpackOptions options) {
        return Request.put(doing, "containers", Containers.name(container), "archive")
                .query("path", folder)
                .query("noOverwriteDirNonDir", options.noOverwriteDirNonDir() ? true : null)
                .query("copyUIDGID", options.copyUIDGID() ? true : null)
                .stream(tar, "application/x-tar")
                .patient();
    }

    void copyIn(String container, Path source, String target) {
        String doing = "copy '" + source + "' to '" + target + "' in container '" + container + "'";
        refuseBlank(doing, "target", target);
        // All that can be wrong here is found before the engine has the first byte.
        FolderTar tar = FolderTar.of(doing, source);
        Exchange once = exchange.oneCall();
        String path = target.startsWith("/") ? target : "/" + target;
        FileStat there = existing(once, doing, container, path);
        String folder = path;
        String name = tar.name();
        if (there == null || !there.isDirectory()) {
            if (path.endsWith("/") || path.endsWith("/.")) {
                throw new DockerException("Cannot " + doing + ": there is no such folder in the container.", null);
            }
            if (there != null && tar.isFolder()) {
                throw new DockerException("Cannot " + doing + ": a folder can't take the place of a file.", null);
            }
            int slash = path.lastIndexOf('/');
            folder = path.substring(0, slash + 1);
            name = path.substring(slash + 1);
            if (there == null && once.isPodman()) {
                // Podman would make the folder.
                stat(once, doing, container, folder);
            }
        }
        try (InputStream in = tar.open(name)) {
            once.discard(unpacking(doing, container, folder, in, UnpackOptions.DEFAULT.withNoOverwriteDirNonDir()));
        } catch (IOException e) {
            throw new DockerException("Cannot " + doing + ": " + e, e);
        }
    }

    /** What a path leads to, links followed; {@code null} for nothing. */
    private static @Nullable FileStat existing(Exchange once, String doing, String container, String path) {
        try {
            FileStat stat = stat(once, doing, container, path);
            return stat.linkTarget() == null ? stat : stat(once, doing, container, stat.linkTarget());
        } catch (NotFoundException e) {
            // The container may be what isn't there: then the engine says so to what comes next.
            return null;
        }
    }

    void copyOut(String container, String path, Path target) {
        String doing = "copy '" + path + "' out of container '" + container + "' to '" + target + "'";
        refuseBlank(doing, "path", path);
        Path parent = target.toAbsolutePath().getParent();
        if (!Files.isDirectory(target) && (parent == null || !Files.isDirectory(parent))) {
            throw new IllegalArgumentException("Cannot " + doing + ": there is no folder '" + parent + "' here.");
        }
        Exchange once = exchange.oneCall();
        FileStat stat = stat(once, doing, container, path);
        String source = path;
        if (stat.linkTarget() != null) {
            // Docker would send the link, Podman what it leads to.
            source = stat.linkTarget();
            stat = stat(once, doing, container, source);
        }
        boolean contentOnly = path.endsWith("/.") || path.equals(".");
        Path to = Files.isDirectory(target) && !contentOnly ? target.resolve(lastPart(doing, path)) : target;
        if (stat.isDirectory() && Files.exists(to) && !Files.isDirectory(to)) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": '" + to + "' is a file, and what is copied a folder.");
        }
        if (!stat.isDirectory() && Files.isDirectory(to)) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": '" + to + "' is a folder, and what is copied is none.");
        }
        if (Files.exists(to) && !Files.isDirectory(to) && !Files.isRegularFile(to)) {
            throw new IllegalArgumentException("Cannot " + doing + ": '" + to + "' is no regular file.");
        }
        // A folder's content alone, since engines name the folder itself in different ways.
        String asked = stat.isDirectory() && !contentOnly ? source.replaceFirst("/+$", "") + "/." : source;
        try (ArchiveStream archive = archive(once, doing, container, asked)) {
            if (stat.isDirectory()) {
                Unpacking.intoFolder(archive, to, stat.permissions());
            } else {
                Unpacking.oneFile(archive, to);
            }
        } catch (DockerProtocolException e) {
            throw new DockerProtocolException("Cannot " + doing + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw e.getCause() instanceof DockerException failure
                    ? failure
                    : new DockerException("Cannot " + doing + ": " + e, e);
        }
    }

    private static String lastPart(String doing, String path) {
        String name = path.replaceFirst("/+$", "").replaceFirst("^.*/", "");
        if (name.isEmpty() || name.equals("..") || name.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("Cannot " + doing + ": '" + path
                    + "' gives no name for the copy. Name a target that doesn't exist yet, or end the path in \"/.\".");
        }
        return name;
    }
}
