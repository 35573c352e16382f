package dev.drydock.junit.internal.session;

import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@code podman system service} that the client has started for this JVM. It ends with the JVM, but for one that is
 * killed.
 *
 * @param pid of the process
 * @param started when, in milliseconds since 1970; 0 when unknown. Process ids are given out again
 * @param socket where it listens, alone in its folder but for its words
 */
record OwnService(long pid, long started, Path socket) {
    /** @return that of this JVM, if the address is its */
    static Optional<OwnService> of(EngineAddress address) {
        if (address.kind() != EngineAddress.Kind.UNIX) {
            return Optional.empty();
        }
        return ProcessHandle.current()
                .children()
                .filter(each -> Arrays.asList(each.info().arguments().orElse(new String[0]))
                        .contains("unix://" + address.target()))
                .findFirst()
                .map(each -> new OwnService(each.pid(), started(each), Path.of(address.target())));
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** As it is told through the pipe. */
    String line() {
        return pid + " " + started + " " + socket;
    }

    static Optional<OwnService> parse(String line) {
        String[] parts = line.split(" ", 3);
        return parts.length == 3 && parts[0].matches("\\d{1,18}") && parts[1].matches("\\d{1,18}")
                ? Optional.of(new OwnService(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Path.of(parts[2])))
                : Optional.empty();
    }

    EngineAddress address() {
        return EngineAddress.unix(socket);
    }

    private Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(each -> each.isAlive() && started(each) == started);
    }

    boolean isAlive() {
        return process().isPresent();
    }

    /** Ends it, and removes what it leaves in its folder. */
    void end() {
        process().ifPresent(each -> {
            each.destroyForcibly();
            each.onExit().join();
        });
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.resolveSibling("stderr"));
            Files.deleteIfExists(socket.toAbsolutePath().getParent());
        } catch (IOException e) {
            System.getLogger("dev.drydock").log(System.Logger.Level.DEBUG, "Cannot remove what podman has left", e);
        }
    }
}
