package dev.drydock.client;

/**
 * How to unpack an archive in a container.
 *
 * @param noOverwriteDirNonDir whether to refuse a file in the place of a folder, and a folder in the place of a file
 * @param copyUIDGID whether all shall belong to the user that the container runs as, instead of the owners that the archive
 *     names; what Podman does of its own accord
 */
public record UnpackOptions(boolean noOverwriteDirNonDir, boolean copyUIDGID) {
    /** The archive's owners; a file takes the place of an empty folder. */
    public static final UnpackOptions DEFAULT = new UnpackOptions(false, false);

    /** @return the same, without exchanging folders and files for each other */
    public UnpackOptions withNoOverwriteDirNonDir() {
        return new UnpackOptions(true, copyUIDGID);
    }

    /** @return the same, with all for the container's user */
    public UnpackOptions withCopyUIDGID() {
        return new UnpackOptions(noOverwriteDirNonDir, true);
    }
}
