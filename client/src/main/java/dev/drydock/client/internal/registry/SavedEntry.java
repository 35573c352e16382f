package dev.drydock.client.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What is saved for one registry, in one of the forms that there are. */
final class SavedEntry {
    private SavedEntry() {}

    /**
     * @param entry with {@code auth}, which is {@code name:password} in base64, or {@code username} and {@code password}, or a token
     * @return what is in it; empty for Docker's empty entries, which say that a program has it
     * @throws IllegalArgumentException when {@code auth} is something else
     */
    static RegistryCredentials read(JsonNode entry) {
        String username = text(entry, "username");
        String password = text(entry, "password");
        String auth = text(entry, "auth").strip();
        if (!auth.isEmpty()) {
            String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no colon");
            }
            username = pair.substring(0, colon);
            // As Docker does: old versions padded it.
            password = pair.substring(colon + 1).replaceAll("\0+$", "");
        }
        return new RegistryCredentials(
                username,
                password,
                text(entry, "email"),
                text(entry, "serveraddress"),
                text(entry, "identitytoken"),
                text(entry, "registrytoken"));
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).asText("");
    }
}
