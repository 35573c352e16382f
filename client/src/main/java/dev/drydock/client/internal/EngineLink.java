package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.CredentialSource;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.Timeouts;
import dev.drydock.client.internal.transport.Route;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all calls of one client have in common: the engine, what was agreed with it, and the connections to it. */
public final class EngineLink {
    final IdleConnections idle = new IdleConnections();
    final OpenExchanges open = new OpenExchanges(null);
    final Negotiation negotiation;
    final CredentialSource credentials;
    /** The client's own limits; single calls may have others. */
    final Timeouts prompt;

    final Timeouts patient;

    /** Whether a connection has ever come about. */
    volatile boolean reached;

    private final Supplier<Route> discovery;
    private volatile @Nullable Route engine;

    /**
     * @param discovery finds the engine; asked at the first call
     * @param pinned version to speak, or {@code null} to negotiate
     * @param credentials for registries
     * @param prompt limits of calls that the engine answers at once
     * @param patient limits of those that take as long as they take
     */
    public EngineLink(
            Supplier<Route> discovery,
            @Nullable ApiVersion pinned,
            CredentialSource credentials,
            Timeouts prompt,
            Timeouts patient) {
        this.discovery = discovery;
        this.prompt = prompt;
        this.patient = patient;
        this.negotiation = new Negotiation(pinned);
        this.credentials = credentials;
    }

    Route engine() {
        Route known = engine;
        if (known == null) {
            synchronized (this) {
                known = engine;
                if (known == null) {
                    known = discovery.get();
                    engine = known;
                }
            }
        }
        return known;
    }

    /** @return for the header of that name; of what has no name of its own, any will do */
    String host() {
        EngineAddress address = engine().address();
        boolean named = address.kind() == EngineAddress.Kind.TCP || address.kind() == EngineAddress.Kind.TLS;
        return named ? address.target() : "docker";
    }

    void closeIdle() {
        idle.closeAll();
    }

    /** Ends every call that is under way; later ones fail. */
    public void close() {
        open.close();
        idle.close();
    }
}
