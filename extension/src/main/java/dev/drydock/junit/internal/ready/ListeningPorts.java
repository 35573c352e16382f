package dev.drydock.junit.internal.ready;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the kernel says of the ports on which processes of a container listen: the tables of {@code /proc/net}. */
final class ListeningPorts {
    private static final String LISTEN = "0A";

    private ListeningPorts() {}

    /**
     * Whether a table lists the port.
     *
     * @param table as {@code /proc/net/tcp} and {@code tcp6} have it, or both one after the other
     */
    static boolean has(String table, int port) {
        String end = String.format(":%04X", port);
        return table.lines()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(words -> words.length > 3 && words[1].endsWith(end) && words[3].equals(LISTEN));
    }

    /**
     * The tables of a process of this machine.
     *
     * @param pid as the engine says it, which may have process ids of its own
     * @param containerId that the process must belong to
     * @return empty where it isn't one of the container, as far as can be seen from here
     */
    static Optional<String> of(long pid, String containerId) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            if (pid <= 0 || !Files.readString(process.resolve("cgroup")).contains(containerId)) {
                return Optional.empty();
            }
            return Optional.of(read(process.resolve("net/tcp")) + read(process.resolve("net/tcp6")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String read(Path table) throws IOException {
        // Without IPv6 there is no second table.
        return Files.exists(table) ? Files.readString(table) : "";
    }
}
