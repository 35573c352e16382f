package dev.drydock.client;

import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ImageDetails;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A platform as people write it.
 *
 * @param os such as {@code linux}
 * @param architecture as engines name it, such as {@code arm64}
 * @param variant such as {@code v7}; empty for none
 */
record PlatformText(String os, String architecture, String variant) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]+/[A-Za-z0-9_-]+(?:/[A-Za-z0-9.]+)?");

    /** Takes it apart. */
    static PlatformText parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a platform: it is written OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as"
                    + " linux/arm64.");
        }
        String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        String variant = parts.length > 2 ? parts[2] : "";
        return switch (parts[1]) {
            case "x86_64", "x86-64" -> new PlatformText(parts[0], "amd64", variant);
            case "aarch64" -> new PlatformText(parts[0], "arm64", variant);
            case "armhf" -> new PlatformText(parts[0], "arm", "v7");
            case "armel" -> new PlatformText(parts[0], "arm", "v6");
            default -> new PlatformText(parts[0], parts[1], variant);
        };
    }

    /** As calls take it that want an object. */
    String json() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("os", os);
        fields.put("architecture", architecture);
        if (!variant.isEmpty()) {
            fields.put("variant", variant);
        }
        return Json.text(fields);
    }

    /** Whether an image is for it, as far as the image says what it is for. */
    boolean covers(ImageDetails image) {
        return says(image.os(), os) && says(image.architecture(), architecture);
    }

    private static boolean says(@Nullable String named, String wanted) {
        return named == null || named.isEmpty() || named.equalsIgnoreCase(wanted);
    }
}
