package dev.drydock.junit.internal.session;

import dev.drydock.client.ImageReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image, or all whose names begin alike, in whose place another is taken.
 *
 * @param from a name without tag, for all its tags; one with a tag; or the beginning of full names, with a slash at its end
 * @param to the same of another image
 */
public record Substitution(String from, String to) {
    private static final String TAKES = "' is no substitution: it takes FROM=TO, both an image's name such as"
            + " postgres or postgres:15, or both the beginning of names such as ghcr.io/team/";

    static Substitution parse(String text) {
        int equals = text.indexOf('=');
        String from = text.substring(0, Math.max(0, equals)).strip();
        String to = text.substring(equals + 1).strip();
        if (from.isEmpty() || to.isEmpty() || from.endsWith("/") != to.endsWith("/")) {
            throw new IllegalArgumentException("'" + shown(text) + TAKES);
        }
        Substitution substitution = new Substitution(from, to);
        if (!from.endsWith("/")) {
            ImageReference.parse(to);
            ImageReference key = ImageReference.parse(from);
            if (key.digest() != null) {
                throw new IllegalArgumentException("'" + shown(text) + TAKES);
            }
        }
        return substitution;
    }

    /** Who takes a registry for a URL may have put credentials in front. */
    private static String shown(String text) {
        return text.replaceAll("[^/@=]*:[^/@=]*@", "***@");
    }

    /** What is taken instead of an image; empty when this is about others. */
    Optional<ImageReference> of(ImageReference image) {
        return Optional.ofNullable(from.endsWith("/") ? byBeginning(image) : byName(image));
    }

    private @Nullable ImageReference byBeginning(ImageReference image) {
        String full = image.registry() + "/" + image.repository();
        if (!full.startsWith(from)) {
            return null;
        }
        ImageReference other = ImageReference.parse(to + full.substring(from.length()));
        return new ImageReference(other.registry(), other.repository(), image.tag(), image.digest());
    }

    private @Nullable ImageReference byName(ImageReference image) {
        ImageReference key = ImageReference.parse(from);
        boolean same =
                key.registry().equals(image.registry()) && key.repository().equals(image.repository());
        if (!same || (key.tag() != null && !key.tag().equals(image.tagOrLatest()))) {
            return null;
        }
        ImageReference other = ImageReference.parse(to);
        return other.tag() != null || other.digest() != null
                ? other
                : new ImageReference(other.registry(), other.repository(), image.tag(), image.digest());
    }
}
