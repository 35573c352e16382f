package dev.drydock.junit.internal.session;

import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.VolumeDetails;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What stays on the engine because a kept container needs it: its networks and volumes. */
final class Exempt {
    private final Set<String> networks = new HashSet<>();
    private final Set<String> volumes = new HashSet<>();

    /**
     * @param listed containers of Drydock
     * @param now those that were kept until an earlier time count no more
     */
    static Exempt of(List<ContainerSummary> listed, Instant now) {
        Exempt exempt = new Exempt();
        for (ContainerSummary each : listed) {
            if (RunNames.keptUntil(each.names(), each.labels())
                    .filter(now::isBefore)
                    .isPresent()) {
                // One that has ended isn't in its networks any more, but goes back there when it is started again.
                exempt.networks.addAll(each.networkSettings().networks().keySet());
                each.mounts().stream().map(Mount::name).forEach(exempt.volumes::add);
            }
        }
        return exempt;
    }

    boolean has(NetworkDetails network) {
        return networks.contains(network.name());
    }

    boolean has(VolumeDetails volume) {
        return volumes.contains(volume.name());
    }
}
