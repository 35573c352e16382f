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
 * @param machine its machine id; empty where there is none
 * @param boot its boot id, a new one at each boot; empty where there is none
 * @param pid of the JVM
 * @param started when the JVM was started, in clock ticks since the boot: unlike a time, it doesn't move with the clock
 */
record Owner(String host, String machine, String boot, long pid, long started) {
    /** After this, what can't be told to be alive or not counts as left behind. */
    static final Duration LIFE_SPAN = Duration.ofHours(24);

    private static final Path PROC = Path.of("/proc");

    static Owner thisJvm() {
        long pid = ProcessHandle.current().pid();
        String machine = read(Path.of("/etc/machine-id"));
        String boot = read(PROC.resolve("sys/kernel/random/boot_id"));
        return new Owner(
                hostName() + "/" + processNamespace(),
                machine,
                boot,
                pid,
                startTicks(pid).orElse(0L));
    }

    private static String hostName() {
        // Without a resolver, which may ask a name server.
        String kernels = read(PROC.resolve("sys/kernel/hostname"));
        if (!kernels.isEmpty()) {
            return kernels;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String processNamespace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Field 22 of a process's stat, counted after the command's name, which may hold anything. */
    private static Optional<Long> startTicks(long pid) {
        String stat = read(PROC.resolve(pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > 19 && fields[19].matches("[0-9]{1,18}")
                ? Optional.of(Long.parseLong(fields[19]))
                : Optional.empty();
    }

    /** As it is written into a label. */
    String label() {
        return String.join("|", host, machine, boot, Long.toString(pid), Long.toString(started));
    }

    static Optional<Owner> parse(String label) {
        String[] parts = label.split("\\|", -1);
        if (parts.length != 5 || !parts[3].matches("[0-9]{1,18}") || !parts[4].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Owner(parts[0], parts[1], parts[2], Long.parseLong(parts[3]), Long.parseLong(parts[4])));
    }

    /**
     * Whether what this owner made can be removed. Who can't be told to be gone counts as alive until the life span is over.
     *
     * @param self the JVM that asks
     * @param made when it was made
     */
    boolean isGone(Owner self, Instant made, Instant now) {
        boolean old = made.plus(LIFE_SPAN).isBefore(now);
        boolean sameBoot = !boot.isEmpty() && boot.equals(self.boot);
        if (!sameBoot) {
            boolean sameMachine = !boot.isEmpty() && !machine.isEmpty() && machine.equals(self.machine);
            return old || (sameMachine && host.equals(self.host));
        }
        // Another container of this machine counts its processes by itself; and where the processes of others are
        // hidden,
        // that of this owner may be alive.
        if (!host.equals(self.host) || !Files.exists(PROC.resolve("1/stat"))) {
            return old;
        }
        return startTicks(pid).map(ticks -> ticks != started).orElse(true);
    }
}
