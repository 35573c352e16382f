package dev.drydock.snapshot;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageLoadOptions;
import dev.drydock.client.ImageReference;
import dev.drydock.client.TarArchive;
import dev.drydock.client.TarAttributes;
import dev.drydock.client.model.EngineVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The image that holds what was written down beside a snapshot: nothing but those files, in one layer. It is made here and loaded
 * whole, in a fraction of the time of a build; an engine's import of files is as fast, but Podman's takes one label only.
 */
final class EvidenceImage {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TarAttributes FILE = TarAttributes.of(0644);
    private static final TarAttributes FOLDER = TarAttributes.of(0755);

    private EvidenceImage() {}

    /**
     * @param name that the image gets when it is complete
     * @param labels of the image; the files and it are as old as those say
     * @param engine that it is for
     * @param files by their paths in the image
     * @param folder for a temporary file
     */
    static void load(
            DockerClient client,
            ImageReference name,
            Map<String, String> labels,
            EngineVersion engine,
            Map<String, Path> files,
            Path folder)
            throws IOException {
        Instant created = Instant.parse(labels.get(SnapshotLabels.CREATED));
        Path layer = Files.createTempFile(folder, "layer", "");
        String digest = write(files, created, layer);
        byte[] config = JSON.writeValueAsBytes(config(labels, created, engine, digest));
        Map<String, Object> manifest = Map.of(
                "Config",
                "config.json",
                "RepoTags",
                List.of(SnapshotNames.exact(name)),
                "Layers",
                List.of("layer.tar"));
        TarArchive image = new TarArchive()
                .file("layer.tar", layer, FILE)
                .file("config.json", config, FILE)
                .file("manifest.json", JSON.writeValueAsBytes(List.of(manifest)), FILE);
        try (InputStream tar = image.open()) {
            client.images().load(tar, ImageLoadOptions.DEFAULT.withQuiet(true), progress -> {});
        }
    }

    /** @return the layer's digest */
    private static String write(Map<String, Path> files, Instant created, Path layer) throws IOException {
        TarArchive archive = new TarArchive();
        Map<String, Path> sorted = new TreeMap<>(files);
        sorted.keySet().stream()
                .filter(each -> each.contains("/"))
                .map(each -> each.substring(0, each.indexOf('/')))
                .distinct()
                .forEach(each -> archive.folder(each, FOLDER.withTime(created)));
        sorted.forEach((path, file) -> archive.file(path, file, FILE.withTime(created)));
        MessageDigest digest = Sha256.digest();
        try (InputStream tar = new DigestInputStream(archive.open(), digest)) {
            Files.copy(tar, layer, StandardCopyOption.REPLACE_EXISTING);
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static Map<String, Object> config(
            Map<String, String> labels, Instant created, EngineVersion engine, String layer) {
        return Map.of(
                "architecture",
                Objects.requireNonNullElse(engine.arch(), ""),
                "os",
                Objects.requireNonNullElse(engine.os(), ""),
                "created",
                created.toString(),
                "config",
                Map.of("Labels", labels),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(layer)),
                "history",
                List.of(Map.of("created", created.toString(), "created_by", Freezer.COMMENT)));
    }
}
