package dev.drydock.snapshot;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Removes snapshots beyond bounds. Others may do so at the same time. */
final class Pruning {
    private static final Logger LOG = System.getLogger("dev.drydock");

    /** Until then, a set that isn't complete may be in the making, or on its way in. */
    private static final Duration UNFINISHED = Duration.ofDays(1);

    private final DockerClient client;
    private final Supplier<List<Snapshot>> all;
    private final Predicate<String> ids;
    private final Predicate<String> spared;
    private final Instant now;

    /**
     * @param all the complete snapshots there are
     * @param ids which count at all
     * @param spared which stay, as those do that are used
     * @param now the time to measure their age by
     */
    Pruning(
            DockerClient client,
            Supplier<List<Snapshot>> all,
            Predicate<String> ids,
            Predicate<String> spared,
            Instant now) {
        this.spared = spared;
        this.client = client;
        this.all = all;
        this.ids = ids;
        this.now = now;
    }

    /**
     * @param snapshot to keep or to remove
     * @param since when it is here
     * @param used whether a container was started from it, or somebody is about to
     */
    record Candidate(Snapshot snapshot, Instant since, boolean used) {}

    /** Those beyond the bounds, the oldest first. */
    List<Snapshot> beyond(SnapshotBounds bounds, Set<SnapshotKind> kinds) {
        Set<String> used = new SnapshotImages(client).used();
        List<Candidate> candidates = new ArrayList<>();
        for (Snapshot each : all.get()) {
            if (kinds.contains(each.kind()) && ids.test(each.id())) {
                boolean inUse = spared.test(each.id())
                        || each.images().stream()
                                .anyMatch(image -> used.contains(SnapshotImages.digits(image.imageId())));
                Instant created = time(each.created());
                Instant since = each.images().isEmpty()
                        ? created
                        : since(each.images().get(0).imageId(), created);
                candidates.add(new Candidate(each, since, inUse));
            }
        }
        candidates.sort(Comparator.comparing(Candidate::since)
                .thenComparing(each -> each.snapshot().id()));
        Map<String, Long> sizes = new HashMap<>();
        if (bounds.bytes() < Long.MAX_VALUE && !candidates.isEmpty()) {
            LayerSizes layers = new LayerSizes(client);
            candidates.forEach(each -> sizes.put(each.snapshot().id(), layers.freedBy(names(each.snapshot()))));
        }
        return beyond(
                candidates,
                bounds,
                now,
                each -> sizes.getOrDefault(each.snapshot().id(), 0L));
    }

    /** The arithmetic alone. What is used stays, but counts. */
    static List<Snapshot> beyond(
            List<Candidate> oldestFirst, SnapshotBounds bounds, Instant now, ToLongFunction<Candidate> bytes) {
        int count = oldestFirst.size();
        long sum = oldestFirst.stream().mapToLong(bytes).sum();
        List<Snapshot> beyond = new ArrayList<>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            Candidate each = oldestFirst.get(i);
            // Who has just been told of a large one wants to open it.
            boolean latest = i == oldestFirst.size() - 1;
            boolean tooOld = Duration.between(each.since(), now).compareTo(bounds.age()) > 0;
            if (!each.used() && (tooOld || count > bounds.count() || (sum > bounds.bytes() && !latest))) {
                beyond.add(each.snapshot());
                count--;
                sum -= bytes.applyAsLong(each);
            }
        }
        return beyond;
    }

    /** Names of a snapshot's images, as the engine spells them. */
    static Set<String> names(Snapshot snapshot) {
        Set<String> names = new HashSet<>();
        for (ImageReference each : SnapshotImages.names(snapshot)) {
            names.add(each.toString());
            names.add(SnapshotNames.exact(each));
        }
        return names;
    }

    /** When it came to this engine, so that one that was imported has its time, too. Podman doesn't say that. */
    private Instant since(String image, Instant created) {
        try {
            Object tagged = client.images().inspect(image).metadata().get("LastTagTime");
            // Of what was never tagged, it is the year 1.
            Instant here = tagged == null ? created : time(tagged.toString());
            return here.isAfter(created) ? here : created;
        } catch (NotFoundException e) {
            return created;
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** Removes those, and what is left of sets that somebody has begun to remove. */
    List<Snapshot> remove(List<Snapshot> beyond) {
        List<Snapshot> removed = new ArrayList<>();
        for (Snapshot each : beyond) {
            boolean all = true;
            for (ImageReference name : SnapshotImages.names(each)) {
                all = all && remove(SnapshotNames.exact(name));
            }
            if (all) {
                removed.add(each);
            }
        }
        return removed;
    }

    /** @return whether it is gone; not when a container has been started from it meanwhile */
    private boolean remove(String name) {
        try {
            client.images().remove(name, false);
            return true;
        } catch (NotFoundException e) {
            return true;
        } catch (ConflictException e) {
            LOG.log(Level.DEBUG, "The image " + name + " is used and stays", e);
            return false;
        } catch (DockerException e) {
            // Engines fail in odd ways when two remove the same image.
            if (isGone(name)) {
                return true;
            }
            throw e;
        }
    }

    private boolean isGone(String name) {
        try {
            client.images().inspect(name);
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }

    /** Removes images by name that belong to no complete snapshot, or were made for a transfer that was killed. */
    void removeBroken() {
        Map<String, List<String>> broken = new LinkedHashMap<>();
        SnapshotList list = new SnapshotList(client);
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.ID))) {
            String id = list.labels(each).getOrDefault(SnapshotLabels.ID, "");
            Instant created = Instant.ofEpochSecond(each.created());
            if (ids.test(id)
                    && created.plus(UNFINISHED).isBefore(now)
                    && since(each.id(), created).plus(UNFINISHED).isBefore(now)) {
                each.repoTags().stream()
                        .filter(tag -> {
                            ImageReference name = ImageReference.parse(tag);
                            return SnapshotNames.isOurs(name, id) || CleanedImages.isOurs(name, id);
                        })
                        .forEach(tag -> broken.computeIfAbsent(id, key -> new ArrayList<>())
                                .add(tag));
            }
        }
        if (broken.isEmpty()) {
            return;
        }
        Set<String> complete = new HashSet<>();
        all.get().forEach(each -> complete.add(each.id()));
        Set<String> used = new SnapshotImages(client).used();
        broken.forEach((id, names) -> {
            for (String name : names) {
                boolean own = SnapshotNames.isOurs(ImageReference.parse(name), id);
                if (!(own && complete.contains(id)) && !isUsed(name, used)) {
                    remove(name);
                }
            }
        });
    }

    private boolean isUsed(String name, Set<String> used) {
        try {
            return used.contains(
                    SnapshotImages.digits(client.images().inspect(name).id()));
        } catch (NotFoundException e) {
            return true;
        }
    }
}
