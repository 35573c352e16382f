package dev.drydock.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which engines name content. */
final class Sha256 {
    private Sha256() {}

    /** A new one; every JDK has it. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
