package dev.drydock.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;

/** Asks web servers. */
public final class Http {
    private Http() {}

    /** The start page of a server on this machine, by one request without a second try. */
    public static String get(int port) throws IOException {
        URLConnection connection =
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        // Where an engine's rules lead to nobody, there is no answer at all.
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(30_000);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
