package dev.drydock.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Who talks to the engine: {@code drydock-client/0.1.0}. The version of the API is in each path. */
final class UserAgent {
    static final String TEXT = "drydock-client/" + version();

    private UserAgent() {}

    private static String version() {
        try (InputStream in = UserAgent.class.getResourceAsStream("/dev/drydock/client/version")) {
            String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            // Where something else than Maven has brought the file, it has no version in it.
            return text.matches("[\\w.-]+") ? text : "unknown";
        } catch (IOException e) {
            return "unknown";
        }
    }
}
