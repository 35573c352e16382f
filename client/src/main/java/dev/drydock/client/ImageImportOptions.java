package dev.drydock.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the image is to be that is made of a file system. Each method returns a copy.
 *
 * @param name that it gets, with the tag {@code latest} where it has none; {@code null} for none
 * @param message that its history shows
 * @param changes instructions of a Dockerfile to apply, such as {@code CMD ["sh"]}
 * @param platform such as {@code linux/arm64}; {@code null} for the engine's own
 */
public record ImageImportOptions(
        @Nullable ImageReference name,
        @Nullable String message,
        List<String> changes,
        @Nullable String platform) {
    /** An image without a name. */
    public static final ImageImportOptions DEFAULT = new ImageImportOptions(null, null, List.of(), null);

    /** Copies the list. */
    public ImageImportOptions {
        changes = List.copyOf(changes);
        if (platform != null) {
            PlatformText.parse(platform);
        }
        if (name != null && name.digest() != null) {
            throw new IllegalArgumentException(
                    "An image can't be imported as '" + name + "': what digest it has shows afterwards.");
        }
    }

    /**
     * @param reference that the image gets
     * @return the same with this name
     */
    public ImageImportOptions withName(ImageReference reference) {
        return new ImageImportOptions(reference, message, changes, platform);
    }

    /**
     * @param text that its history shows
     * @return the same with this message
     */
    public ImageImportOptions withMessage(String text) {
        return new ImageImportOptions(name, text, changes, platform);
    }

    /**
     * @param instructions of a Dockerfile, such as {@code CMD ["sh"]} or {@code ENV A=b}
     * @return the same with these
     */
    public ImageImportOptions withChanges(String... instructions) {
        return new ImageImportOptions(name, message, List.of(instructions), platform);
    }

    /**
     * @param text such as {@code linux/arm64}
     * @return the same with this platform
     */
    public ImageImportOptions withPlatform(String text) {
        return new ImageImportOptions(name, message, changes, text);
    }

    /** Instructions are only counted: they may set a variable to a password. */
    @Override
    public String toString() {
        return "ImageImportOptions[name=" + name + ", changes=" + changes.size() + ", platform=" + platform + "]";
    }
}
