package dev.drydock.junit.internal.start;

import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.FileStat;
import dev.drydock.junit.ContainerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a container that exists. */
final class LiveFiles implements ContainerFiles {
    private final ContainerCalls calls;
    private final String id;

    LiveFiles(ContainerCalls calls, String id) {
        this.calls = calls;
        this.id = id;
    }

    @Override
    public void copyIn(Path source, String target) {
        calls.tell(
                "copy '" + source + "' to '" + target + "' in",
                c -> c.containers().copyIn(id, source, target));
    }

    @Override
    public void copyOut(String path, Path target) {
        calls.tell("copy '" + path + "' out of", c -> c.containers().copyOut(id, path, target));
    }

    @Override
    public void write(String path, byte[] content) {
        if (path.isBlank() || path.endsWith("/")) {
            throw new IllegalArgumentException(calls.cannot("write '" + path + "' in") + "this is no name of a file.");
        }
        withFile(file -> {
            Files.write(file, content);
            // A temporary file is its owner's alone, and the copy would be root's alone.
            file.toFile().setReadable(true, false);
            copyIn(file, path);
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

    /** By way of a file, since the client packs and unpacks those. */
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
                return Optional.of(c.containers().stat(id, path));
            } catch (NotFoundException e) {
                // Of the container, too, unless it is there.
                c.containers().inspect(id);
                return Optional.empty();
            }
        });
    }

    @Override
    public List<FileChange> changes() {
        return calls.ask("compare the files of", c -> c.containers().changes(id));
    }
}
