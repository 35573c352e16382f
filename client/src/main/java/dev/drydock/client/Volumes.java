package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.VolumeDetails;
import java.util.List;
import java.util.Map;

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
        Map<String, Object> body = Map.of("Name", name, "Labels", labels);
        Request request = Request.post("create volume '" + name + "'", "volumes", "create")
                .json(Json.bytes(body));
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
     * @param filters such as {@code label} → {@code [key=value]}, all of which must hold; empty for all volumes
     * @return in no particular order
     */
    public List<VolumeDetails> list(Map<String, List<String>> filters) {
        Request request = Request.get("list volumes", "volumes").query("filters", Json.text(filters));
        return exchange.json(request, Listed.class).volumes();
    }

    private record Listed(List<VolumeDetails> volumes) {
        @SuppressWarnings({"NullAway", "UnusedMethod"}) // Jackson calls it, with null for what wasn't sent.
        Listed {
            volumes = volumes == null ? List.of() : List.copyOf(volumes);
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
}
