package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerProtocolException;
import dev.drydock.client.DockerResponseException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Agrees on an API version at the first call; a failure to reach the engine settles nothing. */
final class Negotiation {
    private final Exchange exchange;
    private final @Nullable ApiVersion pinned;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Handshake agreed;

    Negotiation(Exchange exchange, @Nullable ApiVersion pinned) {
        this.exchange = exchange;
        this.pinned = pinned;
    }

    Handshake handshake() {
        Handshake known = agreed;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            known = agreed;
            if (known == null) {
                known = agree();
                agreed = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Handshake agree() {
        try (Response ping = ping()) {
            boolean podman = ping.header("libpod-api-version") != null;
            String offered = ping.header("api-version");
            return new Handshake(pinned != null ? pinned : chosen(offered), podman);
        }
    }

    private Response ping() {
        try {
            return exchange.send(Request.of("HEAD", "reach the engine", "_ping").unversioned());
        } catch (DockerResponseException e) {
            // HEAD came with API 1.40; some proxies don't let it pass.
            return exchange.send(Request.get("reach the engine", "_ping").unversioned());
        }
    }

    private ApiVersion chosen(@Nullable String offered) {
        if (offered == null || offered.isBlank()) {
            throw new DockerProtocolException(
                    "What answers at " + exchange.address() + " doesn't say which version of the Engine API it speaks:"
                            + " it doesn't seem to be a Docker or Podman engine. Set an API version to talk to it all"
                            + " the same.",
                    null);
        }
        ApiVersion theirs;
        try {
            theirs = ApiVersion.parse(offered.strip());
        } catch (IllegalArgumentException e) {
            throw new DockerProtocolException(
                    "The engine at " + exchange.address() + " names an API version that" + " is none: '" + offered
                            + "'.",
                    e);
        }
        if (!theirs.isAtLeast(ApiVersion.OLDEST)) {
            throw new DockerException(
                    "The engine at " + exchange.address() + " is too old: it speaks the Engine API up to " + theirs
                            + ", Drydock needs " + ApiVersion.OLDEST + " to " + ApiVersion.NEWEST
                            + ". Update the engine (Docker 19.03 and newer will do).",
                    null);
        }
        return theirs.isAtLeast(ApiVersion.NEWEST) ? ApiVersion.NEWEST : theirs;
    }
}
