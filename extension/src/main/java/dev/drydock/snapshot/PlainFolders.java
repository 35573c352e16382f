package dev.drydock.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.BuildContext;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.ImageLoadOptions;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.RawRequest;
import dev.drydock.client.model.ImageDetails;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain folders of the volumes that an image declares: the engine then needn't copy their data into a new volume at each
 * start. No build and no commit can do that. But an engine doesn't ask for the layers of an image to be loaded that it has
 * already: so an archive is loaded that has the new configuration, and none of the layers that it names.
 */
final class PlainFolders {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final JsonMapper JSON = new JsonMapper();

    private final DockerClient client;

    PlainFolders(DockerClient client) {
        this.client = client;
    }

    /**
     * @param image of a snapshot; its name goes over to the new one
     * @param paths of volumes
     * @return the new one; the same where the engine can't do that
     */
    Snapshot.Image of(Snapshot.Image image, Collection<String> paths) {
        if (client.isPodman() || paths.isEmpty() || hasContentStore()) {
            return image;
        }
        ImageDetails before = client.images().inspect(image.imageId());
        try (InputStream archive = archive(image, paths)) {
            client.images().load(archive, ImageLoadOptions.DEFAULT.withQuiet(true), progress -> {});
        } catch (DockerException | IOException e) {
            LOG.log(Level.DEBUG, "This engine wants an image's layers again; its volumes stay", e);
        }
        ImageDetails after = client.images().inspect(image.name().toString());
        if (after.id().equals(before.id())) {
            return image;
        }
        if (!after.rootFS().layers().equals(before.rootFS().layers())
                || after.config().volumes().keySet().stream().anyMatch(paths::contains)) {
            client.images().tag(before.id(), image.name());
            throw new SnapshotException("The engine has loaded another image than it was sent: " + after.id(), null);
        }
        remove(before.id());
        return new Snapshot.Image(image.container(), image.name(), after.id(), image.openCommand(), image.setup());
    }

    /** Containerd's keeps the layers of an image as they were packed, and wants them all. */
    private boolean hasContentStore() {
        Object status = client.operations().request(RawRequest.get("/info")).at("DriverStatus");
        return String.valueOf(status).contains("io.containerd.");
    }

    private void remove(String id) {
        try {
            client.images().remove(id, false);
        } catch (NotFoundException | ConflictException e) {
            LOG.log(Level.DEBUG, "The image with volumes is used, or gone", e);
        }
    }

    private InputStream archive(Snapshot.Image image, Collection<String> paths) throws JsonProcessingException {
        Map<String, @Nullable Object> details = client.operations()
                .request(RawRequest.get("/images/{name}/json").path("name", image.imageId()))
                .map();
        Map<String, @Nullable Object> config = new LinkedHashMap<>(map(details.get("Config")));
        Map<String, @Nullable Object> volumes = new LinkedHashMap<>(map(config.get("Volumes")));
        volumes.keySet().removeAll(paths);
        config.put("Volumes", volumes.isEmpty() ? null : volumes);
        List<?> layers = map(details.get("RootFS")).get("Layers") instanceof List<?> list ? list : List.of();
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        for (String each : List.of("architecture", "variant", "os", "created", "author")) {
            Object value = details.get(Character.toUpperCase(each.charAt(0)) + each.substring(1));
            if (value != null && !value.equals("")) {
                whole.put(each, value);
            }
        }
        whole.put("config", config);
        whole.put("rootfs", Map.of("type", "layers", "diff_ids", layers));
        // One entry a layer, or the engine takes the two for being of different images.
        whole.put(
                "history",
                layers.stream()
                        .map(layer -> Map.of("created_by", "Drydock", "created", "" + details.get("Created")))
                        .toList());
        List<String> files = IntStream.range(0, layers.size())
                .mapToObj(i -> i + "/layer.tar")
                .toList();
        Map<String, Object> manifest = Map.of(
                "Config",
                "config.json",
                "RepoTags",
                List.of(image.name().repository() + ":" + image.name().tag()),
                "Layers",
                files);
        return new BuildContext()
                .add("config.json", JSON.writeValueAsString(whole))
                .add("manifest.json", JSON.writeValueAsString(List.of(manifest)))
                .open();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }
}
