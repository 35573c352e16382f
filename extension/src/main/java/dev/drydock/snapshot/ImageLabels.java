package dev.drydock.snapshot;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The labels of the images of a snapshot. */
final class ImageLabels {
    private static final String ALL_OURS = "dev.drydock.snapshot";

    private ImageLabels() {}

    /** Those that all images of a snapshot have, that of the evidence, too; but for the maker. */
    static Map<String, String> common(
            SnapshotRequest request, String id, Instant created, boolean consistent, int size) {
        Map<String, String> labels = new LinkedHashMap<>(request.labels());
        labels.put(SnapshotLabels.ID, id);
        labels.put(SnapshotLabels.KIND, request.kind().name().toLowerCase(Locale.ROOT));
        labels.put(SnapshotLabels.NAME, request.name());
        labels.put(SnapshotLabels.SIZE, Integer.toString(size));
        labels.put(SnapshotLabels.TEST, request.test());
        labels.put(SnapshotLabels.CREATED, created.toString());
        labels.put(SnapshotLabels.CONSISTENT, Boolean.toString(consistent));
        return labels;
    }

    /** Those of one container's image besides. */
    static Map<String, String> of(Freezer.Frozen frozen, String state) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(SnapshotLabels.CONTAINER, frozen.member().name());
        labels.put(SnapshotLabels.OPEN, frozen.open());
        labels.put(
                SnapshotLabels.EXPOSED,
                frozen.details().config().exposedPorts().keySet().stream()
                        .sorted(Comparator.naturalOrder())
                        .collect(Collectors.joining(",")));
        labels.put(SnapshotLabels.SETUP, Setup.write(Setup.of(frozen)));
        labels.put(SnapshotLabels.STATE, state);
        return labels;
    }

    static boolean isOurs(String label) {
        return label.equals(ALL_OURS) || label.startsWith(ALL_OURS + ".");
    }

    /** One step of a Dockerfile: each would otherwise be an image of its own. */
    static String instruction(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(each -> quoted(each.getKey()) + "=" + quoted(each.getValue()))
                // The parser takes no line of more than 64 KiB.
                .collect(Collectors.joining(" \\\n  ", "LABEL ", "\n"));
    }

    /** A word in which the builder would replace variables, and which can't have line breaks. */
    static String quoted(String text) {
        String escaped = plain(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
        return "\"" + escaped + "\"";
    }

    /** What a label's value is to be, whichever way the image gets it: a Dockerfile can't have line breaks in one. */
    static String plain(String value) {
        return value.replaceAll("\\p{Cntrl}", " ");
    }
}
