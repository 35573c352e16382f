package dev.drydock.client.internal.transport;

import dev.drydock.client.EngineAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Picks the way to an engine by its address.
 *
 * @param tls for addresses with TLS
 * @param ssh the command, with options of the user's own
 */
public record Connectors(Tls tls, List<String> ssh) {
    /** Without settings. */
    public static final Connectors DEFAULT = new Connectors(Tls.DEFAULT, List.of("ssh"));

    /** @param with instead of these settings */
    public Connectors tls(Tls with) {
        return new Connectors(with, ssh);
    }

    /**
     * @param address of the engine
     * @return the way there; nothing is opened yet
     */
    public Route to(EngineAddress address) {
        return new Route(
                address,
                switch (address.kind()) {
                    case UNIX -> timeout -> UnixConnection.open(Path.of(address.target()), timeout);
                    case TCP -> new TcpConnector(address.target(), null);
                    case TLS -> new TcpConnector(address.target(), tls);
                    case SSH -> new SshConnector(ssh, address.target());
                });
    }

    /** Sockets count in milliseconds, and 0 means for ever: a shorter limit is rounded up. */
    static int millis(Duration limit) {
        if (limit.isZero()) {
            return 0;
        }
        // Before it is counted in milliseconds, which more than some 292 million years can't be.
        return limit.toSeconds() >= Integer.MAX_VALUE / 1000 ? Integer.MAX_VALUE : (int) Math.max(1, limit.toMillis());
    }
}
