package dev.drydock.client.internal.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Status line and header fields of a response.
 *
 * @param status such as 200
 * @param oldVersion whether it is HTTP/1.0, which keeps no connection
 * @param fields names in lower case, in the order in which they came
 */
public record ResponseHead(int status, boolean oldVersion, List<Field> fields) {
    /** What all lines of a head may have together, in bytes. */
    static final int LIMIT = 64 * 1024;

    /**
     * A header field.
     *
     * @param name in lower case
     * @param value without white space around it
     */
    public record Field(String name, String value) {}

    /**
     * @param name in lower case
     * @return the first such field's value, or {@code null}
     */
    public @Nullable String field(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** Gives whether the engine will go on with this connection after the body. */
    boolean keepsConnection() {
        return !oldVersion
                && fields.stream()
                        .filter(field -> field.name().equals("connection"))
                        .noneMatch(
                                field -> field.value().toLowerCase(Locale.ROOT).contains("close"));
    }

    static ResponseHead read(WireInput in) throws IOException {
        String line = in.line(LIMIT);
        if (line == null) {
            throw new WireException("the engine closed the connection without an answer");
        }
        int status = status(line);
        boolean old = line.charAt(7) == '0';
        int left = LIMIT - line.length();
        List<Field> fields = new ArrayList<>();
        while (true) {
            line = in.line(left);
            if (line == null) {
                throw new WireException("the connection ended in the middle of the head");
            }
            if (line.isEmpty()) {
                return new ResponseHead(status, old, List.copyOf(fields));
            }
            left -= line.length() + 1;
            int colon = line.indexOf(':');
            if (colon <= 0 || Character.isWhitespace(line.charAt(0))) {
                throw new WireException("a header field without a name");
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            fields.add(new Field(name, line.substring(colon + 1).strip()));
        }
    }

    private static int status(String line) throws WireException {
        if (line.length() >= 12
                && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
                && (line.length() == 12 || line.charAt(12) == ' ')) {
            int status = 0;
            for (int i = 9; i < 12; i++) {
                char digit = line.charAt(i);
                status = digit < '0' || digit > '9' ? Integer.MIN_VALUE : status * 10 + digit - '0';
            }
            if (status >= 100 && status <= 599) {
                return status;
            }
        }
        String shown = line.substring(0, Math.min(line.length(), 80)).replaceAll("[^ -~]", "?");
        throw new WireException("this isn't an HTTP/1.1 answer: '" + shown + "'");
    }
}
