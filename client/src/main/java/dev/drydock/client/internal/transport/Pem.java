package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in PEM format: blocks between BEGIN and END lines, with anything around them.
 *
 * @param name of the file, for messages
 * @param text of it
 */
public record Pem(String name, String text) {
    private static final int LARGEST = 1024 * 1024;
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");

    /**
     * @param label what stands after BEGIN
     * @param headers lines of the form {@code Name: value} before the Base64, as old encrypted keys have them
     * @param der the bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(String label, String headers, byte[] der) {}

    /** @return the file's text */
    public static Pem read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException("Cannot read " + file + ": it is larger than 1 MiB, so it is no PEM"
                        + " file. Name the file with the certificate or key itself.");
            }
            return new Pem(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("Cannot read " + file + ": there is no such file.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot read " + file + " (" + e + "). Is it a file, and may this user read it?", e);
        }
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        for (int from = 0; begin.find(from); ) {
            String label = begin.group(1);
            String end = "-----END " + label + "-----";
            int to = text.indexOf(end, begin.end());
            if (to < 0) {
                throw bad("its " + label + " block has no end; the file seems to be cut off");
            }
            blocks.add(block(label, text.substring(begin.end(), to)));
            from = to + end.length();
        }
        if (blocks.isEmpty()) {
            throw bad("there is no line like -----BEGIN CERTIFICATE----- in it, so it isn't in PEM format. For DER:"
                    + " openssl x509 -inform der -in FILE, or openssl pkey -inform der -in FILE");
        }
        return blocks;
    }

    private Block block(String label, String content) {
        StringBuilder headers = new StringBuilder();
        StringBuilder base64 = new StringBuilder();
        content.lines().map(String::strip).forEach(line -> {
            if (line.contains(":")) {
                headers.append(line).append('\n');
            } else {
                base64.append(line);
            }
        });
        try {
            // The headers of an old encrypted key may be continued; its bytes aren't looked at.
            boolean encrypted = headers.indexOf("ENCRYPTED") >= 0;
            return new Block(
                    label,
                    headers.toString(),
                    encrypted ? new byte[0] : Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            throw bad("the Base64 of its " + label + " block is damaged");
        }
    }

    /** A message that names this file; its content, which may be a key, is never quoted. */
    IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("Cannot use " + name + ": " + why + ".");
    }

    /** @return the name; never the text, which may be a key */
    @Override
    public String toString() {
        return name;
    }
}
