package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import java.io.IOException;
import java.io.InputStream;

/** Puts the data of the volumes on top of a committed container, as a layer. */
final class ImageBuilder {
    private final DockerClient client;

    ImageBuilder(DockerClient client) {
        this.client = client;
    }

    /**
     * @param frozen what was read
     * @param name that the engine gives the image when it is complete: between that and a call to name it we might be killed
     * @return the image's id
     */
    String build(Freezer.Frozen frozen, ImageReference name) throws IOException {
        // ADD unpacks, and keeps owners and modes. Into the volume's parent, so that the volume's own mode comes along.
        StringBuilder dockerfile =
                new StringBuilder("FROM ").append(frozen.committedId()).append('\n');
        BuildContext context = new BuildContext();
        int number = 0;
        for (VolumeSpool.Spooled volume : frozen.volumes()) {
            String file = "volume" + number++ + ".tar";
            context.add(file, volume.file());
            dockerfile
                    .append("ADD [\"")
                    .append(file)
                    .append("\", ")
                    .append(json(volume.parent()))
                    .append("]\n");
        }
        // The last step, so that an image without a maker is complete. All other labels came with the commit.
        dockerfile.append("LABEL ").append(SnapshotLabels.MAKER).append("=\"\"\n");
        context.add("Dockerfile", dockerfile.toString());
        try (InputStream tar = context.open()) {
            return client.images().build(BuildSpec.DEFAULT.withTags(name), tar, progress -> {});
        }
    }

    /** A string of a Dockerfile's JSON form, in which the builder still replaces variables. */
    private static String json(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\\\$");
        return "\"" + escaped + "\"";
    }
}
