package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.ImageReference;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the data of the volumes on top of a committed container, as layers. */
final class ImageBuilder {
    private final LayeredBuild engine;

    ImageBuilder(LayeredBuild engine) {
        this.engine = engine;
    }

    /**
     * @param base image of a committed container, or one that has the data already
     * @param volumes what is added to it; empty for nothing
     * @param labels that the image gets over those of its base; but for the maker, which it gets in the same step
     * @param name that the engine gives the image when it is complete: between that and a call to name it we might be killed
     * @return the image's id
     */
    String build(String base, List<VolumeSpool.Spooled> volumes, Map<String, String> labels, ImageReference name)
            throws IOException {
        // ADD unpacks, and keeps owners and modes. Into the volume's parent, so that the volume's own mode comes along.
        StringBuilder dockerfile = new StringBuilder();
        BuildContext context = new BuildContext();
        int number = 0;
        // What is mounted in a volume comes after it.
        for (VolumeSpool.Spooled volume : volumes.stream()
                .sorted(Comparator.comparing(VolumeSpool.Spooled::destination))
                .toList()) {
            String file = "volume" + number++ + ".tar";
            context.add(file, volume.file());
            dockerfile
                    .append("ADD [\"")
                    .append(file)
                    .append("\", ")
                    .append(json(volume.parent()))
                    .append("]\n");
        }
        // The last step, so that an image without a maker is complete.
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put(SnapshotLabels.MAKER, "");
        dockerfile.append(ImageLabels.instruction(all));
        return engine.build(base, dockerfile.toString(), context, Map.of(), name);
    }

    /** A string of a Dockerfile's JSON form, in which the builder still replaces variables. */
    private static String json(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\\\$");
        return "\"" + escaped + "\"";
    }
}
