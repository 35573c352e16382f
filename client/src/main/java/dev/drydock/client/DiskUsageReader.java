package dev.drydock.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.json.Trees;
import dev.drydock.client.model.BuildCacheEntry;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.DiskUsage;
import dev.drydock.client.model.DiskUsage.Usage;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.VolumeDetails;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Both shapes of {@code GET /system/df}: lists of things, and, from API 1.52 on, objects that also add up. Where both come,
 * the newer goes first.
 */
final class DiskUsageReader {
    private static final Set<String> KNOWN = Set.of(
            "LayersSize",
            "Images",
            "Containers",
            "Volumes",
            "BuildCache",
            "ImageUsage",
            "ContainerUsage",
            "VolumeUsage",
            "BuildCacheUsage");

    private final JsonNode answer;

    DiskUsageReader(JsonNode answer) {
        this.answer = answer;
    }

    DiskUsage read() throws IOException {
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : answer.properties()) {
            if (!KNOWN.contains(each.getKey())) {
                more.put(each.getKey(), Trees.MAPPER.treeToValue(each.getValue(), Object.class));
            }
        }
        return new DiskUsage(
                usage("ImageUsage", "Images", ImageSummary.class, this::images),
                usage("ContainerUsage", "Containers", ContainerSummary.class, DiskUsageReader::containers),
                usage("VolumeUsage", "Volumes", VolumeDetails.class, DiskUsageReader::volumes),
                usage("BuildCacheUsage", "BuildCache", BuildCacheEntry.class, DiskUsageReader::buildCache),
                more);
    }

    /** What there is and is to be had, of a list of things. */
    private record Sums(long active, long total, long reclaimable) {}

    private interface AddUp {
        Sums of(JsonNode list);
    }

    private <T> Usage<T> usage(String added, String plain, Class<T> type, AddUp legacy) throws IOException {
        JsonNode usage = answer.path(added);
        if (usage.isObject()) {
            return new Usage<>(
                    count(usage, "Total"),
                    count(usage, "Active"),
                    usage.path("TotalSize").asLong(),
                    usage.path("Reclaimable").asLong(),
                    items(usage.path("Items"), type));
        }
        JsonNode list = answer.path(plain);
        Sums sums = legacy.of(list);
        return new Usage<>(list.size(), sums.active, sums.total, sums.reclaimable, items(list, type));
    }

    /** {@code TotalCount}; before it settled, {@code TotalImages} and the like. */
    private static long count(JsonNode usage, String which) {
        for (Map.Entry<String, JsonNode> each : usage.properties()) {
            if (each.getKey().startsWith(which) && !each.getKey().equals("TotalSize")) {
                return each.getValue().asLong();
            }
        }
        return 0;
    }

    private static <T> List<T> items(JsonNode list, Class<T> type) throws IOException {
        List<T> items = new ArrayList<>();
        for (JsonNode each : list) {
            if (each instanceof ObjectNode item && item.has(" Parents")) {
                // So spelled by Docker 28.
                item.set("Parents", item.remove(" Parents"));
            }
            items.add(Json.read(each, type));
        }
        return items;
    }

    private Sums images(JsonNode list) {
        long layers = answer.path("LayersSize").asLong();
        long active = 0;
        long used = 0;
        for (JsonNode image : list) {
            if (image.path("Containers").asLong() > 0) {
                active++;
                used += known(image, "Size") - known(image, "SharedSize");
            }
        }
        return new Sums(active, layers, Math.max(0, layers - used));
    }

    private static Sums containers(JsonNode list) {
        return sums(
                list,
                each -> Set.of("running", "paused", "restarting")
                        .contains(each.path("State").asText()),
                each -> known(each, "SizeRw"));
    }

    private static Sums volumes(JsonNode list) {
        return sums(
                list,
                each -> each.path("UsageData").path("RefCount").asLong() > 0,
                each -> known(each.path("UsageData"), "Size"));
    }

    /** What an image or another record has, too, is counted there. */
    private static Sums buildCache(JsonNode list) {
        return sums(
                list,
                each -> each.path("InUse").asBoolean(),
                each -> each.path("Shared").asBoolean() ? 0 : known(each, "Size"));
    }

    private static Sums sums(JsonNode list, Predicate<JsonNode> inUse, ToLongFunction<JsonNode> size) {
        long active = 0;
        long total = 0;
        long reclaimable = 0;
        for (JsonNode each : list) {
            long own = size.applyAsLong(each);
            boolean used = inUse.test(each);
            active += used ? 1 : 0;
            total += own;
            reclaimable += used ? 0 : own;
        }
        return new Sums(active, total, reclaimable);
    }

    /** Engines say -1 for what they don't know. */
    private static long known(JsonNode thing, String size) {
        return Math.max(0, thing.path(size).asLong());
    }
}
