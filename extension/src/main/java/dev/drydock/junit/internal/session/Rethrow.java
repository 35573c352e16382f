package dev.drydock.junit.internal.session;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Throws in one thread what was thrown in another. */
public final class Rethrow {
    private Rethrow() {}

    /**
     * @param e what a future threw
     * @return never; for the compiler's sake
     */
    public static RuntimeException causeOf(Exception e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw new IllegalStateException(cause.getMessage(), cause);
    }
}
