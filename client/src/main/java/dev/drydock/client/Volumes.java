package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.VolumeDetails;
import dev.drydock.client.model.VolumePruneReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Volumes: the {@code /volumes} endpoints. All methods throw the {@link DockerException}s when the engine can't be
 * reached or refuses.
 */
public final class Volumes {
    private final Exchange exchange;

    Volumes(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Creates a volume, or finds the one of that name: {@code POST /volumes/create}.
     *
     * @param name empty for one that the engine makes up
     * @param labels of the volume
     * @return it
     */
    public VolumeDetails create(String name, Map<String, String> labels) {
        VolumeSpec spec = name.isEmpty() ? VolumeSpec.UNNAMED : VolumeSpec.of(name);
        return create(spec.withLabels(labels));
    }

    /**
     * Creates a volume, or finds the one of that name: {@code POST /volumes/create}.
     *
     * @param spec what it is to be like
     * @return it
     * @throws ConflictException when there is one of that name with another driver
     */
    public VolumeDetails create(VolumeSpec spec) {
        String name = spec.name();
        Request request = Request.post(
                        name == null ? "create a volume" : "create volume '" + name + "'", "volumes", "create")
                .json(Json.bytes(spec.body()));
        return exchange.json(request, VolumeDetails.class);
    }

    /**
     * {@code GET /volumes/NAME}.
     *
     * @param volume its name
     * @return what the engine knows of it
     * @throws NotFoundException when there is no such volume
     */
    public VolumeDetails inspect(String volume) {
        return exchange.json(Request.get("inspect volume '" + volume + "'", "volumes", volume), VolumeDetails.class);
    }

    /**
     * {@code GET /volumes}.
     *
     * @param filters {@link Filters#NONE} for all volumes
     * @return in no particular order, with the engine's warnings
     */
    public VolumeList list(Filters filters) {
        List<Filters> parts = parts(filters);
        if (parts.size() < 2 || !exchange.isPodman()) {
            return listed(filters);
        }
        // Podman lists what fits any of them, where Docker lists what fits all.
        VolumeList all = listed(parts.get(0));
        List<VolumeDetails> fit = new ArrayList<>(all);
        for (Filters part : parts.subList(1, parts.size())) {
            Set<String> names = listed(part).stream().map(VolumeDetails::name).collect(Collectors.toSet());
            fit.removeIf(volume -> !names.contains(volume.name()));
        }
        return new VolumeList(List.copyOf(fit), all.warnings());
    }

    /** What must hold each: filters of different names, and labels. */
    private static List<Filters> parts(Filters filters) {
        List<Filters> parts = new ArrayList<>();
        filters.asMap().forEach((name, values) -> {
            if (name.startsWith("label")) {
                values.forEach(value -> parts.add(Filters.by(name, value)));
            } else {
                parts.add(Filters.by(name, values.toArray()));
            }
        });
        return parts;
    }

    private VolumeList listed(Filters filters) {
        Request request = Request.get("list volumes", "volumes").query("filters", filters.query());
        Listed listed = exchange.json(request, Listed.class);
        return new VolumeList(listed.volumes(), listed.warnings());
    }

    private record Listed(List<VolumeDetails> volumes, List<String> warnings) {
        @SuppressWarnings({"NullAway", "UnusedMethod"}) // Jackson calls it, with null for what wasn't sent.
        Listed {
            volumes = volumes == null ? List.of() : List.copyOf(volumes);
            warnings = warnings == null ? List.of() : List.copyOf(warnings);
        }
    }

    /**
     * {@code DELETE /volumes/NAME}.
     *
     * @param volume its name
     * @throws NotFoundException when there is no such volume
     * @throws ConflictException when a container uses it
     */
    public void remove(String volume) {
        exchange.discard(Request.delete("remove volume '" + volume + "'", "volumes", volume)
                .patient());
    }

    /**
     * {@code DELETE /volumes/NAME}.
     *
     * @param volume its name
     * @param force also when its driver doesn't know it any more, and it needn't exist; Podman also removes the containers
     *     that use it
     * @throws ConflictException when a container uses it
     */
    public void remove(String volume, boolean force) {
        exchange.discard(Request.delete("remove volume '" + volume + "'", "volumes", volume)
                .query("force", force)
                .patient());
    }

    /**
     * Removes volumes that no container uses: {@code POST /volumes/prune}. Without the filter {@code all} it depends on the
     * engine which: Docker from API 1.42 on takes those without a name of their own, older ones and Podman take all.
     *
     * @param filters {@code all=true} for those with a name, too, on every engine; {@code label}, {@code label!}
     * @return what is gone
     * @throws UnsupportedByEngineException when {@code all=false} is wanted of an engine that takes all in any case, or several filters
     *     of Podman, which would remove what fits any of them
     */
    public VolumePruneReport prune(Filters filters) {
        String doing = "remove unused volumes";
        Filters understood = understood(filters, doing);
        if (parts(understood).size() > 1) {
            // It would remove what fits any of them.
            String what =
                    "a choice by all of several filters, " + understood.asMap().keySet() + ",";
            EngineNeeds.docker(exchange, doing, what, "List them by volumes().list(filters) and remove each");
        }
        return exchange.json(
                Request.post(doing, "volumes", "prune")
                        .query("filters", understood.query())
                        .patient(),
                VolumePruneReport.class);
    }

    private Filters understood(Filters filters, String doing) {
        List<String> all = filters.asMap().get("all");
        if (all == null || (exchange.version().isAtLeast(new ApiVersion(1, 42)) && !exchange.isPodman())) {
            return filters;
        }
        if (!all.stream().allMatch(each -> each.equals("true") || each.equals("1"))) {
            EngineNeeds.docker(exchange, doing, "the sparing of those that have a name", 42);
        }
        Filters others = Filters.NONE;
        for (Map.Entry<String, List<String>> each : filters.asMap().entrySet()) {
            if (!each.getKey().equals("all")) {
                others = others.and(each.getKey(), each.getValue().toArray());
            }
        }
        return others;
    }
}
