package dev.drydock.snapshot;

import dev.drydock.client.ImageReference;
import java.util.List;

/**
 * Containers frozen at one instant, each as an image that holds its file system and the data of its volumes.
 *
 * @param id such as {@code 20261121-034512-7f3a}
 * @param test the test, as its framework identifies it
 * @param created when they were frozen, in RFC 3339
 * @param consistent whether all that ran were paused at that instant, so that they agree with each other
 * @param images one for each container
 * @param removeCommand a line for a shell on the engine's machine that removes the images
 * @param remarks what isn't as it should be, for people; empty when all is
 */
public record Snapshot(
        String id,
        String test,
        String created,
        boolean consistent,
        List<Image> images,
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
     */
    public record Image(String container, ImageReference name, String imageId, String openCommand) {}
}
