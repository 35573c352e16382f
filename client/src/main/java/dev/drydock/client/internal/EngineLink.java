package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.internal.transport.Connector;
import dev.drydock.client.internal.transport.Connectors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all calls of one client have in common: the engine, what was agreed with it, and the connections to it. */
public final class EngineLink {
    final IdleConnections idle = new IdleConnections();
    final OpenExchanges open = new OpenExchanges(null);
    final Negotiation negotiation;
    private final Supplier<EngineAddress> discovery;
    private volatile @Nullable Engine engine;

    record Engine(EngineAddress address, Connector connector, String host) {}

    /**
     * @param discovery finds the engine; asked at the first call
     * @param pinned version to speak, or {@code null} to negotiate
     */
    public EngineLink(Supplier<EngineAddress> discovery, @Nullable ApiVersion pinned) {
        this.discovery = discovery;
        this.negotiation = new Negotiation(pinned);
    }

    Engine engine() {
        Engine known = engine;
        if (known == null) {
            synchronized (this) {
                known = engine;
                if (known == null) {
                    EngineAddress address = discovery.get();
                    boolean named = address.kind() == EngineAddress.Kind.TCP;
                    known = new Engine(address, Connectors.of(address), named ? address.target() : "docker");
                    engine = known;
                }
            }
        }
        return known;
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
