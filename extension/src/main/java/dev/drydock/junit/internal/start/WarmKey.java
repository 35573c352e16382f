package dev.drydock.junit.internal.start;

import dev.drydock.client.Archives;
import dev.drydock.client.TarArchive;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.FilePlan;
import dev.drydock.junit.internal.plan.ProcessPlan;
import dev.drydock.snapshot.SnapshotLabels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A digest of all that goes into the first state of a set of containers: what is equal in that may start from it. */
final class WarmKey {
    /** To be raised when another Drydock freezes otherwise. */
    private static final int FORM = 1;

    private final Canonical text = new Canonical().add("form", FORM);
    private final Placeholders placeholders;
    private final ClassLoader loader;

    /**
     * @param engine that keeps the images; empty when it doesn't matter
     * @param placeholders of the containers' scope
     * @param loader that finds resources
     */
    WarmKey(String engine, Placeholders placeholders, ClassLoader loader) {
        this.placeholders = placeholders;
        this.loader = loader;
        text.add("engine", engine);
    }

    /**
     * @param plan of a container of the set
     * @param image that it is made of
     * @throws IOException when a file to copy can't be read
     */
    void add(ContainerPlan plan, ImageDetails image) throws IOException {
        add(plan, plan.image().build().isPresent() ? built(image) : image.id());
    }

    /**
     * As it is declared, with its image by name, whatever that is by now.
     *
     * @param plan of a container
     * @throws IOException when a file to copy can't be read
     */
    void add(ContainerPlan plan) throws IOException {
        add(plan, plan.image().shown());
    }

    private void add(ContainerPlan plan, Object image) throws IOException {
        ProcessPlan process = plan.process();
        text.add("name", plan.name())
                .add("image", image)
                .add("platform", plan.image().platform())
                .add("ports", plan.ports())
                .add("env", filled(process.env()))
                .add("command", filled(process.command()))
                .add("entrypoint", filled(process.entrypoint()))
                .add("user", process.user())
                .add("workingDir", process.workingDir())
                .add("hostname", process.hostname())
                .add("init", process.init())
                .add("storage", plan.storage())
                .add("limits", plan.limits())
                .add("network", plan.network())
                .add("labels", filled(plan.labels()))
                .add("health", plan.healthCheck())
                .add("dependsOn", plan.dependsOn())
                .add("ready", plan.ready())
                .add("stopSignal", plan.life().stopSignal());
        for (FilePlan each : plan.files()) {
            text.add("file", each.to()).add("content", content(each));
        }
    }

    private Map<String, String> filled(Map<String, String> texts) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((name, value) -> filled.put(name, placeholders.fillButSecrets(value)));
        return filled;
    }

    private List<String> filled(List<String> texts) {
        return texts.stream().map(placeholders::fillButSecrets).toList();
    }

    /** Not its id: that is a new one in each run, since its labels say who has built it. */
    private static Map<String, @Nullable Object> built(ImageDetails image) {
        Map<String, String> labels = new LinkedHashMap<>(image.config().labels());
        labels.remove(SnapshotLabels.MAKER);
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("layers", image.rootFS().layers());
        all.put("labels", labels);
        all.put("env", image.config().env());
        all.put("command", image.config().cmd());
        all.put("entrypoint", image.config().entrypoint());
        all.put("ports", image.config().exposedPorts());
        all.put("volumes", image.config().volumes());
        all.put("user", image.config().user());
        all.put("workingDir", image.config().workingDir());
        all.put("health", image.config().healthcheck());
        all.put("stopSignal", image.config().stopSignal());
        return all;
    }

    private String content(FilePlan file) throws IOException {
        MessageDigest digest = sha256();
        TarArchive archive = new TarArchive();
        FileMembers members = new FileMembers(file, archive, "file", () -> false);
        if (file.from().isEmpty()) {
            members.addText(placeholders.fillButSecrets(file.content()));
        } else {
            members.addSource(loader);
        }
        try (InputStream tar = archive.open()) {
            Archives.read(tar, (entry, content) -> {
                // Not when it was changed: a checkout makes all files anew.
                String head = String.join(
                        "\0",
                        entry.name(),
                        entry.kind().name(),
                        Integer.toOctalString(entry.mode()),
                        entry.uid() + ":" + entry.gid(),
                        Long.toString(entry.size()),
                        entry.link());
                digest.update((head + "\0").getBytes(StandardCharsets.UTF_8));
                content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The key of all that was added: 64 hexadecimal digits. */
    String digest() {
        return HexFormat.of().formatHex(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
