package dev.drydock.snapshot;

import dev.drydock.client.ArchiveStream;
import dev.drydock.client.Archives;
import dev.drydock.client.DockerClient;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.Mount;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies what lies in a container's volumes to files, while the container is paused: {@code commit} leaves it out. */
final class VolumeSpool {
    private final DockerClient client;
    private final Path folder;

    /** @param folder private to the user; gets the files */
    VolumeSpool(DockerClient client, Path folder) {
        this.client = client;
        this.folder = folder;
    }

    /**
     * The data of one volume.
     *
     * @param destination where it lies in the container
     * @param file a tar archive of one folder, called as the last part of the destination
     */
    record Spooled(String destination, Path file) {
        /** The folder that the archive is to be unpacked in. */
        String parent() {
            return destination.substring(0, destination.lastIndexOf('/') + 1);
        }
    }

    List<Spooled> spool(ContainerDetails container) throws IOException {
        List<Spooled> spooled = new ArrayList<>();
        for (Mount mount : container.mounts()) {
            String destination = mount.destination();
            if (!"volume".equals(mount.type()) || destination == null) {
                continue;
            }
            String path = destination.replaceAll("/+$", "");
            if (path.isEmpty()) {
                continue;
            }
            Path file = Files.createTempFile(folder, "volume", ".tar");
            spooled.add(new Spooled(path, file));
            // With "/." the archive holds the folder's content, named alike by all engines.
            try (ArchiveStream archive = client.containers().archive(container.id(), path + "/.");
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                Archives.rebase(archive, out, path.substring(path.lastIndexOf('/') + 1));
            }
        }
        return spooled;
    }
}
