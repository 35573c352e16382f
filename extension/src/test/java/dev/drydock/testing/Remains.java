package dev.drydock.testing;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.VolumeDetails;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What a JVM has on the engine, and has written on this machine. Volumes count that its containers were seen to have. */
public final class Remains {
    private final String pid;
    private final Set<String> volumes = ConcurrentHashMap.newKeySet();

    /** Of the JVM with that process id. */
    public Remains(long pid) {
        this.pid = "|" + pid + "|";
    }

    private boolean isOurs(Map<String, String> labels, String label) {
        return labels.getOrDefault(label, "").contains(pid);
    }

    /** What is there now; empty for nothing. */
    public Set<String> now() throws IOException {
        Set<String> present = new TreeSet<>();
        Filters owned = Filters.byLabel("dev.drydock.owner");
        for (ContainerSummary each : TestEngine.CLIENT.containers().list(owned)) {
            if (isOurs(each.labels(), "dev.drydock.owner")) {
                present.add("container " + each.names() + " " + each.state());
                each.mounts().stream().map(Mount::name).filter(Objects::nonNull).forEach(volumes::add);
            }
        }
        for (NetworkDetails each : TestEngine.CLIENT.networks().list(owned)) {
            if (isOurs(each.labels(), "dev.drydock.owner")) {
                present.add("network " + each.name());
            }
        }
        Set<String> seen = new HashSet<>(volumes);
        for (VolumeDetails each : TestEngine.CLIENT.volumes().list(Filters.NONE)) {
            if (seen.contains(each.name()) || isOurs(each.labels(), "dev.drydock.owner")) {
                present.add("volume " + each.name());
            }
        }
        for (ImageSummary each : TestEngine.CLIENT.images().list(Filters.byLabel("dev.drydock.snapshot.maker"))) {
            if (each.repoTags().isEmpty() && isOurs(each.labels(), "dev.drydock.snapshot.maker")) {
                present.add("half-made image " + each.id());
            }
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "drydock-snapshot*")) {
            for (Path each : folders) {
                if (maker(each).contains(pid)) {
                    present.add("folder " + each);
                }
            }
        }
        return present;
    }

    private static String maker(Path folder) {
        try {
            return Files.readString(folder.resolve("maker"));
        } catch (IOException e) {
            return "";
        }
    }
}
