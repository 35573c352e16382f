package dev.drydock.client;

import java.util.Base64;
import java.util.Map;

/** What a secret is to be: the body of {@code POST /secrets/create}. As text it has its name only. Immutable. */
public final class SecretSpec {
    private final String name;
    private final OptionTree tree = new OptionTree();

    private SecretSpec(String name) {
        this.name = Named.checked("secret", name);
        tree.put("Name", name);
    }

    /**
     * @param name letters, digits, {@code _}, {@code .} and {@code -}
     * @param data what is secret, 500 KiB at most
     * @return such a secret
     */
    public static SecretSpec of(String name, byte[] data) {
        return new SecretSpec(name).with("Data", Base64.getEncoder().encodeToString(data));
    }

    /**
     * @param name letters, digits, {@code _}, {@code .} and {@code -}
     * @param driver where the secret comes from, a plugin
     * @param options of it
     * @return a secret that the engine has only a reference to
     */
    public static SecretSpec of(String name, String driver, Map<String, String> options) {
        return new SecretSpec(name).withDriver(driver, options);
    }

    private SecretSpec with(String path, Object value) {
        SecretSpec changed = new SecretSpec(name);
        changed.tree.merge(tree.copy());
        changed.tree.put(path, value);
        return changed;
    }

    /**
     * @param key of a label
     * @param value may be empty
     * @return as this, with the label
     */
    public SecretSpec withLabel(String key, String value) {
        SecretSpec changed = with("Name", name);
        changed.tree.map("Labels").put(key, value);
        return changed;
    }

    /**
     * @param driver where it is kept, such as Podman's {@code file}, or where it comes from
     * @param options of it
     * @return as this otherwise
     */
    public SecretSpec withDriver(String driver, Map<String, String> options) {
        return with("Driver", Map.of("Name", driver, "Options", Map.copyOf(options)));
    }

    /**
     * Sets anything else that the Engine API has for a secret.
     *
     * @param path names as in the API, with dots between: {@code "Templating.Name"}
     * @param value of maps, lists, strings, numbers and booleans
     * @return as this otherwise
     */
    public SecretSpec withOption(String path, Object value) {
        return with(path, value);
    }

    /** @return the secret's name */
    public String name() {
        return name;
    }

    Map<String, Object> body() {
        return tree.copy();
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SecretSpec[name=" + name + "]";
    }
}
