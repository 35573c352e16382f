package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The registry with a password that {@code dev/engine up} starts, and small images put into it by its own API. */
final class TestRegistry {
    static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    final String address = variable("DRYDOCK_TEST_REGISTRY");
    private final String user = variable("DRYDOCK_TEST_REGISTRY_USER");
    private final String password = variable("DRYDOCK_TEST_REGISTRY_PASSWORD");

    private static String variable(String name) {
        return Objects.requireNonNull(
                System.getenv(name), name + " isn't set; see dev/README.md: eval \"$(dev/engine env)\"");
    }

    RegistryCredentials credentials() {
        return RegistryCredentials.of(user, password);
    }

    RegistryCredentials wrongCredentials() {
        return RegistryCredentials.of(user, "no-" + password);
    }

    ImageReference image(String repository, String tag) {
        return ImageReference.parse(address + "/" + repository + ":" + tag);
    }

    /** Puts an image with one small layer and these labels; gives its digest. */
    String put(String repository, String tag, String architecture, Map<String, String> labels) throws IOException {
        byte[] layer = layer(repository + " for " + architecture);
        byte[] config = Json.bytes(Map.of(
                "architecture",
                architecture,
                "os",
                "linux",
                "config",
                Map.of("Cmd", List.of("/none"), "Labels", labels),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(digest(layer)))));
        byte[] manifest = Json.bytes(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                descriptor("application/vnd.docker.container.image.v1+json", blob(repository, config)),
                "layers",
                List.of(descriptor("application/vnd.docker.image.rootfs.diff.tar", blob(repository, layer)))));
        put("/v2/" + repository + "/manifests/" + tag, MANIFEST, manifest);
        return digest(manifest);
    }

    /** Puts one name over images of several architectures. */
    void putList(String repository, String tag, Map<String, String> digestsByArchitecture) throws IOException {
        List<Object> manifests = new ArrayList<>();
        for (Map.Entry<String, String> each : digestsByArchitecture.entrySet()) {
            byte[] manifest = get("/v2/" + repository + "/manifests/" + each.getValue());
            manifests.add(Map.of(
                    "mediaType",
                    MANIFEST,
                    "digest",
                    each.getValue(),
                    "size",
                    manifest.length,
                    "platform",
                    Map.of("os", "linux", "architecture", each.getKey())));
        }
        byte[] list = Json.bytes(Map.of("schemaVersion", 2, "mediaType", LIST, "manifests", manifests));
        put("/v2/" + repository + "/manifests/" + tag, LIST, list);
    }

    /** Gives the digest of what is there under a name. */
    String digestOf(String repository, String tag) throws IOException {
        return digest(get("/v2/" + repository + "/manifests/" + tag));
    }

    private byte[] blob(String repository, byte[] bytes) throws IOException {
        HttpURLConnection begun = open("POST", "/v2/" + repository + "/blobs/uploads/");
        assertThat(begun.getResponseCode()).isEqualTo(202);
        String place = begun.getHeaderField("Location");
        begun.disconnect();
        put(place + (place.contains("?") ? "&" : "?") + "digest=" + digest(bytes), "application/octet-stream", bytes);
        return bytes;
    }

    private byte[] get(String place) throws IOException {
        HttpURLConnection call = open("GET", place);
        call.setRequestProperty("Accept", MANIFEST + ", application/vnd.oci.image.manifest.v1+json");
        try (InputStream in = call.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private void put(String place, String type, byte[] bytes) throws IOException {
        HttpURLConnection call = open("PUT", place);
        call.setRequestProperty("Content-Type", type);
        call.setDoOutput(true);
        call.getOutputStream().write(bytes);
        assertThat(call.getResponseCode()).isEqualTo(201);
        call.disconnect();
    }

    /** Each call has a connection of its own: a kept one would look like a leak of the client. */
    private HttpURLConnection open(String method, String place) throws IOException {
        URI uri = URI.create(place.startsWith("/") ? "http://" + address + place : place);
        HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection();
        String pair = user + ":" + password;
        call.setRequestMethod(method);
        call.setRequestProperty("Connection", "close");
        call.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        return call;
    }

    static Map<String, Object> descriptor(String type, byte[] bytes) {
        return Map.of("mediaType", type, "digest", digest(bytes), "size", bytes.length);
    }

    static byte[] layer(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = text.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("told");
            entry.setSize(content.length);
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
