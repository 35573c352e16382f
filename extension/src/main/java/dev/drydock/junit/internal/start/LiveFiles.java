package dev.drydock.junit.internal.start;

import dev.drydock.client.NotFoundException;
import dev.drydock.client.TarArchive;
import dev.drydock.client.TarAttributes;
import dev.drydock.client.UnpackOptions;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.FileStat;
import dev.drydock.junit.ContainerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The files of a container that exists. */
final class LiveFiles implements ContainerFiles {
    private final ContainerCalls calls;
    private final ContainerId id;

    LiveFiles(ContainerCalls calls, ContainerId id) {
        this.calls = calls;
        this.id = id;
    }

    @Override
    public void copyIn(Path source, String target) {
        calls.tell(
                "copy '" + source + "' to '" + target + "' in",
                c -> c.containers().copyIn(id.get(), source, target));
    }

    @Override
    public void copyOut(String path, Path target) {
        calls.tell("copy '" + path + "' out of", c -> c.containers().copyOut(id.get(), path, target));
    }

    @Override
    public void write(String path, byte[] content) {
        if (path.isBlank() || path.endsWith("/")) {
            throw new IllegalArgumentException(calls.cannot("write '" + path + "' in") + "this is no name of a file.");
        }
        if (stat(path).filter(FileStat::isDirectory).isPresent()) {
            throw new IllegalArgumentException(calls.cannot("write '" + path + "' in") + "it is a folder.");
        }
        int slash = path.lastIndexOf('/');
        String folder = slash <= 0 ? "/" : path.substring(0, slash);
        TarAttributes attributes = TarAttributes.of(0644).withTime(Instant.now());
        calls.tell("write '" + path + "' in", c -> {
            try (InputStream tar = new TarArchive()
                    .file(path.substring(slash + 1), content, attributes)
                    .open()) {
                c.containers().unpack(id.get(), folder, tar, UnpackOptions.DEFAULT.withNoOverwriteDirNonDir());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public byte[] readBytes(String path) {
        if (stat(path).filter(FileStat::isDirectory).isPresent()) {
            throw new IllegalArgumentException(calls.cannot("read '" + path + "' of") + "it is a folder.");
        }
        byte[][] content = new byte[1][];
        withFile(file -> {
            copyOut(path, file);
            content[0] = Files.readAllBytes(file);
        });
        return content[0];
    }

    private interface Work {
        void with(Path file) throws IOException;
    }

    /** By way of a file, since the client unpacks to those. */
    private void withFile(Work work) {
        try {
            // Its owner's alone, whatever the file's own permissions are.
            Path folder = Files.createTempDirectory("drydock");
            Path file = folder.resolve("file");
            try {
                work.with(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<FileStat> stat(String path) {
        return calls.ask("look at '" + path + "' in", c -> {
            try {
                return Optional.of(c.containers().stat(id.get(), path));
            } catch (NotFoundException e) {
                // Of the container, too, unless it is there.
                c.containers().inspect(id.get());
                return Optional.empty();
            }
        });
    }

    @Override
    public List<FileChange> changes() {
        return calls.ask("compare the files of", c -> c.containers().changes(id.get()));
    }
}
