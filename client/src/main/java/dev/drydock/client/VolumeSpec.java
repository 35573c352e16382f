package dev.drydock.client;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a volume is to be like: the body of {@code POST /volumes/create}. Each method returns a copy; what isn't set is the
 * engine's to choose. Immutable.
 *
 * <pre>{@code
 * VolumeSpec.of("data").withDriverOption("type", "tmpfs").withDriverOption("device", "tmpfs").withLabel("stage", "test");
 * }</pre>
 */
public final class VolumeSpec {
    /** A volume of the engine's own driver, with a name that the engine makes up. */
    public static final VolumeSpec UNNAMED = new VolumeSpec(new OptionTree());

    private final OptionTree tree;

    private VolumeSpec(OptionTree tree) {
        this.tree = tree;
    }

    /**
     * @param name letters, digits, {@code _}, {@code .} and {@code -}, two at least
     * @return a volume of that name, of the engine's own driver
     */
    public static VolumeSpec of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A volume's name is blank; VolumeSpec.UNNAMED has one that the engine makes up.");
        }
        return UNNAMED.withOption("Name", name);
    }

    /**
     * @param driver of a plugin; {@code local} without this
     * @return the same with this driver
     */
    public VolumeSpec withDriver(String driver) {
        if (driver.isBlank()) {
            throw new IllegalArgumentException("A volume's driver is blank.");
        }
        return withOption("Driver", driver);
    }

    /**
     * @param name of an option of the driver, such as {@code type}
     * @param value of it
     * @return the same with that option
     */
    public VolumeSpec withDriverOption(String name, String value) {
        return changed(all -> all.map("DriverOpts").put(name, value));
    }

    /**
     * @param key of a label
     * @param value of it
     * @return the same with that label
     */
    public VolumeSpec withLabel(String key, String value) {
        return withLabels(Map.of(key, value));
    }

    /**
     * @param some labels
     * @return the same with these, too
     */
    public VolumeSpec withLabels(Map<String, String> some) {
        return changed(all -> all.map("Labels").putAll(some));
    }

    /**
     * @param path of what no method names, such as {@code ClusterVolumeSpec.Group}
     * @param value a map, list, string, number or boolean
     * @return the same with that value
     */
    public VolumeSpec withOption(String path, Object value) {
        return changed(all -> all.put(path, value));
    }

    private VolumeSpec changed(Consumer<OptionTree> change) {
        OptionTree copy = new OptionTree();
        copy.merge(tree.copy());
        change.accept(copy);
        return new VolumeSpec(copy);
    }

    /** @return the name, or {@code null} when the engine makes one up */
    public @Nullable String name() {
        return (String) body().get("Name");
    }

    /** As the engine wants it: maps, lists, strings, numbers and booleans. */
    Map<String, Object> body() {
        return tree.copy();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VolumeSpec spec && spec.body().equals(body());
    }

    @Override
    public int hashCode() {
        return body().hashCode();
    }

    /** @return the name, and which options are set; values may be passwords */
    @Override
    public String toString() {
        return "VolumeSpec[name=" + name() + ", options=" + body().keySet() + "]";
    }
}
