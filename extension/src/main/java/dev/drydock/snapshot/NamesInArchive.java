package dev.drydock.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that an archive of images says it has, in any of the ways that an engine may read. */
final class NamesInArchive {
    /** What engines look for. They take such names in whatever case, and the last of several. */
    private static final List<String> FIELDS = List.of(
            "Config",
            "RepoTags",
            "Layers",
            "Parent",
            "LayerSources",
            "schemaVersion",
            "mediaType",
            "manifests",
            "digest",
            "size",
            "annotations",
            "platform");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private NamesInArchive() {}

    /**
     * @param naming what {@code manifest.json}, {@code repositories} and {@code index.json} hold, those that are there
     * @return the names of the images, tags included
     * @throws IOException when it can't be read, or could be in two ways
     */
    static Set<String> of(Map<String, String> naming) throws IOException {
        String manifest = naming.get("manifest.json");
        if (manifest == null) {
            throw new IOException("it isn't an archive of images: it has no manifest.json");
        }
        Set<String> names = new TreeSet<>();
        try {
            for (JsonNode image : read("manifest.json", manifest)) {
                image.path("RepoTags").forEach(tag -> names.add(tag.asText()));
            }
            // Of engines that don't read the manifest.
            JSON.readTree(naming.getOrDefault("repositories", "{}"))
                    .properties()
                    .forEach(repository -> repository
                            .getValue()
                            .fieldNames()
                            .forEachRemaining(tag -> names.add(repository.getKey() + ":" + tag)));
            for (JsonNode image :
                    read("index.json", naming.getOrDefault("index.json", "{}")).path("manifests")) {
                JsonNode annotations = image.path("annotations");
                for (String name : new String[] {"io.containerd.image.name", "org.opencontainers.image.ref.name"}) {
                    if (annotations.has(name)) {
                        names.add(annotations.path(name).asText());
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException("what it says of its images can't be read: " + e.getOriginalMessage(), e);
        }
        return names;
    }

    private static JsonNode read(String file, String text) throws IOException {
        JsonNode all = JSON.readTree(text);
        Deque<JsonNode> left = new ArrayDeque<>(List.of(all));
        while (!left.isEmpty()) {
            JsonNode node = left.pop();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                String name = each.getKey();
                // The same folding as the engines', which takes a long s and the Kelvin sign for letters, too.
                if (FIELDS.stream().anyMatch(known -> known.equalsIgnoreCase(name) && !known.equals(name))) {
                    throw new IOException(file + " in it has a field '" + name + "', which could be read in two ways");
                }
            }
            node.forEach(left::push);
        }
        return all;
    }
}
