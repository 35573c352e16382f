package dev.drydock.client.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.internal.json.Trees;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Credentials as engines take them: JSON with lower-case keys, in base64 of the alphabet for URLs, with padding. Docker decodes
 * no other, and then says nothing but that the registry wants credentials.
 */
public final class RegistryHeaders {
    /** Of one registry. */
    public static final String AUTH = "X-Registry-Auth";

    /** Of several registries, for builds. */
    public static final String CONFIG = "X-Registry-Config";

    private RegistryHeaders() {}

    /**
     * @param credentials also none, which gives an empty object
     * @return the value of the header {@link #AUTH}
     */
    public static String auth(RegistryCredentials credentials) {
        return encode(fields(credentials));
    }

    /**
     * @param all by registry
     * @return the value of the header {@link #CONFIG}, as API 1.19 and newer take it
     */
    public static String config(Map<String, RegistryCredentials> all) {
        Map<String, Object> hosts = new LinkedHashMap<>();
        all.forEach((registry, credentials) -> {
            String key = RegistryKeys.dockerKey(RegistryKeys.host(registry));
            hosts.put(
                    key,
                    fields(credentials.serverAddress().isEmpty() ? credentials.withServerAddress(key) : credentials));
        });
        return encode(hosts);
    }

    /**
     * @param registry host and port
     * @return how Docker names it
     */
    public static String address(String registry) {
        return RegistryKeys.dockerKey(RegistryKeys.host(registry));
    }

    private static Map<String, String> fields(RegistryCredentials credentials) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("username", credentials.username());
        fields.put("password", credentials.password());
        fields.put("email", credentials.email());
        fields.put("serveraddress", credentials.serverAddress());
        fields.put("identitytoken", credentials.identityToken());
        fields.put("registrytoken", credentials.registryToken());
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    /**
     * @param credentials of one registry
     * @return the body of a login
     */
    public static byte[] json(RegistryCredentials credentials) {
        return Json.bytes(fields(credentials));
    }

    private static String encode(Object value) {
        return Base64.getUrlEncoder().encodeToString(Json.bytes(value));
    }

    /** What {@link RegistryCredentials#ofHeader} does. */
    public static RegistryCredentials read(String header) {
        String text = header.strip();
        if (text.isEmpty()) {
            return RegistryCredentials.NONE;
        }
        try {
            String url = text.replace('+', '-').replace('/', '_').replaceAll("=+$", "");
            JsonNode tree = Trees.MAPPER.readTree(Base64.getUrlDecoder().decode(url));
            if (tree.isObject()) {
                return SavedEntry.read(tree);
            }
        } catch (IOException | IllegalArgumentException e) {
            // The parser's message would quote it.
        }
        throw new IllegalArgumentException(
                "That is no value of a header X-Registry-Auth: it must be a JSON object in base64 (what it was isn't shown).");
    }
}
