package dev.drydock.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.NetworkSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a container was, as it is written into a label and read from there. */
final class Setup {
    /** Engines call a container by the beginning of its id where nobody gave it another name. */
    private static final int SHORT_ID = 12;

    private static final Set<String> NO_NETWORKS_MODES = Set.of("host", "none");

    private static final JsonMapper JSON = JsonMapper.builder()
            // A later Drydock may have written it.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    /** Of which nothing is known. */
    static final FrozenContainer NONE =
            new FrozenContainer("", "", "", List.of(), "", Map.of(), List.of(), List.of(), Map.of(), true);

    private Setup() {}

    static FrozenContainer of(Freezer.Frozen frozen) {
        ContainerDetails details = frozen.details();
        HostConfig host = details.hostConfig();
        String mode = host == null || host.networkMode() == null ? "" : host.networkMode();
        boolean alone = NO_NETWORKS_MODES.contains(mode) || mode.startsWith("container:");
        return new FrozenContainer(
                frozen.member().image(),
                details.image() == null ? "" : details.image(),
                hostname(details, mode),
                frozen.member().dependsOn(),
                alone ? mode : "",
                alone ? Map.of() : networks(details),
                ports(details),
                frozen.mounts().stream()
                        .map(each -> new FrozenVolume(
                                each.kind(), each.volume(), each.path(), each.readOnly(), frozen.has(each.path())))
                        .toList(),
                host == null ? Map.of() : HostSettings.of(host),
                details.state().running());
    }

    private static String hostname(ContainerDetails details, String networkMode) {
        String name = details.config().hostname();
        HostConfig host = details.hostConfig();
        boolean machines = networkMode.equals("host")
                || networkMode.startsWith("container:")
                || (host != null && "host".equals(host.utsMode()));
        return name == null || machines || isShortId(name, details) ? "" : name;
    }

    private static boolean isShortId(String name, ContainerDetails details) {
        return name.length() >= SHORT_ID && details.id().startsWith(name);
    }

    private static Map<String, List<String>> networks(ContainerDetails details) {
        Map<String, List<String>> networks = new TreeMap<>();
        details.networkSettings()
                .networks()
                .forEach((name, endpoint) -> networks.put(
                        name,
                        endpoint.aliases().stream()
                                .filter(alias -> !isShortId(alias, details))
                                .distinct()
                                .toList()));
        return networks;
    }

    /** Also of a container that has ended, which holds none any more. */
    private static List<String> ports(ContainerDetails details) {
        Set<String> ports = new TreeSet<>();
        HostConfig host = details.hostConfig();
        if (host != null) {
            ports.addAll(host.portBindings().keySet());
            if (host.publishAllPorts()) {
                ports.addAll(details.config().exposedPorts().keySet());
            }
        }
        Map<String, List<NetworkSettings.PortBinding>> published =
                details.networkSettings().ports();
        published.forEach((port, at) -> {
            if (!at.isEmpty()) {
                ports.add(port);
            }
        });
        return List.copyOf(ports);
    }

    static String write(FrozenContainer setup) {
        try {
            return JSON.writeValueAsString(setup);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws SnapshotException when it is none. What a later Drydock has mounted in another way is left out */
    @SuppressWarnings("NullAway") // Jackson passes null for what isn't there.
    static FrozenContainer parse(String label) {
        FrozenContainer setup;
        try {
            setup = JSON.readValue(label, FrozenContainer.class);
        } catch (JsonProcessingException e) {
            throw new SnapshotException("The label " + SnapshotLabels.SETUP + " isn't one of Drydock's", e);
        }
        if (setup == null || setup.volumes().stream().anyMatch(each -> each.volume() == null || each.path() == null)) {
            throw new SnapshotException("The label " + SnapshotLabels.SETUP + " isn't one of Drydock's", null);
        }
        List<FrozenVolume> known =
                setup.volumes().stream().filter(each -> each.kind() != null).toList();
        return new FrozenContainer(
                setup.image(),
                setup.imageId(),
                setup.hostname(),
                setup.dependsOn(),
                setup.networkMode(),
                setup.networks(),
                setup.ports(),
                known,
                setup.hostConfig(),
                setup.running());
    }
}
