package dev.drydock.junit.internal.session;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/** The use of a session by one execution. Its end waits for what the execution still has to remove. */
@SuppressWarnings("deprecation") // JUnit 5.12 closes only this kind of resource, later ones prefer AutoCloseable.
public final class SessionLease implements Store.CloseableResource, AutoCloseable {
    private final EngineSession session;
    private final AtomicBoolean closed = new AtomicBoolean();

    SessionLease(Settings settings) {
        this.session = Sessions.ALL.acquire(settings);
    }

    /**
     * Takes part in the session of an execution, or begins it; nothing is opened yet.
     *
     * @param parameters of JUnit's configuration, by their names
     * @return to be closed when the execution is through
     * @throws IllegalArgumentException when a setting isn't possible
     */
    public static SessionLease of(Function<String, Optional<String>> parameters) {
        return new SessionLease(Settings.of(parameters));
    }

    /** What is used. */
    public EngineSession session() {
        return session;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            session.awaitRemovals();
        } finally {
            Sessions.ALL.release(session);
        }
    }
}
