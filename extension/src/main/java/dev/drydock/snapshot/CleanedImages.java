package dev.drydock.snapshot;

import dev.drydock.client.BuildContext;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.client.model.ContainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images of a snapshot as they may leave this machine: without the values of secret variables, and with labels that they
 * need there. An image can't be changed; those that must be are built on, under names of their own, which are gone in the end.
 */
final class CleanedImages implements AutoCloseable {
    /** As long as what it stands for, so that one takes the place of the other in an archive. */
    private static final Pattern PREFIX = Pattern.compile("dryx[0-9a-f]{3}/");

    /** What a password in a value counts as. */
    private static final String PASSWORD = "PASSWORD";

    private final DockerClient client;
    private final String prefix =
            String.format("dryx%03x/", ThreadLocalRandom.current().nextInt(0x1000));
    private final Map<ImageReference, ImageReference> sources = new LinkedHashMap<>();
    private final TreeSet<String> stripped = new TreeSet<>();
    private final Map<String, String> evidence = new TreeMap<>();

    private CleanedImages(DockerClient client) {
        this.client = client;
    }

    /**
     * @param snapshot whose images they are
     * @param secret whether the value of the variable of that name is taken out; where it says so of {@code PASSWORD}, so are
     *     passwords in the values of others
     * @param labels that all must have
     * @return to be closed
     */
    static CleanedImages of(
            DockerClient client, Snapshot snapshot, Predicate<String> secret, Map<String, String> labels) {
        CleanedImages cleaned = new CleanedImages(client);
        try {
            for (ImageReference each : SnapshotImages.names(snapshot)) {
                if (!snapshot.evidence().equals(Optional.of(each))
                        || !cleaned.addEvidence(snapshot, each, secret, labels)) {
                    cleaned.add(each, secret, labels);
                }
            }
            return cleaned;
        } catch (RuntimeException e) {
            cleaned.close();
            throw e;
        }
    }

    /** Whether such a name is one of those that a killed process has left. */
    static boolean isOurs(ImageReference name, String id) {
        Matcher prefix = PREFIX.matcher(name.repository());
        return prefix.lookingAt()
                && SnapshotNames.isOurs(
                        new ImageReference(
                                name.registry(),
                                SnapshotNames.PREFIX + name.repository().substring(prefix.end()),
                                name.tag(),
                                null),
                        id);
    }

    /** A text that says names, with the snapshot's own in place of those of here. It is as long as before. */
    String plain(String text) {
        return text.replace(prefix, SnapshotNames.PREFIX);
    }

    /** @return by the name of each image of the snapshot, the one that stands for it: itself, when nothing was to be changed */
    Map<ImageReference, ImageReference> sources() {
        return new LinkedHashMap<>(sources);
    }

    /** @return what was written down beside, without the secrets */
    Map<String, String> evidence() {
        return new TreeMap<>(evidence);
    }

    /** @return names of the variables whose values were taken out, now or before */
    List<String> stripped() {
        return List.copyOf(stripped);
    }

    /**
     * What was written down knows only the secrets that were named then.
     *
     * @return false when there is nothing to change in it
     */
    private boolean addEvidence(
            Snapshot snapshot, ImageReference image, Predicate<String> secret, Map<String, String> labels) {
        Redaction redaction = redaction(snapshot, secret);
        Evidence before = EvidenceReader.read(client, image);
        boolean same = true;
        for (String each : before.files()) {
            String text = before.text(each).orElse("");
            String without = secret.test(PASSWORD) ? redaction.text(text) : text;
            same &= without.equals(text);
            evidence.put(each, without);
        }
        if (same) {
            return false;
        }
        TreeMap<String, String> all = new TreeMap<>(
                client.images().inspect(SnapshotNames.exact(image)).config().labels());
        all.putAll(labels);
        ImageReference name = standIn(image);
        sources.put(image, name);
        Path folder = null;
        try {
            folder = Files.createTempDirectory("drydock-evidence");
            Map<String, Path> files = new TreeMap<>();
            for (Map.Entry<String, String> each : evidence.entrySet()) {
                Path file = folder.resolve("text" + files.size());
                Files.writeString(file, each.getValue());
                files.put(each.getKey(), file);
            }
            EvidenceImage.load(client, name, all, client.system().version(), files, folder);
        } catch (IOException e) {
            throw new SnapshotException("What was written down beside can't be written anew: " + e.getMessage(), e);
        } finally {
            if (folder != null) {
                SpooledData.delete(folder);
            }
        }
        return true;
    }

    /** Knows the values of all variables that are secret now, in whatever container. */
    private Redaction redaction(Snapshot snapshot, Predicate<String> secret) {
        Map<Snapshot.Image, List<String>> variables = new LinkedHashMap<>();
        TreeSet<String> named = new TreeSet<>();
        for (Snapshot.Image each : snapshot.images()) {
            List<String> env = client.images()
                    .inspect(SnapshotNames.exact(each.name()))
                    .config()
                    .env();
            variables.put(each, env);
            env.stream()
                    .map(variable -> variable.replaceAll("(?s)=.*", ""))
                    .filter(secret)
                    .forEach(named::add);
        }
        Redaction redaction = Redaction.of(named);
        for (Map.Entry<Snapshot.Image, List<String>> each : variables.entrySet()) {
            redaction = redaction.with(each.getValue(), each.getKey().setup().image());
        }
        return redaction;
    }

    private ImageReference standIn(ImageReference image) {
        return new ImageReference(
                ImageReference.DOCKER_HUB,
                prefix + image.repository().substring(SnapshotNames.PREFIX.length()),
                image.tag(),
                null);
    }

    private void add(ImageReference image, Predicate<String> secret, Map<String, String> labels) {
        ContainerConfig config =
                client.images().inspect(SnapshotNames.exact(image)).config();
        Map<String, String> changed = changed(config.env(), secret);
        Set<String> names = changed.keySet();
        TreeMap<String, String> missing = new TreeMap<>(labels);
        missing.entrySet()
                .removeIf(each -> each.getValue().equals(config.labels().get(each.getKey())));
        TreeSet<String> all = new TreeSet<>(names);
        String before = config.labels().getOrDefault(SnapshotLabels.STRIPPED, "");
        if (!before.isEmpty()) {
            all.addAll(List.of(before.split(",", -1)));
        }
        stripped.addAll(all);
        if (names.isEmpty() && missing.isEmpty()) {
            sources.put(image, image);
            return;
        }
        missing.put(SnapshotLabels.STRIPPED, String.join(",", all));
        ImageReference name = standIn(image);
        sources.put(image, name);
        build(image, name, changed, missing);
        // What leaves the machine can't be called back, so that it isn't left to the builder.
        ContainerConfig made =
                client.images().inspect(SnapshotNames.exact(name)).config();
        changed.forEach((variable, value) -> {
            if (!value.equals(made.env(variable))) {
                throw new SnapshotException(
                        "The engine hasn't taken the value of a variable out of the image " + image, null);
            }
        });
    }

    /** What variables are to be instead. */
    private static Map<String, String> changed(List<String> variables, Predicate<String> secret) {
        Map<String, String> changed = new TreeMap<>();
        for (String each : variables) {
            int equals = each.indexOf('=');
            if (equals <= 0 || equals == each.length() - 1) {
                continue;
            }
            String name = each.substring(0, equals);
            String value = each.substring(equals + 1);
            if (secret.test(name)) {
                changed.put(name, "");
            } else if (secret.test(PASSWORD)) {
                String without = Redaction.withoutSecretsByForm(value);
                if (!without.equals(value)) {
                    // No instruction of a Dockerfile has line breaks in it.
                    changed.put(name, without.matches("\\P{Cntrl}*") ? without : "");
                }
            }
        }
        return changed;
    }

    private void build(
            ImageReference image, ImageReference name, Map<String, String> changed, Map<String, String> labels) {
        StringBuilder instructions = new StringBuilder(changed.isEmpty() ? "" : "ENV");
        for (String each : changed.keySet()) {
            if (!each.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
                throw new SnapshotException(
                        "The value of the variable '" + each + "' can't be taken out of the image " + image
                                + ": no Dockerfile can name it. Leave the secrets in, or name the variable otherwise.",
                        null);
            }
            instructions
                    .append(' ')
                    .append(each)
                    .append('=')
                    .append(ImageLabels.quoted(changed.getOrDefault(each, "")));
        }
        String base = client.images().inspect(SnapshotNames.exact(image)).id();
        try {
            new LayeredBuild(client)
                    .build(base, instructions.append('\n').toString(), new BuildContext(), labels, name);
        } catch (IOException e) {
            throw new SnapshotException("The image " + image + " can't be built on: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        List<ImageReference> made = new ArrayList<>(sources.values());
        made.removeAll(sources.keySet());
        new SnapshotImages(client).untag(made);
    }
}
