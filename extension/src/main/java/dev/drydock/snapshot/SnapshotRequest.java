package dev.drydock.snapshot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to freeze.
 *
 * @param kind why
 * @param test the test, as its framework identifies it; kept in a label
 * @param name what people call it, such as {@code OrderTests.keepsOrders}: the images are called after it
 * @param members the containers, one at least, in the order in which they are started
 * @param maker kept as a label on half-made images, so that those of a killed process can be told; not blank
 * @param blankLabels labels of the containers that the images must not have: an image hands its labels on to whatever is
 *     started from it
 * @param labels that the images get besides
 * @param options what is read, and how
 * @param facts what is written down beside it: a file by a name with a dot, such as {@code failure.txt}; an entry of
 *     {@code snapshot.json} by a name without, such as {@code displayName}
 * @param helperPrefix of the names of containers that are made to read volumes, where the engine needs such
 * @param helperLabels of those containers: whatever removes what a killed process has left goes by them
 */
public record SnapshotRequest(
        SnapshotKind kind,
        String test,
        String name,
        List<Member> members,
        String maker,
        List<String> blankLabels,
        Map<String, String> labels,
        SnapshotOptions options,
        Map<String, String> facts,
        String helperPrefix,
        Map<String, String> helperLabels) {
    /** Copies the lists. */
    public SnapshotRequest {
        members = List.copyOf(members);
        blankLabels = List.copyOf(blankLabels);
        labels = Map.copyOf(labels);
        facts = Map.copyOf(facts);
        helperLabels = Map.copyOf(helperLabels);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A snapshot is of one container at least");
        }
    }

    /** A request with what is usual, to be changed. */
    public static SnapshotRequest of(SnapshotKind kind, String test, String name, List<Member> members, String maker) {
        return new SnapshotRequest(
                kind,
                test,
                name,
                members,
                maker,
                List.of(),
                Map.of(),
                SnapshotOptions.DEFAULT,
                Map.of(),
                "drydock-snapshot-",
                Map.of());
    }

    /** The same with labels that the images must not have. */
    public SnapshotRequest withBlankLabels(List<String> names) {
        return new SnapshotRequest(
                kind, test, name, members, maker, names, labels, options, facts, helperPrefix, helperLabels);
    }

    /** The same with labels that the images get besides. */
    public SnapshotRequest withLabels(Map<String, String> more) {
        return new SnapshotRequest(
                kind, test, name, members, maker, blankLabels, more, options, facts, helperPrefix, helperLabels);
    }

    /** The same with other options. */
    public SnapshotRequest withOptions(SnapshotOptions other) {
        return new SnapshotRequest(
                kind, test, name, members, maker, blankLabels, labels, other, facts, helperPrefix, helperLabels);
    }

    /** The same with what is to be written down beside it. */
    public SnapshotRequest withFacts(Map<String, String> texts) {
        return new SnapshotRequest(
                kind, test, name, members, maker, blankLabels, labels, options, texts, helperPrefix, helperLabels);
    }

    /**
     * The same with what containers are called that are made to read volumes: Podman doesn't tell the owners of files
     * otherwise. They are removed before the snapshot is complete.
     *
     * @param prefix of their names
     * @param more their labels
     */
    public SnapshotRequest withHelpers(String prefix, Map<String, String> more) {
        return new SnapshotRequest(kind, test, name, members, maker, blankLabels, labels, options, facts, prefix, more);
    }

    /**
     * A container to freeze.
     *
     * @param name in its test class
     * @param containerId on the engine
     * @param image that it was made of, as people call it: the client that opens it is chosen by that
     * @param open what a person runs in it, a command line for {@code sh}; empty to choose by the image
     * @param before what is run in it before it is paused, command lines for {@code sh}
     * @param dependsOn names of members that were started before
     */
    public record Member(
            String name, String containerId, String image, String open, List<String> before, List<String> dependsOn) {
        /** Copies the lists. */
        public Member {
            before = List.copyOf(before);
            dependsOn = List.copyOf(dependsOn);
        }
    }

    /** @return labels that are emptied, for a request to the engine */
    Map<String, String> blanks() {
        Map<String, String> blanks = new LinkedHashMap<>();
        blankLabels.forEach(label -> blanks.put(label, ""));
        return blanks;
    }
}
