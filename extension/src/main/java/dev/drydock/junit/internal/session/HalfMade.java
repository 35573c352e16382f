package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.snapshot.SnapshotLabels;
import java.util.LinkedHashMap;
import java.util.Map;

/** Images without a name that a killed JVM had made for itself, or was making. */
final class HalfMade {
    private HalfMade() {}

    /**
     * Those that are there, with the JVM that made them, as labels write it. The last step of a snapshot's build takes that
     * label away; between this step and the naming only the image below tells it.
     */
    static Map<ImageSummary, String> all(DockerClient client) {
        Map<ImageSummary, String> makers = new LinkedHashMap<>();
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.MAKER))) {
            if (each.repoTags().isEmpty()) {
                String own = each.labels().getOrDefault(SnapshotLabels.MAKER, "");
                String maker = own.isEmpty() ? ofParent(client, each) : own;
                if (!maker.isEmpty()) {
                    makers.put(each, maker);
                }
            }
        }
        return makers;
    }

    private static String ofParent(DockerClient client, ImageSummary image) {
        String parent = image.parentId();
        if (parent == null || parent.isEmpty()) {
            return "";
        }
        try {
            return client.images().inspect(parent).config().labels().getOrDefault(SnapshotLabels.MAKER, "");
        } catch (NotFoundException e) {
            // It went meanwhile.
            return "";
        }
    }
}
