package dev.drydock.client;

import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request that a user gave as data; closes what it has opened for it. */
final class Payload implements AutoCloseable {
    static final String JSON = "application/json";

    private final String doing;
    private @Nullable InputStream opened;

    Payload(String doing) {
        this.doing = doing;
    }

    /** Whether it is data that has to be written in some way, and not text or bytes already. */
    static boolean isTree(Object content) {
        return content instanceof Map
                || content instanceof Collection
                || content instanceof Record
                || content instanceof Object[];
    }

    /** Puts it into the request. */
    void into(Request request, Object content, String type) {
        if (isTree(content)) {
            request.bytes(json(content), type);
        } else if (content instanceof CharSequence text) {
            request.bytes(text.toString().getBytes(StandardCharsets.UTF_8), type);
        } else if (content instanceof byte[] bytes) {
            request.bytes(bytes, type);
        } else if (content instanceof InputStream in) {
            request.stream(in, type);
        } else if (content instanceof Path file) {
            request.stream(open(file), type);
        } else {
            throw new IllegalArgumentException("Cannot " + doing + ": a body is a map, a collection, a record, a text,"
                    + " byte[], an InputStream or a Path, not a "
                    + content.getClass().getName() + ".");
        }
    }

    private byte[] json(Object content) {
        try {
            return Json.bytes(content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot " + doing + ": the body can't be written as JSON.", e);
        }
    }

    private InputStream open(Path file) {
        try {
            InputStream in = Files.newInputStream(file);
            opened = in;
            return in;
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot " + doing + ": the file " + file + " can't be read.", e);
        }
    }

    @Override
    public void close() {
        InputStream in = opened;
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                // It was only read from.
                opened = null;
            }
        }
    }
}
