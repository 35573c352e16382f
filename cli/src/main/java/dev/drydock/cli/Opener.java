package dev.drydock.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The process that has opened a snapshot, written into a label: should it be killed, a later one sees that it is gone.
 *
 * @param machine its name, boot and process namespace: only there the process id means something
 * @param pid of the process
 * @param started when it was, since process ids are given out again
 */
record Opener(String machine, long pid, Instant started) {
    /** Of the time that the system says; it is counted from the boot, whose time is adjusted. */
    private static final Duration UNSURE = Duration.ofSeconds(10);

    static Opener thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Opener(thisMachine(), self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
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
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    String label() {
        return machine + "|" + pid + "|" + started.toEpochMilli();
    }

    /** Whether the process of that label is known to be gone; of another machine's, nothing is known. */
    static boolean isGone(String label) {
        String[] parts = label.split("\\|", -1);
        if (parts.length != 3
                || !parts[0].equals(thisMachine())
                || !parts[1].matches("\\d{1,18}")
                || !parts[2].matches("-?\\d{1,18}")) {
            return false;
        }
        Instant then = Instant.ofEpochMilli(Long.parseLong(parts[2]));
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .flatMap(each -> each.info().startInstant())
                .map(now -> Duration.between(then, now).abs().compareTo(UNSURE) > 0)
                .orElse(true);
    }
}
