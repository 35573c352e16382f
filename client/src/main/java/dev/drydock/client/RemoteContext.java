package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import java.util.regex.Pattern;

/**
 * Addresses of contexts that an engine fetches. What isn't one must not reach an engine: Podman takes it for a folder of its own
 * machine, below the one that it was started in, builds from that, and removes it afterwards.
 */
final class RemoteContext {
    private static final Pattern FETCHED = Pattern.compile("(?i)(https?|git)://[^/].*|github\\.com/.+");
    private static final Pattern BY_SSH = Pattern.compile("(?i)ssh://[^/-].*|git@[^/-].*");

    private RemoteContext() {}

    /**
     * @param address that was given
     * @return it
     * @throws IllegalArgumentException when it is none
     */
    static String checked(String address) {
        if (!FETCHED.matcher(address).matches() && !BY_SSH.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "Cannot build from '" + shown(address) + "': it is no address that an engine"
                            + " can fetch. One begins with https://, http://, git://, ssh://, git@ or github.com/. A folder of this"
                            + " machine is a BuildContext.");
        }
        return address;
    }

    /**
     * @param doing as in {@link dev.drydock.client.internal.Request}
     * @param address that was given
     * @param exchange with the engine that is to fetch it
     */
    static void check(String doing, String address, Exchange exchange) {
        checked(address);
        if (!FETCHED.matcher(address).matches() && exchange.isPodman()) {
            throw new UnsupportedByEngineException(
                    "Cannot " + doing + ": Podman, at " + exchange.address() + ", would take '" + shown(address)
                            + "' for a folder of its own machine. Use an address with https://.");
        }
    }

    /** What stands before an @ may be a password. */
    private static String shown(String address) {
        return address.replaceFirst("//[^/]*@", "//***@");
    }
}
