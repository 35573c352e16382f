package dev.drydock.snapshot;

import dev.drydock.client.model.ContainerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Whether options fit a snapshot, and have all that it needs. */
final class RestoreNeeds {
    private final Snapshot snapshot;
    private final RestoreOptions options;

    RestoreNeeds(Snapshot snapshot, RestoreOptions options) {
        this.snapshot = snapshot;
        this.options = options;
    }

    /** Names of variables whose values were taken out of an image. */
    static List<String> stripped(ContainerConfig config) {
        String names = config.labels().getOrDefault(SnapshotLabels.STRIPPED, "");
        return Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** @throws SnapshotException says all that is wrong */
    void check(List<Snapshot.Image> images, Map<String, ContainerConfig> configs) {
        List<String> mistakes = new ArrayList<>();
        for (String key : options.env().keySet()) {
            if (images.stream().noneMatch(each -> key.startsWith(each.container() + "/"))) {
                mistakes.add("a value for '" + key + "' is given, but such a container isn't started: it takes"
                        + " CONTAINER/VARIABLE");
            }
        }
        for (String key : options.hostPorts().keySet()) {
            if (images.stream()
                    .noneMatch(each -> each.setup().ports().stream()
                            .anyMatch(port -> key.equals(each.container() + "/" + port)))) {
                mistakes.add("a port for '" + key + "' is given, but such a one isn't published: it takes"
                        + " CONTAINER/PORT/PROTOCOL");
            }
        }
        List<String> missing = new ArrayList<>();
        configs.forEach((container, config) -> stripped(config).stream()
                .map(each -> container + "/" + each)
                .filter(each -> !options.env().containsKey(each))
                .forEach(missing::add));
        if (!missing.isEmpty()) {
            mistakes.add("values of environment variables were taken out of it, and must be given again: "
                    + String.join(", ", missing));
        }
        if (!mistakes.isEmpty()) {
            throw new SnapshotException(
                    "Snapshot " + snapshot.id() + " can't be started again: " + String.join("; ", mistakes), null);
        }
    }
}
