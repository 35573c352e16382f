package dev.drydock.snapshot;

import dev.drydock.client.ArchiveEntry;
import dev.drydock.client.DockerClient;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageDetails;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the files of containers, by the layers of their images. */
final class Differences {
    /** Nobody in a container can write to what is below these. */
    private static final Set<String> MOUNTED = Set.of("etc/hostname", "etc/hosts", "etc/resolv.conf");

    private final DockerClient client;
    private final LongConsumer progress;

    Differences(DockerClient client, LongConsumer progress) {
        this.client = client;
        this.progress = progress;
    }

    List<FileDifference> againstBase(Snapshot snapshot, String container) {
        Snapshot.Image image = image(snapshot, container);
        ImageDetails details = client.images().inspect(image.imageId());
        Set<String> volumes = volumes(image, details);
        List<String> names = List.of(SnapshotNames.exact(image.name()));
        Optional<ImageDetails> base = inspect(image.setup().imageId());
        // The name may mean another image by now: its layers tell.
        OptionalInt size = Stream.of(base, inspect(image.setup().image()))
                .flatMap(Optional::stream)
                .map(each -> each.rootFS().layers())
                .filter(each -> isBeginning(each, details.rootFS().layers()))
                .mapToInt(List::size)
                .findFirst();
        SavedImages saved = save(size.isEmpty() && base.isPresent() ? with(names, base.get()) : names);
        SavedImages.Image own = saved.image(Optional.of(image.name()), image.imageId());
        // The commit is the last step of a container; the data of its volumes came after it.
        int below = size.orElseGet(() -> own.comments().lastIndexOf(Freezer.COMMENT));
        if (below >= 0) {
            return compare(own.layers().subList(0, below), own.layers(), volumes);
        }
        if (base.isPresent()) {
            return compare(saved.image(Optional.empty(), base.get().id()).layers(), own.layers(), volumes);
        }
        throw new SnapshotException(
                "The image that container '" + container + "' was made of isn't there any more: pull "
                        + image.setup().image() + ", or compare with another snapshot",
                null);
    }

    private static List<String> with(List<String> names, ImageDetails base) {
        return Stream.concat(names.stream(), Stream.of(base.id())).toList();
    }

    private Optional<ImageDetails> inspect(String image) {
        try {
            return image.isEmpty()
                    ? Optional.empty()
                    : Optional.of(client.images().inspect(image));
        } catch (NotFoundException e) {
            // Somebody has removed it; the snapshot keeps its layers all the same.
            return Optional.empty();
        }
    }

    private static boolean isBeginning(List<String> some, List<String> all) {
        return some.size() <= all.size() && all.subList(0, some.size()).equals(some);
    }

    List<FileDifference> between(Snapshot before, Snapshot after, String container) {
        Snapshot.Image one = image(before, container);
        Snapshot.Image other = image(after, container);
        Set<String> volumes = volumes(one, client.images().inspect(one.imageId()));
        volumes.addAll(volumes(other, client.images().inspect(other.imageId())));
        Set<String> names = new LinkedHashSet<>();
        for (Snapshot.Image each : List.of(one, other)) {
            names.add(SnapshotNames.exact(each.name()));
        }
        // In one archive: layers that both have come once.
        SavedImages saved = save(List.copyOf(names));
        return compare(
                saved.image(Optional.of(one.name()), one.imageId()).layers(),
                saved.image(Optional.of(other.name()), other.imageId()).layers(),
                volumes);
    }

    private static Snapshot.Image image(Snapshot snapshot, String container) {
        return snapshot.image(container)
                .orElseThrow(() -> new SnapshotException(
                        "Snapshot " + snapshot.id() + " has no container '" + container + "', but "
                                + snapshot.images().stream()
                                        .map(each -> "'" + each.container() + "'")
                                        .collect(Collectors.joining(", ")),
                        null));
    }

    private static Set<String> volumes(Snapshot.Image image, ImageDetails details) {
        Set<String> volumes = new TreeSet<>(details.config().volumes().keySet());
        image.setup().volumes().forEach(each -> volumes.add(each.path()));
        return volumes.stream().map(each -> each.replaceAll("/+$", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private SavedImages save(List<String> images) {
        try (InputStream tar = new CountedInput(client.images().save(images, List.of()), progress)) {
            return SavedImages.read(tar);
        } catch (IOException e) {
            throw new SnapshotException("The engine's archive of " + images + " can't be read: " + e.getMessage(), e);
        }
    }

    private static List<FileDifference> compare(List<Layer> before, List<Layer> after, Set<String> volumes) {
        Map<String, FileState> old = Layer.tree(before);
        Map<String, FileState> now = Layer.tree(after);
        Set<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<FileDifference> differences = new ArrayList<>();
        for (String path : paths) {
            FileState was = old.get(path);
            FileState is = now.get(path);
            // A time alone is none: engines change those of folders, and a container those of what it has only touched.
            if ((was == null || is == null || !was.isSame(is)) && !isEngines(path, was, is)) {
                differences.add(new FileDifference(
                        "/" + path, volume("/" + path, volumes), Optional.ofNullable(was), Optional.ofNullable(is)));
            }
        }
        return differences;
    }

    /** Docker 28 leaves what it mounts its own files over in the container, once an archive of it was read. */
    private static boolean isEngines(String path, @Nullable FileState was, @Nullable FileState is) {
        FileState only = was == null ? is : is == null ? was : null;
        return only != null && only.kind() == ArchiveEntry.Kind.FILE && only.size() == 0 && MOUNTED.contains(path);
    }

    private static String volume(String path, Set<String> volumes) {
        return volumes.stream()
                .filter(each -> path.equals(each) || path.startsWith(each + "/"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}
