package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The image that holds what was written down beside a snapshot: nothing but those files. */
final class EvidenceImage {
    private static final String FOLDER = "evidence";

    private EvidenceImage() {}

    /**
     * @param snapshot that the files are about
     * @param maker who makes it
     * @param files by their paths in the image
     * @return the image's name, which it gets when it is complete
     */
    static ImageReference build(DockerClient client, Snapshot snapshot, String maker, Map<String, Path> files)
            throws IOException {
        ImageReference name = SnapshotNames.evidence(snapshot.name(), snapshot.id());
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(SnapshotLabels.ID, snapshot.id());
        labels.put(SnapshotLabels.KIND, snapshot.kind().name().toLowerCase(Locale.ROOT));
        labels.put(SnapshotLabels.NAME, snapshot.name());
        labels.put(SnapshotLabels.SIZE, "" + snapshot.images().size());
        labels.put(SnapshotLabels.TEST, snapshot.test());
        labels.put(SnapshotLabels.CREATED, snapshot.created());
        labels.put(SnapshotLabels.CONSISTENT, "" + snapshot.consistent());
        labels.put(SnapshotLabels.MAKER, maker);
        // The maker first and last, as with the images of the containers: what is half-made says whose it is. All
        // labels in one
        // step, since each step is a layer.
        String dockerfile = "FROM scratch\n"
                + labels.entrySet().stream()
                        .map(each -> each.getKey() + "=" + quoted(each.getValue()))
                        .collect(Collectors.joining(" \\\n ", "LABEL ", "\n"))
                + "COPY " + FOLDER + "/ /\n"
                + "LABEL " + SnapshotLabels.MAKER + "=\"\"\n";
        BuildContext context = new BuildContext();
        for (Map.Entry<String, Path> each : files.entrySet()) {
            context.add(FOLDER + "/" + each.getKey(), each.getValue());
        }
        context.add("Dockerfile", dockerfile);
        try (InputStream tar = context.open()) {
            client.images().build(BuildSpec.DEFAULT.withTags(name), tar, progress -> {});
        }
        return name;
    }

    /** A word of a Dockerfile, in which builders replace variables. */
    static String quoted(String text) {
        return "\""
                + text.replaceAll("\\p{Cntrl}", " ")
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                + "\"";
    }
}
