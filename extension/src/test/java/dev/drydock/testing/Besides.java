package dev.drydock.testing;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.VolumeDetails;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run makes besides containers and networks: a volume and a built image, to which the user has given a name, too. */
public final class Besides implements AutoCloseable {
    /** The user's name. */
    public static final String MINE = "named-by-hand-for-tests:1";

    private final String volume;
    private final String built;

    /** Makes them, with the labels of a run. */
    public Besides(Map<String, String> labels) throws IOException {
        String run = labels.get("dev.drydock.run");
        volume = "drydock-" + run + "-data";
        built = "drydock/build-" + run + ":web";
        Map<String, String> own =
                Map.of("dev.drydock.run", String.valueOf(run), "dev.drydock.owner", labels.get("dev.drydock.owner"));
        TestEngine.CLIENT.volumes().create(volume, own);
        BuildContext context = new BuildContext();
        StringBuilder dockerfile = new StringBuilder("FROM busybox:1.36\n");
        own.forEach((key, value) -> dockerfile
                .append("LABEL ")
                .append(key)
                .append("=\"")
                .append(value)
                .append("\"\n"));
        context.add("Dockerfile", dockerfile.toString());
        try (InputStream tar = context.open()) {
            String id = TestEngine.CLIENT.images().build(BuildSpec.DEFAULT, tar, progress -> {});
            TestEngine.CLIENT.images().tag(id, ImageReference.parse(built));
            TestEngine.CLIENT.images().tag(id, ImageReference.parse(MINE));
        }
    }

    /** A folder of data of volumes, as a snapshot makes one. */
    public static Path spooled(Map<String, String> labels) throws IOException {
        Path folder = Files.createTempDirectory("drydock-snapshot");
        Files.writeString(folder.resolve("maker"), labels.get("dev.drydock.owner"));
        Files.writeString(folder.resolve("volume.tar"), "data");
        return folder;
    }

    /** What of it is there. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        TestEngine.CLIENT.volumes().list(Filters.NONE).stream()
                .map(VolumeDetails::name)
                .filter(volume::equals)
                .forEach(left::add);
        TestEngine.CLIENT.images().list(Filters.NONE).stream()
                .flatMap(each -> each.repoTags().stream())
                .filter(each -> each.equals(built) || each.equals(MINE))
                .forEach(left::add);
        return left;
    }

    @Override
    public void close() {
        List<String> left = left();
        if (left.remove(volume)) {
            TestEngine.CLIENT.volumes().remove(volume);
        }
        left.forEach(each -> TestEngine.CLIENT.images().remove(each, false));
    }
}
