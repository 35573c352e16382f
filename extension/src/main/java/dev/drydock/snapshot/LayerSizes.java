package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageListOptions;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageHistoryEntry;
import dev.drydock.client.model.ImageSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What images take on the engine's disk: the sizes of the layers that no other image has. Worked out from inspect and history, since
 * {@code /system/df} tells of single images only, and makes an old engine measure all its volumes. What is asked of the engine is
 * kept: an object is for one look at it.
 */
final class LayerSizes {
    /** Steps that change the config only. */
    private static final Pattern NO_LAYER = Pattern.compile(
            "(?:/bin/sh -c )?(?:#\\(nop\\) +)?(?:ENV|LABEL|CMD|ENTRYPOINT|EXPOSE|VOLUME|USER|STOPSIGNAL|HEALTHCHECK|ARG|SHELL|ONBUILD|MAINTAINER|WORKDIR)\\b.*",
            Pattern.DOTALL);

    private final DockerClient client;
    private final Map<String, Integer> layers = new HashMap<>();
    private final Map<Integer, Set<String>> users = new HashMap<>();
    private final Map<String, List<Integer>> ofImage = new HashMap<>();
    private final Map<String, List<String>> names = new HashMap<>();

    LayerSizes(DockerClient client) {
        this.client = client;
        for (ImageSummary each : client.images().list(ImageListOptions.DEFAULT)) {
            try {
                note(each);
            } catch (NotFoundException e) {
                // Somebody has removed it since it was listed.
                ofImage.remove(each.id());
            }
        }
    }

    private void note(ImageSummary image) {
        List<Integer> chain = new ArrayList<>();
        // Engines share a layer only where all below it are the same.
        int below = 0;
        for (String digest : client.images().inspect(image.id()).rootFS().layers()) {
            String key = below + " " + digest;
            below = layers.computeIfAbsent(key, absent -> layers.size() + 1);
            users.computeIfAbsent(below, absent -> new HashSet<>()).add(image.id());
            chain.add(below);
        }
        ofImage.put(image.id(), chain);
        names.put(image.id(), image.repoTags());
    }

    /**
     * @param removed names that are to go
     * @return bytes that would be free then
     */
    long freedBy(Set<String> removed) {
        Set<String> images = new HashSet<>();
        ofImage.keySet().forEach(id -> {
            List<String> named = names.getOrDefault(id, List.of());
            if (!named.isEmpty() && removed.containsAll(named)) {
                images.add(id);
            }
        });
        Map<Integer, Long> freed = new HashMap<>();
        for (String image : images) {
            List<Integer> chain = ofImage.getOrDefault(image, List.of());
            List<Long> sizes = List.of();
            for (int i = 0; i < chain.size(); i++) {
                if (images.containsAll(users.getOrDefault(chain.get(i), Set.of()))) {
                    sizes = sizes.isEmpty() ? sizes(image, chain.size()) : sizes;
                    freed.put(chain.get(i), sizes.get(i));
                }
            }
        }
        return freed.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<Long> sizes(String image, int count) {
        try {
            List<ImageHistoryEntry> history = new ArrayList<>(client.images().history(image));
            Collections.reverse(history);
            return sizes(history, count);
        } catch (NotFoundException e) {
            return Collections.nCopies(count, 0L);
        }
    }

    /**
     * @param history the oldest step first. It doesn't say which steps made a layer: those with a size did
     * @param count of layers
     * @return their sizes, the lowest first. Where it can't be told which steps made empty layers, one may stand beside its place
     */
    static List<Long> sizes(List<ImageHistoryEntry> history, int count) {
        long filled = history.stream().filter(each -> each.size() > 0).count();
        long empty = count - filled;
        List<Long> sizes = new ArrayList<>();
        for (ImageHistoryEntry each : history) {
            String step = each.createdBy() == null ? "" : each.createdBy();
            if (each.size() > 0) {
                sizes.add(each.size());
            } else if (empty > 0 && !NO_LAYER.matcher(step).matches()) {
                sizes.add(0L);
                empty--;
            }
        }
        while (sizes.size() < count) {
            sizes.add(0L);
        }
        // More steps with a size than layers: the last of them are what the image has of its own.
        return sizes.subList(sizes.size() - count, sizes.size());
    }
}
