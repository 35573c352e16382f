package dev.drydock.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ImagePruneReport;
import dev.drydock.client.model.RemovedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Removes images that nothing uses. */
final class ImagePruning {
    private static final String DOING = "remove unused images";
    private static final String DANGLING = "dangling";

    private ImagePruning() {}

    static ImagePruneReport prune(Exchange exchange, Filters filters) {
        boolean all = filters.asMap().getOrDefault(DANGLING, List.of()).stream()
                .anyMatch(each -> each.matches("(?i)false|f|0"));
        if (all && exchange.podman() == 4) {
            return pruneAll(exchange, filters);
        }
        return exchange.json(
                Request.post(DOING, "images", "prune")
                        .query("filters", filters.query())
                        .patient(),
                ImagePruneReport.class);
    }

    /** Where it speaks Docker's API, Podman 4 adds a filter of its own that contradicts this one, and refuses both. */
    private static ImagePruneReport pruneAll(Exchange exchange, Filters filters) {
        Map<String, List<String>> others = new LinkedHashMap<>(filters.asMap());
        others.remove(DANGLING);
        JsonNode[] gone = exchange.json(
                Request.post(DOING, "v4.0.0", "libpod", "images", "prune")
                        .unversioned()
                        .query("all", true)
                        .query("filters", others.isEmpty() ? null : Json.text(others))
                        .patient(),
                JsonNode[].class);
        List<RemovedImage> images = new ArrayList<>();
        long space = 0;
        for (JsonNode each : gone) {
            images.add(new RemovedImage(null, each.path("Id").asText(), Map.of()));
            space += each.path("Size").asLong();
        }
        return new ImagePruneReport(images, space, Map.of());
    }
}
