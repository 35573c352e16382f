package dev.drydock.junit.internal.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The TCP servers of this machine, as the kernel lists them. */
final class ListeningSockets {
    private static final String LISTENING = "0A";

    private ListeningSockets() {}

    /** Whether a server listens at that port on all addresses, and so on the gateways of containers' networks, too. */
    static boolean onAllAddresses(int port) {
        return lists("/proc/net/tcp", "0+", port) || lists("/proc/net/tcp6", "0+", port);
    }

    /** Whether a server listens at that port on the loopback address; also when that can't be seen. */
    static boolean onLoopback(int port) {
        return !Files.isReadable(Path.of("/proc/net/tcp"))
                || lists("/proc/net/tcp", "0100007F", port)
                || lists("/proc/net/tcp6", "0{24}01000000|0{16}FFFF00000100007F", port);
    }

    private static boolean lists(String table, String addresses, int port) {
        String end = String.format(Locale.ROOT, ":%04X", port);
        try (Stream<String> lines = Files.lines(Path.of(table))) {
            return lines.map(line -> line.strip().split(" +", -1))
                    .filter(fields -> fields.length > 3 && fields[3].equals(LISTENING))
                    .anyMatch(fields -> fields[1].matches("(" + addresses + ")" + end));
        } catch (IOException e) {
            return false;
        }
    }
}
