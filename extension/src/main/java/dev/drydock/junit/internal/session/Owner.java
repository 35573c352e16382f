package dev.drydock.junit.internal.session;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose a container is: written into a label when it is created, so that a later run can tell whether the JVM that made it
 * still lives. A process id alone doesn't say: it is given out again, and each machine and container counts anew.
 *
 * @param host name of the machine, and its process id namespace
 * @param boot of the machine
 * @param pid of the JVM
 * @param started when the JVM was started, in milliseconds since 1970
 */
record Owner(String host, String boot, long pid, long started) {
    /** After this, what somebody else's machine has left behind counts as left behind. */
    static final Duration LIFE_SPAN = Duration.ofHours(24);

    static Owner thisJvm() {
        ProcessHandle self = ProcessHandle.current();
        long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new Owner(hostName() + "/" + processNamespace(), bootId(), self.pid(), started);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** As it is written into a label. */
    String label() {
        return String.join("|", host, boot, Long.toString(pid), Long.toString(started));
    }

    static Optional<Owner> parse(String label) {
        String[] parts = label.split("\\|", -1);
        if (parts.length != 4 || !parts[2].matches("[0-9]{1,18}") || !parts[3].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3])));
    }

    /**
     * Whether what this owner made can be removed.
     *
     * @param self the JVM that asks
     * @param made when it was made
     */
    boolean isGone(Owner self, Instant made, Instant now) {
        if (!host.equals(self.host)) {
            return made.plus(LIFE_SPAN).isBefore(now);
        }
        if (!boot.equals(self.boot)) {
            return true;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty() || !process.get().isAlive()) {
            return true;
        }
        long alive =
                process.get().info().startInstant().map(Instant::toEpochMilli).orElse(started);
        // Clocks are read in ticks: the same process may be seen to have started a moment earlier or later.
        return Math.abs(alive - started) > 2000;
    }
}
