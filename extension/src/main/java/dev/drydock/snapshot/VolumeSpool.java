package dev.drydock.snapshot;

import dev.drydock.client.ArchiveStream;
import dev.drydock.client.Archives;
import dev.drydock.client.BuildContext;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EngineFailureException;
import dev.drydock.client.ExecResult;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.TarArchive;
import dev.drydock.client.TarAttributes;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.FileStat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies what lies in containers' volumes to files, while they are paused: {@code commit} leaves it out. All that can be done
 * before the pause is done in {@link #prepare}.
 */
final class VolumeSpool implements AutoCloseable {
    /** Tar archives consist of these. */
    private static final int BLOCK = 512;

    private final DockerClient client;
    private final Path folder;
    private final Remarks remarks;
    private final TarHelpers helpers;

    /** @param folder private to the user; gets the files */
    VolumeSpool(DockerClient client, Path folder, SnapshotRequest request, Remarks remarks) {
        this.client = client;
        this.folder = folder;
        this.remarks = remarks;
        this.helpers = new TarHelpers(client, request.helperPrefix(), request.helperLabels());
    }

    /**
     * The data of one volume, bind mount or memory file system.
     *
     * @param path where it is mounted in the container
     * @param destination where that leads when symbolic links are followed: the archive's content belongs there
     * @param file a tar archive of one file or folder, called as the last part of the destination
     */
    record Spooled(String path, String destination, Path file) {
        /** The folder that the archive is to be unpacked in. */
        String parent() {
            return VolumeSpool.parent(destination);
        }
    }

    /**
     * Something that is to be read.
     *
     * @param container id
     * @param volume what it is
     * @param destination as of {@link Spooled}
     * @param helper id of a container that reads it; empty when the engine does
     */
    record Source(
            String container, FrozenVolume volume, String destination, boolean isFolder, Optional<String> helper) {
        String name() {
            return destination.substring(destination.lastIndexOf('/') + 1);
        }
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Looks where the volumes of a container are; what is no file or folder, such as the engine's socket, is left out. */
    List<Source> prepare(ContainerDetails container, List<FrozenVolume> volumes) {
        List<Source> sources = new ArrayList<>();
        for (FrozenVolume volume : volumes) {
            if (!volume.kept() || volume.kind() == FrozenVolume.Kind.TMPFS) {
                continue;
            }
            try {
                source(container, volume).ifPresent(sources::add);
            } catch (NotFoundException e) {
                remarks.add("container " + container.name() + " has nothing at " + volume.path()
                        + ", where something is mounted: it isn't in the snapshot");
            }
        }
        return sources;
    }

    private Optional<Source> source(ContainerDetails container, FrozenVolume volume) {
        try {
            return asTold(container, volume);
        } catch (EngineFailureException e) {
            // Docker 28 tells nothing of a container in which a mounted path leads through an absolute symbolic link.
            String real = real(container, volume.path());
            if (real.isEmpty()) {
                remarks.add("What is mounted at " + volume.path() + " of container " + container.name()
                        + " isn't in the snapshot: the engine can't read it: " + e.getMessage());
                return Optional.empty();
            }
            return Optional.of(new Source(container.id(), volume, real, true, Optional.of(helper(container, real))));
        }
    }

    /** Where a path leads, as the container's own tools say; empty when they can't be run. */
    private String real(ContainerDetails container, String path) {
        if (!container.state().running() || container.state().paused()) {
            return "";
        }
        try {
            ExecResult result = client.exec().run(container.id(), "readlink", "-f", path);
            String said = result.stdoutText().strip();
            return result.exitCode() == 0 && said.startsWith("/") ? said : "";
        } catch (DockerException e) {
            return "";
        }
    }

    private String helper(ContainerDetails container, String real) {
        return helpers.create(container, parent(real), real.substring(real.lastIndexOf('/') + 1));
    }

    private Optional<Source> asTold(ContainerDetails container, FrozenVolume volume) {
        FileStat stat = client.containers().stat(container.id(), volume.path());
        String real = volume.path();
        if (stat.linkTarget() != null) {
            real = stat.linkTarget();
            stat = client.containers().stat(container.id(), real);
        }
        if (!stat.isDirectory() && !stat.isRegularFile()) {
            return Optional.empty();
        }
        Optional<String> helper = client.isPodman() ? Optional.of(helper(container, real)) : Optional.empty();
        return Optional.of(new Source(container.id(), volume, real, stat.isDirectory(), helper));
    }

    /** Reads it, while the container is paused. */
    Spooled read(Source source) throws IOException {
        Path file = folder;
        try {
            file = Files.createTempFile(folder, "volume", ".tar");
            if (source.helper().isPresent()) {
                if (!readThrough(source.helper().get(), source, file)) {
                    readWithoutOwners(source, file);
                }
            } else {
                try (ArchiveStream archive = client.containers().archive(source.container(), source.destination());
                        OutputStream out = open(file, source.isFolder() ? source.name() : "")) {
                    // As it comes: what is read and written again loses names that aren't UTF-8.
                    archive.transferTo(out);
                }
            }
        } catch (IOException e) {
            throw new IOException(
                    "The data at " + source.volume().path() + " couldn't be copied to " + folder + ": " + e.getMessage()
                            + " (java.io.tmpdir names another place for it)",
                    e);
        }
        return new Spooled(source.volume().path(), source.destination(), file);
    }

    private boolean readThrough(String helper, Source source, Path file) throws IOException {
        String failure;
        try (OutputStream out = open(file, source.isFolder() ? source.name() : "")) {
            failure = helpers.read(helper, out);
        } catch (DockerException e) {
            failure = String.valueOf(e.getMessage());
        }
        if (!failure.isEmpty() && !client.isPodman()) {
            throw new IOException("tar of the container's image: " + failure.strip());
        }
        if (!failure.isEmpty()) {
            remarks.add("The owners of the files at " + source.volume().path()
                    + " are lost, they belong to root in the snapshot: Podman doesn't tell them, and the image's own"
                    + " tar couldn't be run (" + failure.strip() + ")");
        }
        return failure.isEmpty();
    }

    /** With "/." the archive holds the folder's content, which is the only way to read it that Podman keeps to. */
    private void readWithoutOwners(Source source, Path file) throws IOException {
        String content = source.isFolder() ? source.destination() + "/." : source.destination();
        try (ArchiveStream archive = client.containers().archive(source.container(), content);
                OutputStream out = open(file, source.isFolder() ? source.name() : "")) {
            if (source.isFolder()) {
                // It leaves out the folder itself.
                FileStat stat = archive.stat();
                TarAttributes attributes = TarAttributes.of(stat == null ? 0755 : stat.permissions());
                begin(out, new TarArchive().folder(source.name(), attributes).open());
                Archives.rebase(archive, out, source.name());
            } else {
                archive.transferTo(out);
            }
        }
    }

    /**
     * An archive that begins with a file in place of the folder. Whoever unpacks it removes what the image has there, which
     * the container may have removed from its volume, and then makes the folder anew.
     *
     * @param replaced the folder; empty for none
     */
    static OutputStream open(Path file, String replaced) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        if (!replaced.isEmpty()) {
            try {
                begin(out, new BuildContext().add(replaced, "").open());
            } catch (IOException e) {
                out.close();
                throw e;
            }
        }
        return out;
    }

    /** Without the end mark, which would hide what follows. */
    private static void begin(OutputStream out, InputStream tar) throws IOException {
        try (tar) {
            byte[] one = tar.readAllBytes();
            int end = one.length;
            while (end > 0 && one[end - 1] == 0) {
                end--;
            }
            out.write(one, 0, (end + BLOCK - 1) / BLOCK * BLOCK);
        }
    }

    /** Removes what was made to read. */
    @Override
    public void close() {
        helpers.close();
    }
}
