package dev.drydock.snapshot;

import dev.drydock.client.BuildSpec;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots on an engine: takes, lists, finds and removes them. Thread-safe; but two snapshots of the same container
 * must not be taken at the same time, since each pauses and unpauses it.
 *
 * <p>All that is known of a snapshot lies in the labels of its images, so that any process, today or next week, finds it.
 */
public final class Snapshots {
    private final DockerClient client;
    private final PauseGuard guard;
    private final BuildSpec.@Nullable Builder builder;

    /** @param client of the engine; not closed here */
    public Snapshots(DockerClient client) {
        this(client, PauseGuard.NONE);
    }

    /**
     * @param client of the engine; not closed here
     * @param guard told when containers are paused, and go on
     */
    public Snapshots(DockerClient client, PauseGuard guard) {
        this(client, guard, null);
    }

    /** @param builder of the engine, the one to use; {@code null} for whichever there is */
    Snapshots(DockerClient client, PauseGuard guard, BuildSpec.@Nullable Builder builder) {
        this.client = client;
        this.guard = guard;
        this.builder = builder;
    }

    /**
     * Freezes containers. All that run are paused together; while they are, their file systems are committed and the data
     * of their volumes copied to temporary files of this machine; then they go on, and the images are built. Stopped
     * containers are read as they are. Before the pause, the members' own commands are run, and memory file systems read.
     * What of this isn't possible is one of the snapshot's remarks.
     *
     * @param request what to freeze
     * @param threads run the reading of the containers, which goes on in parallel
     * @return the snapshot
     * @throws SnapshotException when it couldn't be taken; the containers go on, and nothing half-made is left
     */
    public Snapshot take(SnapshotRequest request, ExecutorService threads) {
        return new Taking(client, guard, threads, new LayeredBuild(client, builder)).take(request);
    }

    /**
     * Lists what is complete. A set that lacks an image, since a process was killed while it made or removed them, isn't.
     *
     * @return all snapshots that the engine has, the oldest first
     */
    public List<Snapshot> list() {
        return new SnapshotList(client).complete();
    }

    /**
     * @param text id of a snapshot, a beginning of it that no other snapshot's id has, the name of one of its images, or the
     *     name of the snapshot, such as {@code OrderTests.keepsOrders}, which means the latest of that name
     * @return it, if the engine has it
     */
    public Optional<Snapshot> find(String text) {
        return new SnapshotList(client).find(text);
    }

    /**
     * The snapshot that a person means.
     *
     * @param text an id; or a name, of which the latest counts; or the beginning of either, where that is clear
     * @return it
     * @throws SnapshotException when there is none, or several that differ in their names; it lists what there is
     */
    public Snapshot choose(String text) {
        return new SnapshotChoice(list()).of(text);
    }

    /**
     * Names of environment variables whose values were taken out of a container's image: whoever starts it again must give
     * them.
     *
     * @param image of a snapshot
     * @return the names; empty as a rule
     */
    public List<String> stripped(Snapshot.Image image) {
        return RestoreNeeds.stripped(
                client.images().inspect(image.name().toString()).config());
    }

    /**
     * Removes a snapshot's images; all of them, or none.
     *
     * @param snapshot as taken or found
     * @throws ConflictException when a container that was started from one of them still exists
     */
    public void remove(Snapshot snapshot) {
        new SnapshotImages(client).remove(snapshot);
    }

    /**
     * Reads what was written down beside a snapshot.
     *
     * @param snapshot as taken or found
     * @return it; without files when there is none
     */
    public Evidence evidence(Snapshot snapshot) {
        return snapshot.evidence()
                .map(image -> EvidenceReader.read(client, image))
                .orElse(new Evidence(Map.of()));
    }

    /**
     * Starts the containers of a snapshot again, as they were: in a network of their own, with the same names in it, the same
     * ports on free ones, and the data of their volumes. Volumes are fresh ones, those that several had in common are common
     * again. Folders of the engine's machine aren't mounted; what was kept of them is in the container's own files. Each is
     * started when those that it depends on answer. Returns when all have been started.
     *
     * @param snapshot as taken or found
     * @param options which, and how
     * @return the containers; to be closed
     * @throws SnapshotException when one couldn't be started, the options name what the snapshot hasn't, or values that were
     *     taken out of it are missing; nothing is left then
     */
    public RestoredSet restore(Snapshot snapshot, RestoreOptions options) {
        return new Restoring(client, snapshot, options).start();
    }

    /**
     * Removes what is beyond the bounds, the oldest first: snapshots only, of all kinds, and none that a container was started
     * from. What is left of sets that aren't complete goes too, a day after it was made. Several may do this at the same time.
     *
     * @param bounds how much may stay
     * @return those that were removed
     */
    public List<Snapshot> prune(SnapshotBounds bounds) {
        return prune(bounds, EnumSet.allOf(SnapshotKind.class));
    }

    /**
     * As {@link #prune(SnapshotBounds)}, where those of other kinds neither count nor go.
     *
     * @param bounds how much of these kinds may stay
     * @param kinds which
     * @return those that were removed
     */
    public List<Snapshot> prune(SnapshotBounds bounds, Set<SnapshotKind> kinds) {
        return prune(bounds, kinds, id -> false);
    }

    /**
     * As {@link #prune(SnapshotBounds, Set)}, but for some that are still needed.
     *
     * @param bounds how much of these kinds may stay
     * @param kinds which
     * @param spared whether the snapshot of that id stays in any case; it counts nevertheless
     * @return those that were removed
     */
    public List<Snapshot> prune(SnapshotBounds bounds, Set<SnapshotKind> kinds, Predicate<String> spared) {
        Pruning pruning = new Pruning(client, this::list, id -> true, spared, Instant.now());
        List<Snapshot> removed = pruning.remove(pruning.beyond(bounds, kinds));
        pruning.removeBroken();
        return removed;
    }

    /**
     * @param bounds how much of these kinds may stay
     * @param kinds which
     * @return what {@link #prune(SnapshotBounds, Set)} would remove now, the oldest first
     */
    public List<Snapshot> prunable(SnapshotBounds bounds, Set<SnapshotKind> kinds) {
        return new Pruning(client, this::list, id -> true, id -> false, Instant.now()).beyond(bounds, kinds);
    }

    /**
     * Says what the removal of a snapshot would free on the engine's disk: the layers of its images that no other image has. An
     * estimate: engines say the sizes of steps, not of layers, and what they need themselves for a layer isn't in it.
     *
     * @param snapshot as taken or found
     * @return bytes
     */
    public long bytes(Snapshot snapshot) {
        return new LayerSizes(client).freedBy(Pruning.names(snapshot));
    }

    /**
     * As {@link #bytes(Snapshot)}, of each of several by itself, with one look at the engine's images.
     *
     * @param some as taken or found
     * @return bytes by the ids of the snapshots, in their order
     */
    public Map<String, Long> bytes(List<Snapshot> some) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        if (!some.isEmpty()) {
            LayerSizes layers = new LayerSizes(client);
            some.forEach(each -> bytes.put(each.id(), layers.freedBy(Pruning.names(each))));
        }
        return bytes;
    }

    /**
     * Writes a snapshot to a folder, for another engine to take it over: {@code images.tar}, which {@code docker load} takes, too,
     * {@code snapshot.json}, and the evidence as files in {@code evidence}. The folder gets its name when it is complete.
     *
     * @param snapshot as taken or found
     * @param folder that doesn't exist yet, or is empty
     * @param strip whether values of environment variables that look secret, and passwords in others, are taken out of the images and of what was written down.
     *     What lies in files, or stands in a command, stays
     * @param progress told of bytes that were written so far
     * @throws SnapshotException when there is something in the folder, or it couldn't be written; nothing is left then
     */
    public void export(Snapshot snapshot, Path folder, boolean strip, LongConsumer progress) {
        export(snapshot, folder, secrets(strip), progress);
    }

    /**
     * As {@link #export(Snapshot, Path, boolean, LongConsumer)}, with secrets that the caller knows.
     *
     * @param snapshot as taken or found
     * @param folder that doesn't exist yet, or is empty
     * @param secret whether the value of the environment variable of that name is taken out of the images; where it says so of
     *     {@code PASSWORD}, passwords in addresses and behind names are taken out of the values of all others
     * @param progress told of bytes that were written so far
     * @throws SnapshotException when there is something in the folder, or it couldn't be written; nothing is left then
     */
    public void export(Snapshot snapshot, Path folder, Predicate<String> secret, LongConsumer progress) {
        new Exporter(client).export(snapshot, folder, secret, progress);
    }

    private static Predicate<String> secrets(boolean strip) {
        return strip ? Redaction.of(List.of())::isSecret : name -> false;
    }

    /**
     * Takes over what {@link #export} has written. The archive may come from anywhere: it is looked through first, and refused
     * when it holds anything but one snapshot.
     *
     * @param from folder that it was written to, or its {@code images.tar}, which alone will do
     * @param progress told of bytes that the engine was sent so far
     * @return the snapshot; where the engine has one of that id already, that one, and nothing is sent
     * @throws SnapshotException when it is damaged, incomplete, or something else; nothing is left then
     */
    public Snapshot importFrom(Path from, LongConsumer progress) {
        return new Importer(client, this).importFrom(from, progress);
    }

    /**
     * Pushes a snapshot's images to a registry, with the client's credentials for it. An engine that says nothing for 5 minutes is
     * given up.
     *
     * @param snapshot as taken or found
     * @param prefix registry and path that their names get, such as {@code registry.example.com/snapshots}
     * @param strip whether values of environment variables that look secret, and passwords in others, are taken out of the images and of what was written down.
     *     What lies in files, or stands in a command, stays
     * @param progress told of what the engine says
     * @return the names that were pushed, which the engine doesn't keep; each of them is good for {@link #pull}
     * @throws IllegalArgumentException when the prefix is none
     * @throws SnapshotException when it failed
     */
    public List<ImageReference> push(Snapshot snapshot, String prefix, boolean strip, Consumer<String> progress) {
        return push(snapshot, prefix, secrets(strip), progress);
    }

    /**
     * As {@link #push(Snapshot, String, boolean, Consumer)}, with secrets that the caller knows.
     *
     * @param snapshot as taken or found
     * @param prefix registry and path that their names get, such as {@code registry.example.com/snapshots}
     * @param secret whether the value of the environment variable of that name is taken out of the images; where it says so of
     *     {@code PASSWORD}, passwords in addresses and behind names are taken out of the values of all others
     * @param progress told of what the engine says
     * @return the names that were pushed
     */
    public List<ImageReference> push(
            Snapshot snapshot, String prefix, Predicate<String> secret, Consumer<String> progress) {
        return new RegistryTransfer(client, this, RegistryTransfer.PATIENCE)
                .push(snapshot, prefix, secret, line -> progress.accept(RegistryTransfer.text(line)));
    }

    /**
     * Brings a snapshot back that was pushed: all its images, under the names that they had.
     *
     * @param reference name of any of its images in the registry, as {@link #push} returned it
     * @param progress told of what the engine says
     * @return the snapshot; where the engine has one of that id already, that one, and the registry isn't asked
     * @throws IllegalArgumentException when it is no image's name
     * @throws SnapshotException when it failed, or the set isn't complete there; nothing is left then
     */
    public Snapshot pull(String reference, Consumer<String> progress) {
        return new RegistryTransfer(client, this, RegistryTransfer.PATIENCE)
                .pull(reference, line -> progress.accept(RegistryTransfer.text(line)));
    }

    /**
     * What a container of a snapshot has changed in the files of the image that it was made of, in its volumes too: against what
     * the image has there. Read from the images' layers, as the engine saves them; no container is made.
     *
     * @param snapshot as taken or found
     * @param container its name
     * @param progress told of bytes that were read so far
     * @return what is different, by path
     * @throws SnapshotException when the snapshot doesn't have the container, or it can't be told what it was made of
     */
    public List<FileDifference> diff(Snapshot snapshot, String container, LongConsumer progress) {
        return new Differences(client, progress).againstBase(snapshot, container);
    }

    /**
     * What is different in the files of a container between two snapshots, in its volumes too.
     *
     * @param before as taken or found
     * @param after as taken or found
     * @param container its name, in both
     * @param progress told of bytes that were read so far
     * @return what is different, by path
     * @throws SnapshotException when one of the snapshots doesn't have the container
     */
    public List<FileDifference> diff(Snapshot before, Snapshot after, String container, LongConsumer progress) {
        return new Differences(client, progress).between(before, after, container);
    }

    /**
     * Finds what containers start from that were ready before.
     *
     * @param label {@link SnapshotLabels#KEY}, or another label of theirs
     * @param value of it
     * @return complete snapshots of the kind {@link SnapshotKind#WARM}, the oldest first; without commands to open them and
     *     without how their containers were set up
     */
    public List<Snapshot> warm(String label, String value) {
        return new WarmSnapshots(client).by(label, value);
    }

    /**
     * Makes plain folders of volumes that an image of a snapshot declares, where the engine can do that: what is started from
     * it then begins at once, while the data of a volume is copied at each start.
     *
     * @param image whose name goes over to the new one; no container has been made of it
     * @param paths of volumes
     * @return the new image; the same where it can't be done
     * @throws SnapshotException when the engine made something else of it; the snapshot stays as it was
     */
    public Snapshot.Image withPlainFolders(Snapshot.Image image, Collection<String> paths) {
        return new PlainFolders(client).of(image, paths);
    }
}
