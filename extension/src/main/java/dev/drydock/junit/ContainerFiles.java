package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.FileStat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The files of a container: {@link RunningContainer#files()}. The container needs no program for any of it, and may be
 * stopped. Paths are absolute, in the container. Thread-safe.
 *
 * <p>What isn't there is a {@link dev.drydock.client.NotFoundException}; a container that was removed is a
 * {@link ContainerStateException}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface ContainerFiles {
    /**
     * Copies a file or folder of this machine into the container. If the target is a folder, the copy lies in it under its own
     * name. If there is nothing, the copy gets that name; the folder above must be there. Permissions are kept; all belongs to
     * root.
     *
     * @param source a file or folder
     * @param target in the container
     * @throws IllegalArgumentException when the source isn't there or can't be read
     */
    void copyIn(Path source, String target);

    /**
     * Copies a file or folder of the container to this machine. If the target is a folder, the copy lies in it under its own
     * name; of a path that ends in {@code /.} the content alone. If there is nothing, the copy gets that name; the folder
     * above must be there.
     *
     * @param path in the container
     * @param target a file or folder of this machine, or its name to be
     */
    void copyOut(String path, Path target);

    /**
     * Writes a file, in place of one that is there, readable by all and owned by root.
     *
     * @param path of the file; the folder above must be there
     * @param content of the file
     * @throws IllegalArgumentException when it is a folder
     */
    void write(String path, byte[] content);

    /**
     * Writes a file, in place of one that is there, readable by all and owned by root.
     *
     * @param path of the file; the folder above must be there
     * @param text of the file, as UTF-8
     */
    default void write(String path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param path of a file
     * @return its content
     * @throws IllegalArgumentException when it is a folder
     */
    byte[] readBytes(String path);

    /**
     * @param path of a file
     * @return its content, as UTF-8
     * @throws IllegalArgumentException when it is a folder
     */
    default String read(String path) {
        return new String(readBytes(path), StandardCharsets.UTF_8);
    }

    /**
     * @param path of a file or folder; a link isn't followed
     * @return its kind, size, permissions and time; empty when there is nothing
     */
    Optional<FileStat> stat(String path);

    /**
     * @param path of a file or folder
     * @return whether it is there
     */
    default boolean exists(String path) {
        return stat(path).isPresent();
    }

    /**
     * In what the files differ from the image, which is all that was written since the container was created. What lies in
     * volumes isn't among it.
     *
     * @return a line for each file and folder
     */
    List<FileChange> changes();
}
