package dev.drydock.snapshot;

import dev.drydock.client.ImageReference;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Names for snapshots and their images: legal whatever the test is called, and told apart by people. */
final class SnapshotNames {
    /** All repositories of snapshots begin with this. */
    static final String PREFIX = "drydock/";

    private static final int LONGEST = 90;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SnapshotNames() {}

    static String id(Instant created) {
        // Two failures may fall into the same second.
        int random = ThreadLocalRandom.current().nextInt(0x10000);
        return TIME.format(created) + "-" + HexFormat.of().toHexDigits(random).substring(4);
    }

    static ImageReference image(String test, String container, String id) {
        return new ImageReference(
                ImageReference.DOCKER_HUB, PREFIX + part(test) + "/" + distinctPart(container), id, null);
    }

    /** Lower-case letters and digits, with single dots or dashes between them. */
    static String part(String text) {
        String part = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("[.-]*\\.[.-]*", ".")
                .replaceAll("^[.-]+|[.-]+$", "");
        if (part.isEmpty()) {
            part = "x" + Integer.toHexString(text.hashCode());
        }
        return part.length() <= LONGEST
                ? part
                : part.substring(0, LONGEST).replaceAll("[.-]+$", "") + "-" + Integer.toHexString(text.hashCode());
    }

    /** As {@link #part}, but never the same for two texts: the containers of a snapshot must not share a name. */
    static String distinctPart(String text) {
        String part = part(text);
        return part.equals(text) ? part : part + "-" + Integer.toHexString(text.hashCode());
    }
}
