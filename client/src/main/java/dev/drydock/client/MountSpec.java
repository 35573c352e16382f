package dev.drydock.client;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something to be mounted into a container: a folder of the engine's machine, a volume, memory, or an image. Each method
 * returns a copy; what isn't set is the engine's to choose. Immutable.
 *
 * <pre>{@code
 * MountSpec.volume("data", "/var/lib/data").withLabel("stage", "test");
 * MountSpec.tmpfs("/scratch").withTmpfsSize(64L << 20);
 * }</pre>
 */
public final class MountSpec {
    private final OptionTree tree;

    private MountSpec(OptionTree tree) {
        this.tree = tree;
    }

    private static MountSpec of(String type, @Nullable String source, String target) {
        OptionTree tree = new OptionTree();
        tree.put("Type", type);
        if (source != null) {
            tree.put("Source", ConfigBuilder.notBlank("HostConfig.Mounts.Source", source));
        }
        tree.put("Target", ConfigBuilder.notBlank("HostConfig.Mounts.Target", target));
        return new MountSpec(tree);
    }

    /**
     * @param source file or folder of the engine's machine, absolute; must exist, unless {@link #withCreateMountpoint}
     *     says otherwise
     * @param target path in the container
     * @return the one at the other
     */
    public static MountSpec bind(String source, String target) {
        return of("bind", source, target);
    }

    /**
     * @param name of a volume, made if there is none
     * @param target path in the container
     * @return the one at the other
     */
    public static MountSpec volume(String name, String target) {
        return of("volume", name, target);
    }

    /**
     * @param target path in the container
     * @return a new volume there, with a name of the engine's
     */
    public static MountSpec anonymousVolume(String target) {
        return of("volume", null, target);
    }

    /**
     * @param target path in the container
     * @return a file system in memory there
     */
    public static MountSpec tmpfs(String target) {
        return of("tmpfs", null, target);
    }

    /**
     * @param image its name; must be on the engine
     * @param target path in the container
     * @return the image's files there, read-only; needs API 1.48
     */
    public static MountSpec image(String image, String target) {
        return of("image", image, target);
    }

    /**
     * @param source a named pipe of the engine's machine, which is Windows
     * @param target path in the container
     * @return the one at the other
     */
    public static MountSpec namedPipe(String source, String target) {
        return of("npipe", source, target);
    }

    private MountSpec changed(Consumer<OptionTree> change) {
        OptionTree copy = new OptionTree();
        copy.merge(tree.copy());
        change.accept(copy);
        return new MountSpec(copy);
    }

    private MountSpec set(String type, String path, Object value) {
        return only(type, path).withOption(path, value);
    }

    private MountSpec only(String type, String path) {
        Object own = body().get("Type");
        if (!type.equals(own)) {
            throw new IllegalArgumentException(
                    "A mount of type '" + own + "' can't have '" + path + "': that is for the type '" + type + "'.");
        }
        return this;
    }

    /**
     * @param path of what no method names, such as {@code BindOptions.NonRecursive}
     * @param value a map, list, string, number or boolean
     * @return the same with that value
     */
    public MountSpec withOption(String path, Object value) {
        return changed(all -> all.put(path, value));
    }

    /** @return the same, not to be written to */
    public MountSpec withReadOnly() {
        return withOption("ReadOnly", true);
    }

    /**
     * @param level {@code default}, {@code consistent}, {@code cached} or {@code delegated}; of a bind, for engines
     *     in a virtual machine
     * @return the same with this consistency
     */
    public MountSpec withConsistency(String level) {
        return withOption("Consistency", level);
    }

    /**
     * @param propagation of a bind: {@code private}, {@code rprivate}, {@code shared}, {@code rshared}, {@code slave} or
     *     {@code rslave}
     * @return the same with this propagation
     */
    public MountSpec withPropagation(String propagation) {
        return set("bind", "BindOptions.Propagation", propagation);
    }

    /** @return the same bind, without what is mounted below it */
    public MountSpec withNonRecursive() {
        return set("bind", "BindOptions.NonRecursive", true);
    }

    /** @return the same bind, whose source is made where there is none; needs API 1.42 */
    public MountSpec withCreateMountpoint() {
        return set("bind", "BindOptions.CreateMountpoint", true);
    }

    /** @return the same bind, where what is mounted below may be written to though this is read-only; needs API 1.44 */
    public MountSpec withReadOnlyNonRecursive() {
        return set("bind", "BindOptions.ReadOnlyNonRecursive", true);
    }

    /** @return the same bind, refused where what is mounted below can't be made read-only, too; needs API 1.44 */
    public MountSpec withReadOnlyForceRecursive() {
        return set("bind", "BindOptions.ReadOnlyForceRecursive", true);
    }

    /** @return the same volume, not filled with what the image has at the target */
    public MountSpec withNoCopy() {
        return set("volume", "VolumeOptions.NoCopy", true);
    }

    /**
     * @param key of a label of a volume that is made for this
     * @param value may be empty
     * @return the same with that label
     */
    public MountSpec withLabel(String key, String value) {
        return only("volume", "VolumeOptions.Labels")
                .changed(all -> all.map("VolumeOptions.Labels").put(key, value));
    }

    /**
     * @param name of the driver of a volume that is made for this
     * @param options of the driver
     * @return the same with that driver
     */
    public MountSpec withDriver(String name, Map<String, String> options) {
        return set("volume", "VolumeOptions.DriverConfig", Map.of("Name", name, "Options", Map.copyOf(options)));
    }

    /**
     * @param path of a folder in the volume (needs API 1.45) or image (needs API 1.49), to be mounted in place of the
     *     whole
     * @return the same with that folder
     */
    public MountSpec withSubpath(String path) {
        boolean image = "image".equals(body().get("Type"));
        return image ? set("image", "ImageOptions.Subpath", path) : set("volume", "VolumeOptions.Subpath", path);
    }

    /**
     * @param bytes that the file system in memory may have
     * @return the same with this limit
     */
    public MountSpec withTmpfsSize(long bytes) {
        return set("tmpfs", "TmpfsOptions.SizeBytes", bytes);
    }

    /**
     * @param mode of the folder, such as {@code 01777}: octal as Java writes it
     * @return the same with this mode
     */
    public MountSpec withTmpfsMode(int mode) {
        return set("tmpfs", "TmpfsOptions.Mode", mode);
    }

    /**
     * @param options for the mounting, such as {@code exec} or {@code uid=1000}; needs API 1.46
     * @return the same with these options
     */
    public MountSpec withTmpfsOptions(String... options) {
        List<List<String>> pairs = List.of(options).stream()
                .map(option -> List.of(option.split("=", 2)))
                .toList();
        return set("tmpfs", "TmpfsOptions.Options", pairs);
    }

    Map<String, Object> body() {
        return tree.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MountSpec mount && mount.body().equals(body());
    }

    @Override
    public int hashCode() {
        return body().hashCode();
    }

    /** @return type and target; options of a driver may be secret */
    @Override
    public String toString() {
        return "MountSpec[type=" + body().get("Type") + ", target=" + body().get("Target") + "]";
    }
}
