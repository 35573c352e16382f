package dev.drydock.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.ArchiveEntry;
import dev.drydock.client.Archives;
import dev.drydock.client.ImageReference;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Images as an engine saves them: what is in their layers. Read in one go, in whatever order it comes; nothing is written to a
 * disk, and only names and digests are kept. Understands what Docker 20 to 28, with either image store, and Podman send.
 */
final class SavedImages {
    /** Of a manifest or configuration. */
    private static final int LARGEST_JSON = 32 << 20;

    private static final int HEAD = 4;
    private static final int TAR_BLOCK = 512;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Layer> layers = new HashMap<>();
    private final Map<String, JsonNode> texts = new HashMap<>();
    /** Docker before 25 keeps a layer that several images share once, and links to it. */
    private final Map<String, String> links = new HashMap<>();

    private SavedImages() {}

    static SavedImages read(InputStream tar) throws IOException {
        SavedImages saved = new SavedImages();
        Archives.read(tar, saved::read);
        return saved;
    }

    private void read(ArchiveEntry entry, InputStream content) throws IOException {
        if (entry.kind() == ArchiveEntry.Kind.SYMLINK) {
            Path target = Path.of("/" + entry.name()).resolveSibling(entry.link());
            links.put(entry.name(), target.normalize().toString().substring(1));
        }
        if (entry.kind() != ArchiveEntry.Kind.FILE || entry.size() == 0) {
            return;
        }
        BufferedInputStream in = new BufferedInputStream(content, 1 << 16);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        if (head[0] == '{' || head[0] == '[') {
            byte[] text = in.readNBytes(LARGEST_JSON);
            if (text.length < LARGEST_JSON) {
                texts.put(entry.name(), JSON.readTree(text));
            }
        } else if (head.length == HEAD && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            layers.put(entry.name(), Layer.read(new GZIPInputStream(in, 1 << 16)));
        } else if (head.length == HEAD && (head[0] & 0xff) == 0x28 && (head[1] & 0xff) == 0xb5) {
            throw new SnapshotException(
                    "The engine saves a layer compressed as zstd, which can't be read here. Compare the files in opened"
                            + " containers.",
                    null);
        } else if (entry.size() >= TAR_BLOCK) {
            // Smaller ones say versions.
            layers.put(entry.name(), Layer.read(in));
        }
    }

    /**
     * An image.
     *
     * @param layers the lowest first
     * @param comments of the steps that made a layer each, as long as the layers; empty when that isn't known
     */
    record Image(List<Layer> layers, List<String> comments) {}

    /**
     * @param name by which it was asked for; empty for none
     * @param id of the image, with or without {@code sha256:}
     */
    Image image(Optional<ImageReference> name, String id) {
        String digest = id.substring(id.indexOf(':') + 1);
        JsonNode manifest = texts.get("manifest.json");
        if (manifest == null) {
            throw new SnapshotException("The engine's archive of the images has no manifest.json", null);
        }
        List<JsonNode> candidates = new ArrayList<>();
        manifest.forEach(candidates::add);
        JsonNode found = candidates.stream()
                .filter(each -> each.path("Config").asText().contains(digest)
                        || name.filter(wanted -> isTagged(each, wanted)).isPresent())
                .findFirst()
                .or(() -> candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty())
                .orElseThrow(() -> new SnapshotException(
                        "The engine's archive doesn't have the image "
                                + name.map(Object::toString).orElse(id),
                        null));
        List<Layer> own = new ArrayList<>();
        for (JsonNode path : found.path("Layers")) {
            own.add(layer(path.asText()));
        }
        List<String> comments = new ArrayList<>();
        JsonNode config = texts.get(found.path("Config").asText());
        if (config != null) {
            for (JsonNode step : config.path("history")) {
                if (!step.path("empty_layer").asBoolean()) {
                    comments.add(step.path("comment").asText());
                }
            }
        }
        return new Image(own, comments.size() == own.size() ? comments : List.of());
    }

    private static boolean isTagged(JsonNode manifest, ImageReference wanted) {
        for (JsonNode tag : manifest.path("RepoTags")) {
            ImageReference has = ImageReference.parse(tag.asText());
            if (has.repository().equals(wanted.repository()) && Objects.equals(has.tag(), wanted.tag())) {
                return true;
            }
        }
        return false;
    }

    private Layer layer(String path) {
        Layer layer = layers.get(links.getOrDefault(path, path));
        if (layer == null) {
            throw new SnapshotException("The engine's archive of the images doesn't have the layer " + path, null);
        }
        return layer;
    }
}
