package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.model.EngineVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot in one file: what it is of, where it was taken, with which versions, and how it is opened. */
final class EvidenceSummary {
    /** Once for all: a run doesn't change its own sources. */
    private static final class Sources {
        static final Optional<GitRevision> GIT = GitRevision.of(Path.of(""));
    }

    private final DockerClient client;
    private final SnapshotRequest request;
    private final Snapshot snapshot;
    private final Redaction redaction;

    EvidenceSummary(DockerClient client, SnapshotRequest request, Snapshot snapshot, Redaction redaction) {
        this.client = client;
        this.request = request;
        this.snapshot = snapshot;
        this.redaction = redaction;
    }

    String json(EngineVersion version, Collection<Inspected> inspected) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("id", snapshot.id());
        all.put("kind", snapshot.kind().name().toLowerCase(Locale.ROOT));
        all.put("name", redaction.text(snapshot.name()));
        all.put("test", redaction.text(snapshot.test()));
        request.facts().forEach((name, text) -> {
            if (!name.contains(".")) {
                all.put(name, redaction.text(text));
            }
        });
        all.put("created", snapshot.created());
        all.put("consistent", snapshot.consistent());
        all.put("remarks", snapshot.remarks().stream().map(redaction::text).toList());
        all.put("open", snapshot.openCommand());
        // The image that this is written into is one of those to remove.
        all.put(
                "remove",
                snapshot.withEvidence(SnapshotNames.evidence(snapshot.name(), snapshot.id()))
                        .removeCommand());
        all.put("containers", containers(inspected));
        all.put("engine", engine(version));
        all.put("drydock", version());
        all.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        all.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        Sources.GIT.ifPresent(git -> {
            Map<String, @Nullable Object> revision = new LinkedHashMap<>();
            revision.put("revision", git.revision());
            revision.put("branch", git.branch());
            revision.put("changed", git.changed().orElse(null));
            all.put("git", revision);
        });
        return SecretlessJson.plain(all);
    }

    private static String version() {
        String version = Snapshots.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private List<Object> containers(Collection<Inspected> inspected) {
        List<Object> containers = new ArrayList<>();
        for (SnapshotRequest.Member each : request.members()) {
            Inspected details = inspected.stream()
                    .filter(one -> one.id().equals(each.containerId()))
                    .findFirst()
                    .orElse(Inspected.of(null));
            Map<String, @Nullable Object> container = new LinkedHashMap<>();
            container.put("name", each.name());
            container.put("image", each.image());
            container.put("imageId", details.text("Image"));
            container.put("digests", digests(details.text("Image")));
            container.put("running", details.running());
            if (!details.running()) {
                container.put("exitCode", details.text("State", "ExitCode"));
            }
            snapshot.image(each.name()).ifPresent(image -> {
                container.put("snapshot", image.name().toString());
                container.put("open", redaction.text(image.openCommand()));
            });
            containers.add(container);
        }
        return containers;
    }

    private List<String> digests(String image) {
        try {
            return image.isEmpty() ? List.of() : client.images().inspect(image).repoDigests();
        } catch (DockerException e) {
            return List.of();
        }
    }

    private Map<String, @Nullable Object> engine(EngineVersion version) {
        Map<String, @Nullable Object> engine = new LinkedHashMap<>();
        engine.put("kind", client.isPodman() ? "podman" : "docker");
        engine.put("version", version.version());
        engine.put("api", client.apiVersion().toString());
        engine.put("os", version.os() + "/" + version.arch());
        engine.put("kernel", version.kernelVersion());
        return engine;
    }
}
