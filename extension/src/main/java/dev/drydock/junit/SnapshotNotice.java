package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * Says, suppressed onto a test's failure, where the containers of that test were kept, or why they couldn't be. It has no
 * stack trace: nothing went wrong where it was made.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class SnapshotNotice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the images and the commands that open them, or what went wrong */
    public SnapshotNotice(String message) {
        super(message, null, false, false);
    }
}
