package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.DockerException;
import dev.drydock.client.DockerProtocolException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Agrees on an API version at the first call; a failure to reach the engine settles nothing. */
final class Negotiation {
    private static final String VERSION = "api-version";

    private final @Nullable ApiVersion pinned;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Handshake agreed;

    Negotiation(@Nullable ApiVersion pinned) {
        this.pinned = pinned;
    }

    /**
     * @param exchange to ask the engine with, if that is needed
     * @return the version to speak
     */
    ApiVersion version(Exchange exchange) {
        return pinned != null ? pinned : handshake(exchange).version();
    }

    /**
     * @param exchange to ask the engine with, if that is needed
     * @return the first number of Podman's version, 0 for Docker
     */
    int podman(Exchange exchange) {
        return handshake(exchange).podman();
    }

    /**
     * @param exchange to ask the engine with, if that is needed
     * @return the version of Podman's service, {@code null} when it is another engine
     */
    @Nullable
    String podmanVersion(Exchange exchange) {
        return handshake(exchange).libpod();
    }

    /** @return the version that was set, or {@code null} when it is agreed on with the engine */
    @Nullable
    ApiVersion pinned() {
        return pinned;
    }

    private Handshake handshake(Exchange exchange) {
        Handshake known = agreed;
        if (known != null) {
            return known;
        }
        lock(exchange);
        try {
            known = agreed;
            if (known == null) {
                known = agree(exchange);
                agreed = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever asks just now may have more time than this call. */
    private void lock(Exchange exchange) {
        boolean interrupted = false;
        try {
            while (!lock.tryLock()) {
                try {
                    if (lock.tryLock(exchange.callLeft(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw exchange.late("reach the engine");
                } catch (InterruptedException e) {
                    // As with all that a call waits for: what ends it is a limit, or a close.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Handshake agree(Exchange exchange) {
        Handshake offered = askShortly(exchange);
        if (offered != null) {
            return offered;
        }
        Request request = Request.get("reach the engine", "_ping").unversioned();
        try (Response ping = exchange.sendWhateverComes(request)) {
            // Engines that are starting say their version beside an error.
            if (!ping.isSuccess() && ping.header(VERSION) == null) {
                throw exchange.refused(request, ping);
            }
            offered = handshake(ping, exchange);
            ping.finish();
            return offered;
        } catch (IOException e) {
            throw exchange.failed(request.doing, e);
        }
    }

    /** HEAD came with API 1.40; some proxies don't let it pass. */
    private @Nullable Handshake askShortly(Exchange exchange) {
        Request request = Request.of("HEAD", "reach the engine", "_ping").unversioned();
        Response ping;
        try {
            ping = exchange.sendWhateverComes(request);
        } catch (DockerConnectionException | DockerProtocolException e) {
            if (exchange.mayTryAgain()) {
                return null;
            }
            throw e;
        }
        try (ping) {
            if (ping.status() != 200) {
                return null;
            }
            Handshake offered = handshake(ping, exchange);
            ping.finish();
            return offered;
        } catch (IOException e) {
            throw exchange.failed(request.doing, e);
        }
    }

    private Handshake handshake(Response ping, Exchange exchange) {
        String libpod = ping.header("libpod-api-version");
        return new Handshake(pinned != null ? pinned : chosen(ping.header(VERSION), exchange), libpod);
    }

    private static ApiVersion chosen(@Nullable String offered, Exchange exchange) {
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
                    "The engine at " + exchange.address() + " names an API version that is none: '" + offered + "'.",
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
