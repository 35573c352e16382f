package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.TarArchive;
import dev.drydock.client.model.Mount;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.FilePlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies what a plan declares into a container that isn't started yet. */
final class FileCopy {
    private final DockerClient client;
    private final ContainerPlan plan;
    private final Placeholders placeholders;
    private final ClassLoader loader;

    /** @param loader that finds resources */
    FileCopy(DockerClient client, ContainerPlan plan, Placeholders placeholders, ClassLoader loader) {
        this.client = client;
        this.plan = plan;
        this.placeholders = placeholders;
        this.loader = loader;
    }

    /** @throws ContainerStartException when a file can't be read, or not be written there */
    void into(String containerId) {
        if (plan.files().isEmpty()) {
            return;
        }
        Map<String, TarArchive> archives = new LinkedHashMap<>();
        for (FilePlan each : plan.files()) {
            String base = base(containerId, each);
            add(containerId, each, base, archives.computeIfAbsent(base, key -> new TarArchive()));
        }
        archives.forEach((base, all) -> {
            // Folders that are missing are made by the engine, also where a link of the image leads to.
            try (InputStream tar = all.open()) {
                client.containers().unpack(containerId, base, tar);
            } catch (DockerException | IOException | UncheckedIOException e) {
                throw failed("files couldn't be copied into it: " + e.getMessage(), e);
            }
        });
    }

    private void add(String containerId, FilePlan file, String base, TarArchive archive) {
        String name = file.to().substring(base.equals("/") ? 1 : base.length() + 1);
        try {
            if (file.from().isEmpty()) {
                new FileMembers(file, archive, name, () -> false).addText(placeholders.fill(file.content()));
            } else {
                new FileMembers(file, archive, name, () -> isThere(containerId, file.to())).addSource(loader);
            }
        } catch (IOException | UncheckedIOException e) {
            throw failed("files: " + file.from() + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Whether there is a folder, or a link to one, that a folder's files go into. */
    private boolean isThere(String containerId, String path) {
        try {
            return !client.containers().stat(containerId, path).isRegularFile();
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** The folder to unpack in: the root or, where that is read-only, the volume that the file lies in. */
    private String base(String containerId, FilePlan file) {
        if (!plan.limits().readOnly()) {
            return "/";
        }
        return client.containers().inspect(containerId).mounts().stream()
                .filter(Mount::rw)
                .map(Mount::destination)
                .filter(Objects::nonNull)
                .map(each -> each.replaceFirst("/+$", ""))
                .filter(each -> file.to().startsWith(each + "/"))
                .max(Comparator.comparing(String::length))
                .orElseThrow(() -> failed(
                        "files: " + file.to() + " can't be copied there, since readOnly = true: name a volume, such as"
                                + " volumes = \"" + parent(file.to()) + "\", which can be written to",
                        null));
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? path : path.substring(0, slash);
    }

    private ContainerStartException failed(String what, @Nullable Exception cause) {
        return new ContainerStartException("Container " + plan.shown() + " couldn't be started: " + what, cause);
    }
}
