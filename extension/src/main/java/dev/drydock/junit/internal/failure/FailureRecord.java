package dev.drydock.junit.internal.failure;

import dev.drydock.snapshot.Snapshot;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Whether a test, or a class, has failed, and the snapshot that was taken then. Its closing is the last look: at failures
 * that no callback tells of, such as that of a constructor or of another extension, and at those that another extension
 * has swallowed since.
 */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
final class FailureRecord implements Store.CloseableResource, AutoCloseable {
    private final ExtensionContext context;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Throwable failure;
    private @Nullable Snapshot snapshot;

    FailureRecord(ExtensionContext context) {
        this.context = context;
    }

    /** Whether a failure is the one that counts: the first, or the first after one that another extension has handled. */
    synchronized boolean counts(Throwable now) {
        if (failure != null && !isHandled(failure, now)) {
            return false;
        }
        failure = now;
        return true;
    }

    /** JUnit keeps the first failure that nobody has handled. */
    private boolean isHandled(Throwable before, Throwable now) {
        Throwable kept = context.getExecutionException().orElse(now);
        while (kept != null && kept != before) {
            kept = kept.getCause();
        }
        return kept == null;
    }

    /** Notes the snapshot of the failure that counts, and returns that of a handled one, if there is any. */
    synchronized @Nullable Snapshot replace(@Nullable Snapshot taken) {
        Snapshot before = snapshot;
        snapshot = taken;
        return before;
    }

    /** Closes the record, once, before that what was put into the store earlier. */
    record LastLook(FailureRecord record) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            record.close();
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        FailureTracker tracker = new FailureTracker(context);
        Optional<Throwable> kept = context.getExecutionException().filter(FailureTracker::isFailure);
        if (kept.isPresent()) {
            tracker.markScopes();
            tracker.failed(kept.get());
        } else if (context.getElement().isPresent()) {
            tracker.drop(replace(null));
        }
        // The context of a dynamic test has no element, and isn't told of failures.
    }
}
