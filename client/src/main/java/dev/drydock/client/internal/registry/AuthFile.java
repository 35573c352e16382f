package dev.drydock.client.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.client.internal.json.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place with credentials: JSON of the form of Docker's {@code config.json}.
 *
 * @param name for messages
 * @param tree empty where there is nothing
 * @param trouble why it can't be read, for messages; {@code null} when it can
 */
record AuthFile(String name, JsonNode tree, @Nullable String trouble) {
    /** What there is where there is nothing. */
    static final JsonNode NOTHING = Trees.MAPPER.createObjectNode();

    private static final int LARGEST = 8 * 1024 * 1024;
    private static final String MISSING = "isn't there";

    /** @return without what is in it */
    @Override
    public String toString() {
        return "AuthFile[" + name + "]";
    }

    /** Reads a file; one that isn't there is an empty one. */
    static AuthFile of(Path file) {
        if (!Files.exists(file)) {
            return new AuthFile(file.toString(), NOTHING, MISSING);
        }
        if (!Files.isRegularFile(file)) {
            // A pipe that nobody writes to would never end.
            return new AuthFile(file.toString(), NOTHING, "is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST);
            return of(file.toString(), bytes);
        } catch (IOException e) {
            // The message of this exception names the file, once more.
            return new AuthFile(file.toString(), NOTHING, "may not be read");
        }
    }

    /** Reads a text. */
    static AuthFile of(String name, byte[] json) {
        try {
            JsonNode tree = Trees.MAPPER.readTree(json);
            if (tree.isObject()) {
                return new AuthFile(name, tree, null);
            }
        } catch (IOException e) {
            // The parser's message may quote it.
        }
        return new AuthFile(name, NOTHING, json.length == 0 ? "is empty" : "isn't a JSON object");
    }

    /** The same for {@code ~/.dockercfg}, which has nothing but the entries. */
    AuthFile asEntries() {
        return new AuthFile(name, Trees.MAPPER.createObjectNode().set("auths", tree), trouble);
    }

    /** @return whether there is such a file at all */
    boolean isThere() {
        return !MISSING.equals(trouble);
    }

    private Map<String, JsonNode> entries() {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        tree.path("auths").properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    /**
     * @param host as in {@code ImageReference.registry()}
     * @param repository such as {@code team/app}; empty for none
     * @param notes gets what is wrong with what was found
     * @return the entry for the longest folder of repositories, else that of the registry; {@code null} for none
     */
    @Nullable
    RegistryCredentials saved(String host, String repository, List<String> notes) {
        String best = null;
        int length = -1;
        for (String key : entries().keySet()) {
            if (!RegistryKeys.host(key).equals(host)) {
                continue;
            }
            String folder = RegistryKeys.folder(key);
            boolean covers = folder.isEmpty() || repository.equals(folder) || repository.startsWith(folder + "/");
            // Of several keys for one registry Docker's own goes first.
            int fits = folder.length() * 2 + (key.equals(RegistryKeys.dockerKey(host)) ? 1 : 0);
            if (covers && fits > length && entry(key, notes) != null) {
                best = key;
                length = fits;
            }
        }
        return best == null ? null : entry(best, new ArrayList<>());
    }

    private @Nullable RegistryCredentials entry(String key, List<String> notes) {
        try {
            RegistryCredentials saved = SavedEntry.read(tree.path("auths").path(key));
            return saved.isEmpty() ? null : saved;
        } catch (IllegalArgumentException e) {
            notes.add(name + " (its 'auth' for " + RegistryKeys.host(key) + " isn't name:password in base64)");
            return null;
        }
    }

    /** @return the hosts of all entries that are for a whole registry */
    List<String> hosts() {
        return entries().keySet().stream()
                .filter(key -> RegistryKeys.folder(key).isEmpty())
                .map(RegistryKeys::host)
                .distinct()
                .toList();
    }

    /** @return name of the program that has the credentials for a registry; {@code null} for none */
    @Nullable
    String helper(String host) {
        for (Map.Entry<String, String> each : helpers().entrySet()) {
            if (RegistryKeys.host(each.getKey()).equals(host)) {
                return each.getValue();
            }
        }
        return store();
    }

    /** @return name of the program that has the credentials for all registries that have none of their own */
    @Nullable
    String store() {
        String store = tree.path("credsStore").asText("");
        return store.isEmpty() ? null : store;
    }

    /** @return names of programs by registry */
    Map<String, String> helpers() {
        Map<String, String> helpers = new LinkedHashMap<>();
        tree.path("credHelpers").properties().forEach(each -> {
            if (each.getValue().isTextual() && !each.getValue().textValue().isEmpty()) {
                helpers.put(each.getKey(), each.getValue().textValue());
            }
        });
        return helpers;
    }
}
