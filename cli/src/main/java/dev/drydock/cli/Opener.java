package dev.drydock.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that has opened a snapshot, written into a label: should it be killed, a later one sees that it is gone.
 *
 * @param machine its name, boot and process namespace: only there the process id means something
 * @param pid of the process
 * @param started when it was, since process ids are given out again: in clock ticks since the boot, which don't move with the
 *     clock; where there is no {@code /proc}, in milliseconds since 1970
 */
record Opener(String machine, long pid, long started) {
    private static final Path PROC = Path.of("/proc");

    static Opener thisProcess() {
        long pid = ProcessHandle.current().pid();
        Optional<Long> started = Files.exists(PROC.resolve("self/stat")) ? ticks(PROC, pid) : millis(pid);
        return new Opener(thisMachine(), pid, started.orElse(0L));
    }

    /** Field 22 of a process's stat, counted after the command's name, which may hold anything. */
    private static Optional<Long> ticks(Path proc, long pid) {
        try {
            String stat = Files.readString(proc.resolve(pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return fields.length > 19 && fields[19].matches("\\d{1,18}")
                    ? Optional.of(Long.parseLong(fields[19]))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> millis(long pid) {
        return ProcessHandle.of(pid).flatMap(each -> each.info().startInstant()).map(Instant::toEpochMilli);
    }

    private static String thisMachine() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            name = "unknown";
        }
        return name + "/" + boot() + "/" + namespace();
    }

    private static String boot() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    String label() {
        return machine + "|" + pid + "|" + started;
    }

    /** Whether the process of that label is known to be gone; of another machine's, nothing is known. */
    static boolean isGone(String label) {
        return isGone(label, PROC);
    }

    /** @param proc where Linux shows processes */
    static boolean isGone(String label, Path proc) {
        String[] parts = label.split("\\|", -1);
        if (parts.length != 3
                || !parts[0].equals(thisMachine())
                || !parts[1].matches("\\d{1,18}")
                || !parts[2].matches("\\d{1,18}")) {
            return false;
        }
        long then = Long.parseLong(parts[2]);
        long pid = Long.parseLong(parts[1]);
        if (Files.exists(PROC.resolve("self/stat"))) {
            // Where the processes of others are hidden, this one may be alive.
            return Files.exists(proc.resolve("1/stat"))
                    && ticks(proc, pid).map(ticks -> ticks != then).orElse(true);
        }
        // Of a process of somebody else, the system may not say when it was started.
        return ProcessHandle.of(pid).isEmpty()
                || millis(pid).map(millis -> millis != then).orElse(false);
    }
}
