package dev.drydock.testing;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.VolumeDetails;
import dev.drydock.snapshot.SnapshotLabels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run makes besides containers and networks: a volume, a built image, one to which the user has given a name since, and
 * one that is complete but not named yet.
 */
public final class Besides implements AutoCloseable {
    /** The user's name. */
    public static final String MINE = "named-by-hand-for-tests:1";

    private final String volume;
    private final List<String> unnamed;

    /** Makes them, with the labels of a run. */
    public Besides(Map<String, String> labels) throws IOException {
        String run = labels.get("dev.drydock.run");
        String owner = labels.get("dev.drydock.owner");
        volume = "drydock-" + run + "-data";
        TestEngine.CLIENT.volumes().create(volume, Map.of("dev.drydock.run", run, "dev.drydock.owner", owner));
        String named = build("busybox:1.36", owner, "ENV NAMED=" + run);
        TestEngine.CLIENT.images().tag(named, ImageReference.parse(MINE));
        String built = build("busybox:1.36", owner, "ENV RUN=" + run);
        // The build's last step takes the label away; only the image below still tells whose it is.
        unnamed = List.of(build(built, "", ""), built);
    }

    private static String build(String base, String maker, String step) throws IOException {
        BuildContext context = new BuildContext();
        context.add(
                "Dockerfile",
                "FROM " + base + "\n" + step + "\nLABEL " + SnapshotLabels.MAKER + "=\"" + maker + "\"\n");
        try (InputStream tar = context.open()) {
            return TestEngine.CLIENT.images().build(BuildSpec.DEFAULT, tar, progress -> {});
        }
    }

    /** A folder of data of volumes, as a snapshot makes one. */
    public static Path spooled(Map<String, String> labels) throws IOException {
        Path folder = Files.createTempDirectory("drydock-snapshot");
        Files.writeString(folder.resolve("maker"), labels.get("dev.drydock.owner"));
        Files.writeString(folder.resolve("volume.tar"), "data");
        return folder;
    }

    /** What of it is there, by name or id; not an image below one that has no name. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        TestEngine.CLIENT.volumes().list(Filters.NONE).stream()
                .map(VolumeDetails::name)
                .filter(volume::equals)
                .forEach(left::add);
        TestEngine.CLIENT.images().list(Filters.NONE).stream()
                .flatMap(each -> Stream.concat(Stream.of(each.id()), each.repoTags().stream()))
                // Podman says the registry of every name, too.
                .map(each -> each.endsWith("/" + MINE) ? MINE : each)
                .filter(each -> unnamed.contains(each) || each.equals(MINE))
                .forEach(left::add);
        return left;
    }

    @Override
    public void close() {
        if (left().contains(volume)) {
            TestEngine.CLIENT.volumes().remove(volume);
        }
        Stream.concat(Stream.of(MINE), unnamed.stream()).forEach(each -> {
            if (left().contains(each)) {
                TestEngine.CLIENT.images().remove(each, false);
            }
        });
    }
}
