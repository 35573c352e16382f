package dev.drydock.client;

import java.util.Base64;
import java.util.Map;

/** What a configuration is to be: the body of {@code POST /configs/create}. As text it has its name only. Immutable. */
public final class ConfigSpec {
    private final String name;
    private final OptionTree tree = new OptionTree();

    private ConfigSpec(String name) {
        this.name = Named.checked("configuration", name);
        tree.put("Name", name);
    }

    /**
     * @param name letters, digits, {@code _}, {@code .} and {@code -}
     * @param data what it consists of, 1000 KiB at most
     * @return such a configuration
     */
    public static ConfigSpec of(String name, byte[] data) {
        return new ConfigSpec(name).with("Data", Base64.getEncoder().encodeToString(data));
    }

    private ConfigSpec with(String path, Object value) {
        ConfigSpec changed = new ConfigSpec(name);
        changed.tree.merge(tree.copy());
        changed.tree.put(path, value);
        return changed;
    }

    /**
     * @param key of a label
     * @param value may be empty
     * @return as this, with the label
     */
    public ConfigSpec withLabel(String key, String value) {
        ConfigSpec changed = with("Name", name);
        changed.tree.map("Labels").put(key, value);
        return changed;
    }

    /**
     * @return as this; in each container, placeholders such as <code>{{.Node.Hostname}}</code> are filled in
     */
    public ConfigSpec withPlaceholders() {
        return with("Templating", Map.of("Name", "golang"));
    }

    /** @return the configuration's name */
    public String name() {
        return name;
    }

    Map<String, Object> body() {
        return tree.copy();
    }

    /** Without what it consists of, which may hold passwords. */
    @Override
    public String toString() {
        return "ConfigSpec[name=" + name + "]";
    }
}
