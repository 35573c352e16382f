package dev.drydock.client.internal.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.internal.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An engine that the user has named with {@code docker context}.
 *
 * @param name of the context
 * @param host its engine's address, as in {@code DOCKER_HOST}
 * @param tls whether certificates belong to it
 */
record DockerContext(String name, String host, boolean tls) {

    static Path configFile(Map<String, String> environment, Path home) {
        return folder(environment, home).resolve("config.json");
    }

    private static Path folder(Map<String, String> environment, Path home) {
        String named = environment.get("DOCKER_CONFIG");
        return named == null || named.isBlank() ? home.resolve(".docker") : Path.of(named);
    }

    /** @return the chosen context, or {@code null} when it is the default one, which has no engine of its own */
    static @Nullable DockerContext current(Map<String, String> environment, Path home) {
        String name = environment.get("DOCKER_CONTEXT");
        if (name == null || name.isBlank()) {
            name = currentContext(configFile(environment, home));
        }
        if (name == null || name.isBlank() || name.equals("default")) {
            return null;
        }
        Path meta = folder(environment, home)
                .resolve("contexts/meta")
                .resolve(sha256(name))
                .resolve("meta.json");
        if (!Files.exists(meta)) {
            throw new DockerConnectionException(
                    "Cannot find an engine: the Docker context '" + name + "' is chosen, but " + meta
                            + " doesn't exist. `docker context ls` lists the contexts that there are.",
                    null);
        }
        JsonNode host = read(meta).path("Endpoints").path("docker").path("Host");
        if (!host.isTextual()) {
            throw new DockerConnectionException(
                    "Cannot find an engine: the Docker context '" + name + "' in " + meta + " names no Docker host.",
                    null);
        }
        boolean tls =
                Files.exists(folder(environment, home).resolve("contexts/tls").resolve(sha256(name)));
        return new DockerContext(name, host.textValue(), tls);
    }

    private static @Nullable String currentContext(Path config) {
        return Files.exists(config) ? read(config).path("currentContext").textValue() : null;
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            // The parser's message may quote the file, which can hold credentials.
            throw new DockerConnectionException("Cannot find an engine: " + file + " can't be read as JSON.", null);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
