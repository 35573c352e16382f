package dev.drydock.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What to freeze.
 *
 * @param test the test, as its framework identifies it; kept in a label
 * @param name what people call it, such as {@code OrderTests.keepsOrders}: the images are called after it
 * @param members the containers, one at least
 * @param maker kept as a label on half-made images, so that those of a killed process can be told; not blank
 * @param blankLabels labels of the containers that the images must not have: an image hands its labels on to whatever is
 *     started from it
 */
public record SnapshotRequest(String test, String name, List<Member> members, String maker, List<String> blankLabels) {
    /** Copies the lists. */
    public SnapshotRequest {
        members = List.copyOf(members);
        blankLabels = List.copyOf(blankLabels);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A snapshot is of one container at least");
        }
    }

    /**
     * A container to freeze.
     *
     * @param name in its test class
     * @param containerId on the engine
     * @param image that it was made of, as people call it: the client that opens it is chosen by that
     * @param open what a person runs in it, a command line for {@code sh}; empty to choose by the image
     */
    public record Member(String name, String containerId, String image, String open) {}

    /** @return labels that are emptied, for a request to the engine */
    Map<String, String> blanks() {
        Map<String, String> blanks = new java.util.LinkedHashMap<>();
        blankLabels.forEach(label -> blanks.put(label, ""));
        return blanks;
    }
}
