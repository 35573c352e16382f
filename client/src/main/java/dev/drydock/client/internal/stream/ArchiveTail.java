package dev.drydock.client.internal.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.internal.json.Trees;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A tar archive to whose end an engine may have put an error in JSON: by then it has answered 200, and has no other way to
 * say that the archive isn't whole.
 */
public final class ArchiveTail extends FilterInputStream {
    private static final int KEPT = 8 * 1024;
    private static final List<String> BEGINNINGS =
            List.of("{\"errorDetail\"", "{\"error\"", "{\"message\"", "{\"cause\"");

    private final byte[] tail = new byte[KEPT];
    private int length;

    /** @param in what the engine sends */
    public ArchiveTail(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int read = super.read(into, offset, count);
        if (read < 0) {
            check();
            return read;
        }
        int own = Math.min(read, KEPT);
        int old = Math.min(length, KEPT - own);
        System.arraycopy(tail, length - old, tail, 0, old);
        System.arraycopy(into, offset + read - own, tail, old, own);
        length = old + own;
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws ReportedException {
        String end = new String(Arrays.copyOf(tail, length), StandardCharsets.ISO_8859_1);
        // A whole archive ends with zeros.
        if (!end.stripTrailing().endsWith("}")) {
            return;
        }
        for (String beginning : BEGINNINGS) {
            int at = end.lastIndexOf(beginning);
            String words = at < 0 ? "" : words(at);
            if (!words.isEmpty()) {
                throw new ReportedException(words);
            }
        }
    }

    private String words(int at) {
        try {
            JsonNode error = Trees.MAPPER.readTree(new String(tail, at, length - at, StandardCharsets.UTF_8));
            for (String where : List.of("/errorDetail/message", "/error", "/message", "/cause")) {
                String words = error.at(where).asText("").strip();
                if (!words.isEmpty()) {
                    return words;
                }
            }
        } catch (JsonProcessingException e) {
            // Then it is a file's content.
        }
        return "";
    }
}
