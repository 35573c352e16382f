package dev.drydock.junit.internal.start;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a network.
 *
 * @param base any of them
 * @param length how many bits they have in common
 */
record Subnet(InetAddress base, int length) {
    /** @param text such as {@code 172.17.0.0/16} */
    static Optional<Subnet> parse(@Nullable String text) {
        if (text == null || !text.matches("[0-9a-fA-F:.]+/[0-9]{1,3}")) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        return address(text.substring(0, slash))
                .map(base -> new Subnet(base, Integer.parseInt(text.substring(slash + 1))));
    }

    /** Only for what looks like an address: names would be asked for. */
    private static Optional<InetAddress> address(String text) {
        if (!text.matches("[0-9a-fA-F:.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean contains(String text) {
        return address(text).filter(this::contains).isPresent();
    }

    boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        int rest = mine.length * 8 - length;
        return mine.length == other.length
                && rest >= 0
                && new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, other).shiftRight(rest));
    }

    /** Whether an interface of this machine has the address. */
    static boolean isOfThisMachine(String text) {
        return address(text)
                .filter(address -> {
                    try {
                        return NetworkInterface.getByInetAddress(address) != null;
                    } catch (IOException e) {
                        return false;
                    }
                })
                .isPresent();
    }
}
