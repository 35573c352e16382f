package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.snapshot.SnapshotLabels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Images without a name that a killed JVM had made for itself, or was making. */
final class HalfMade {
    /** BuildKit builds on nothing without a name. */
    private static final Pattern UNDER_WAY = Pattern.compile("drydock/under-way:[0-9a-f-]{36}");

    private HalfMade() {}

    /**
     * Those that are there, with the JVM that made them, as labels write it. The last step of a snapshot's build takes that
     * label away; between this step and the naming only the image below tells it.
     */
    static Map<ImageSummary, String> all(DockerClient client) {
        Map<ImageSummary, String> makers = new LinkedHashMap<>();
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.MAKER))) {
            if (each.repoTags().stream()
                    .allMatch(name -> UNDER_WAY.matcher(name).matches())) {
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
