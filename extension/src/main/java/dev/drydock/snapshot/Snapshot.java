package dev.drydock.snapshot;

import dev.drydock.client.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers frozen at one instant, each as an image that holds its file system and the data of its volumes.
 *
 * @param id such as {@code 20261121-034512-7f3a}
 * @param kind why they were frozen
 * @param name what people call it, such as {@code OrderTests.keepsOrders}
 * @param test the test, as its framework identifies it
 * @param created when they were frozen, in RFC 3339
 * @param consistent whether all that ran were paused at that instant, so that they agree with each other
 * @param images one for each container, in the order in which they are started
 * @param evidence the image that holds what was written down beside; empty when there is none
 * @param removeCommand a line for a shell on the engine's machine that removes the images
 * @param remarks what isn't as it should be, for people; empty when all is. Known only to whoever has taken it
 */
public record Snapshot(
        String id,
        SnapshotKind kind,
        String name,
        String test,
        String created,
        boolean consistent,
        List<Image> images,
        Optional<ImageReference> evidence,
        String removeCommand,
        List<String> remarks) {
    /** Copies the lists. */
    public Snapshot {
        images = List.copyOf(images);
        remarks = List.copyOf(remarks);
    }

    /**
     * A container of a snapshot.
     *
     * @param container its name in its test class
     * @param name of the image
     * @param imageId of the image
     * @param openCommand a line for a shell on the engine's machine: starts a container from the image, opens it with a
     *     client or shell, and removes it afterwards
     * @param setup how the container was set up, so far as the image doesn't say it
     */
    public record Image(
            String container, ImageReference name, String imageId, String openCommand, FrozenContainer setup) {}

    /**
     * @param container its name in its test class
     * @return its image
     */
    public Optional<Image> image(String container) {
        return images.stream()
                .filter(each -> each.container().equals(container))
                .findFirst();
    }

    /** @return the line that opens all its containers, together and as they were, and shows what was written down */
    public String openCommand() {
        return "drydock snapshots open " + id;
    }

    /** The same with an image that holds what was written down beside. */
    Snapshot withEvidence(ImageReference written) {
        return new Snapshot(
                id,
                kind,
                name,
                test,
                created,
                consistent,
                images,
                Optional.of(written),
                removeCommand + " " + written,
                remarks);
    }

    /** The same with one thing more that isn't as it should be. */
    Snapshot withRemark(String remark) {
        List<String> more = new ArrayList<>(remarks);
        more.add(remark);
        return new Snapshot(id, kind, name, test, created, consistent, images, evidence, removeCommand, more);
    }
}
