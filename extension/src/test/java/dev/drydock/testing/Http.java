package dev.drydock.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks web servers. */
public final class Http {
    private Http() {}

    /** The start page of a server on this machine, by one request without a second try. */
    public static String get(int port) throws IOException {
        try (InputStream in =
                URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
