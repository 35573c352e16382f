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

    /** Whether an id says a time after that one; ids are in the order of their times, also those that say none. */
    static boolean isAhead(String id, Instant time) {
        return id.compareTo(TIME.format(time) + "-ffff") > 0;
    }

    static ImageReference image(String test, String container, String id) {
        return new ImageReference(
                ImageReference.DOCKER_HUB, PREFIX + part(test) + "/" + distinctPart(container), id, null);
    }

    /** Of the image that holds what was written down beside: the folder of the others' names, so to speak. */
    static ImageReference evidence(String test, String id) {
        return new ImageReference(ImageReference.DOCKER_HUB, PREFIX + part(test), id, null);
    }

    /** Whether it is such a name. */
    static boolean isEvidence(ImageReference name) {
        return name.repository().startsWith(PREFIX) && name.repository().indexOf('/', PREFIX.length()) < 0;
    }

    /** A folder for what is written down of a container: its name, where that can be one, and no other one's has the same. */
    static String folder(String container) {
        return container.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,100}") ? container : distinctPart(container);
    }

    /**
     * Whether a name is one that Drydock gives an image of a snapshot, in the words of any engine. Labels alone don't say it: what
     * somebody builds on such an image has them, too, and what was pushed has a registry's name besides.
     *
     * @param name of an image here
     * @param id of the snapshot, as the image's label says it
     */
    static boolean isOurs(ImageReference name, String id) {
        // Podman calls localhost/ what it doesn't take for Docker Hub's.
        return (name.registry().equals(ImageReference.DOCKER_HUB)
                        || name.registry().equals("localhost"))
                && name.repository().startsWith(PREFIX)
                && id.equals(name.tag());
    }

    /**
     * A name to ask an engine by. Podman takes one without a registry for the first image of any registry whose name ends so: what
     * was pushed has such a name.
     */
    static String exact(ImageReference name) {
        return name.registry() + "/" + name.repository() + ":" + name.tag();
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
