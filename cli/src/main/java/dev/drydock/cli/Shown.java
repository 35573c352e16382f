package dev.drydock.cli;

import dev.drydock.client.ImageReference;
import dev.drydock.snapshot.FrozenContainer;
import dev.drydock.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Snapshots as JSON shows them. Names of fields stay; new ones may come. */
final class Shown {
    private Shown() {}

    static String kind(Snapshot snapshot) {
        return snapshot.kind().name().toLowerCase(Locale.ROOT);
    }

    /** @param bytes that it alone takes; {@code null} to leave them out */
    static Map<String, Object> snapshot(Snapshot snapshot, @Nullable Long bytes) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", snapshot.id());
        shown.put("kind", kind(snapshot));
        shown.put("name", snapshot.name());
        shown.put("test", snapshot.test());
        shown.put("created", snapshot.created());
        shown.put("consistent", snapshot.consistent());
        if (bytes != null) {
            shown.put("bytes", bytes);
        }
        List<Object> containers = new ArrayList<>();
        for (Snapshot.Image each : snapshot.images()) {
            containers.add(container(each));
        }
        shown.put("containers", containers);
        shown.put("evidence", snapshot.evidence().map(ImageReference::toString).orElse(""));
        return shown;
    }

    static Map<String, Object> container(Snapshot.Image image) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", image.container());
        container.put("image", image.name().toString());
        container.put("imageId", image.imageId());
        return container;
    }

    /** How a container was set up. */
    static Map<String, Object> setup(FrozenContainer setup) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("image", setup.image());
        shown.put("imageId", setup.imageId());
        shown.put("hostname", setup.hostname());
        shown.put("dependsOn", setup.dependsOn());
        shown.put("networkMode", setup.networkMode());
        shown.put("networks", setup.networks());
        shown.put("ports", setup.ports());
        List<Object> volumes = new ArrayList<>();
        setup.volumes().forEach(each -> {
            Map<String, Object> volume = new LinkedHashMap<>();
            volume.put("kind", each.kind().name().toLowerCase(Locale.ROOT));
            volume.put("volume", each.volume());
            volume.put("path", each.path());
            volume.put("readOnly", each.readOnly());
            volume.put("kept", each.kept());
            volumes.add(volume);
        });
        shown.put("volumes", volumes);
        shown.put("running", setup.running());
        return shown;
    }
}
