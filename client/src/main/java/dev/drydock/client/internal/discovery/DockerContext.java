package dev.drydock.client.internal.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.internal.json.Trees;
import dev.drydock.client.internal.transport.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An engine that the user has named with {@code docker context}.
 *
 * @param name of the context
 * @param host its engine's address, as in {@code DOCKER_HOST}
 * @param files folder of its {@code ca.pem}, {@code cert.pem} and {@code key.pem}; need not exist
 * @param skipVerify whether the engine's certificate isn't looked at
 */
record DockerContext(String name, String host, Path files, boolean skipVerify) {

    static Path configFile(Surroundings surroundings) {
        return surroundings.dockerFolder().resolve("config.json");
    }

    /** @return the chosen context, or {@code null} when it is the default one, which has no engine of its own */
    static @Nullable DockerContext current(Surroundings surroundings) {
        String name = surroundings.variable("DOCKER_CONTEXT");
        if (name == null) {
            name = currentContext(configFile(surroundings));
        }
        if (name == null || name.isBlank() || name.equals("default")) {
            return null;
        }
        Path contexts = surroundings.dockerFolder().resolve("contexts");
        Path meta = contexts.resolve("meta").resolve(sha256(name)).resolve("meta.json");
        if (!Files.exists(meta)) {
            throw new DockerConnectionException(
                    "Cannot find an engine: the Docker context '" + name + "' is chosen, but " + meta
                            + " doesn't exist. `docker context ls` lists the contexts that there are.",
                    null);
        }
        JsonNode docker = read(meta).path("Endpoints").path("docker");
        JsonNode host = docker.path("Host");
        if (!host.isTextual()) {
            throw new DockerConnectionException(
                    "Cannot find an engine: the Docker context '" + name + "' in " + meta + " names no Docker host.",
                    null);
        }
        Path files = contexts.resolve("tls").resolve(sha256(name)).resolve("docker");
        return new DockerContext(
                name, host.textValue(), files, docker.path("SkipTLSVerify").asBoolean());
    }

    /** Whether TLS is asked for, also where the address doesn't say so. */
    boolean tls() {
        return skipVerify || Files.exists(files);
    }

    Tls certificates() {
        return Tls.fromFolder(files, !skipVerify);
    }

    private static @Nullable String currentContext(Path config) {
        return Files.exists(config) ? read(config).path("currentContext").textValue() : null;
    }

    private static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            // A pipe that nobody writes to would never end.
            throw new DockerConnectionException("Cannot find an engine: " + file + " is no regular file.", null);
        }
        try {
            return Trees.MAPPER.readTree(Files.readAllBytes(file));
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
