package dev.drydock.client.internal.registry;

import java.util.Locale;

/** Under which keys people and programs have saved credentials for a registry. */
final class RegistryKeys {
    private static final String HUB = "docker.io";

    private RegistryKeys() {}

    /** @return host and port of a key such as {@code https://index.docker.io/v1/}, as {@code ImageReference.registry()} has it */
    static String host(String key) {
        String rest = withoutScheme(key);
        int slash = rest.indexOf('/');
        String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
        return host.equals("index.docker.io") || host.equals("registry-1.docker.io") ? HUB : host;
    }

    /** @return the folder of repositories that a key is for, {@code team} of {@code quay.io/team}; empty for all of them */
    static String folder(String key) {
        String rest = withoutScheme(key);
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "" : rest.substring(slash + 1).replaceAll("/+$", "");
        return !rest.equals(key) || path.equals("v1") || path.equals("v2") ? "" : path;
    }

    private static String withoutScheme(String key) {
        return key.strip().replaceFirst("^(?i:https?)://", "");
    }

    /** @return the key under which Docker saves them, and asks its programs for them */
    static String dockerKey(String host) {
        return host.equals(HUB) ? "https://index.docker.io/v1/" : host;
    }
}
