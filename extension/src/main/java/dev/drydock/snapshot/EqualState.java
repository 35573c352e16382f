package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds an image with the same files, those of volumes included, so that they aren't stored twice. An engine doesn't find out
 * by itself: each commit is another image, and what is added to that a layer of its own.
 */
final class EqualState {
    private final DockerClient client;

    EqualState(DockerClient client) {
        this.client = client;
    }

    /**
     * @param frozen what was read
     * @return a digest of all files: those of the image that the container was made of, those that it has changed, and those of
     *     its volumes
     */
    String digest(Freezer.Frozen frozen) throws IOException {
        ImageDetails committed = client.images().inspect(frozen.committedId());
        MessageDigest all = Sha256.digest();
        add(all, committed.rootFS().layers());
        List<VolumeSpool.Spooled> volumes = new ArrayList<>(frozen.volumes());
        volumes.sort(Comparator.comparing(VolumeSpool.Spooled::destination));
        for (VolumeSpool.Spooled each : volumes) {
            add(all, List.of(each.destination(), digest(each)));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static void add(MessageDigest digest, List<String> texts) {
        for (String each : texts) {
            digest.update(each.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        digest.update((byte) 1);
    }

    private static String digest(VolumeSpool.Spooled volume) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(volume.file())) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * @param frozen what was read
     * @param state its digest
     * @return id of a complete image with that state, and with the same environment, command and labels of the container's
     */
    Optional<String> find(Freezer.Frozen frozen, String state) {
        ContainerConfig wanted = null;
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.STATE, state))) {
            if (each.repoTags().isEmpty()
                    || !each.labels().getOrDefault(SnapshotLabels.MAKER, "").isEmpty()) {
                continue;
            }
            try {
                ContainerConfig config = client.images().inspect(each.id()).config();
                if (wanted == null) {
                    wanted = client.images().inspect(frozen.committedId()).config();
                }
                if (isSame(config, wanted)) {
                    return Optional.of(each.id());
                }
            } catch (NotFoundException e) {
                // Somebody has removed it since it was listed.
            }
        }
        return Optional.empty();
    }

    /** Not what engines note in an image besides, such as the container that it was made of. */
    private static boolean isSame(ContainerConfig a, ContainerConfig b) {
        return a.env().equals(b.env())
                && a.cmd().equals(b.cmd())
                && a.entrypoint().equals(b.entrypoint())
                && a.exposedPorts().keySet().equals(b.exposedPorts().keySet())
                && a.volumes().keySet().equals(b.volumes().keySet())
                && Objects.equals(a.user(), b.user())
                && Objects.equals(a.workingDir(), b.workingDir())
                && Objects.equals(a.healthcheck(), b.healthcheck())
                && Objects.equals(a.stopSignal(), b.stopSignal())
                && a.onBuild().equals(b.onBuild())
                && a.shell().equals(b.shell())
                && others(a.labels()).equals(others(b.labels()));
    }

    private static Map<String, String> others(Map<String, String> labels) {
        Map<String, String> others = new TreeMap<>(labels);
        // Podman's builder adds its own to what it builds, not to what it commits.
        others.keySet().removeIf(each -> ImageLabels.isOurs(each) || each.startsWith("io.buildah."));
        return others;
    }
}
