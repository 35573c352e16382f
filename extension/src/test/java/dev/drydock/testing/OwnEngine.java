package dev.drydock.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.Filters;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A dockerd of the test's own, which can be killed and started again, and may have a small disk. Its containers have a
 * bridge of its own that leads nowhere. It takes root, and dockerd and ip on the path.
 */
public final class OwnEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final DockerClient client;
    private final String bridge;
    private Process dockerd;

    private OwnEngine(Path folder) {
        this.folder = folder;
        // With --bridge=none a dockerd removes docker0, which may be another one's.
        this.bridge = "dd" + Integer.toHexString(folder.hashCode());
        int part = folder.hashCode() & 0xff;
        sh("ip link add " + bridge + " type bridge && ip addr add 10.189." + part + ".1/24 dev " + bridge
                + " && ip link set " + bridge + " up");
        this.client = DockerClient.connect(EngineAddress.parse(address()));
        this.dockerd = launch();
    }

    /** Starts one, with its data on the disk of the machine. */
    public static OwnEngine start() throws IOException {
        assumeItCanBe();
        return new OwnEngine(newFolder());
    }

    /** Starts one whose data lies on a disk of so many megabytes. */
    public static OwnEngine withDisk(int megabytes) throws IOException {
        assumeItCanBe();
        Path folder = newFolder();
        Path disk = folder.resolve("disk");
        try {
            sh("truncate -s " + megabytes + "M " + disk + " && mkfs.ext4 -q " + disk + " && mount -o loop " + disk + " "
                    + folder.resolve("data"));
        } catch (IllegalStateException e) {
            remove(folder);
            throw e;
        }
        return new OwnEngine(folder);
    }

    private static void assumeItCanBe() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start an engine");
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "dockerd")));
        assumeTrue(there, "there is no dockerd on the path");
    }

    /** A short path: that of a socket has 107 bytes at most. */
    private static Path newFolder() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "drydock-engine");
        Files.createDirectory(folder.resolve("data"));
        return folder;
    }

    private Process launch() {
        try {
            // A stored network would make it take another engine's bridge for its own.
            Files.deleteIfExists(folder.resolve("data/network/files/local-kv.db"));
            Process process = new ProcessBuilder(List.of(
                            "setsid",
                            "dockerd",
                            "--host=" + address(),
                            "--data-root=" + folder.resolve("data"),
                            "--exec-root=" + folder.resolve("exec"),
                            "--pidfile=" + folder.resolve("pid"),
                            "--bridge=" + bridge,
                            "--iptables=false",
                            "--ip6tables=false",
                            "--cgroup-parent=/" + folder.getFileName()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
            await("dockerd doesn't answer", () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("dockerd has ended: " + log());
                }
                return answers();
            });
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            client.system().ping();
            return true;
        } catch (DockerException e) {
            return false;
        }
    }

    private String log() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** How it is reached, as {@code DOCKER_HOST} has it. */
    public String address() {
        return "unix://" + folder.resolve("engine.sock");
    }

    /** A client of it. */
    public DockerClient client() {
        return client;
    }

    /** Its data. */
    public Path data() {
        return folder.resolve("data");
    }

    /** As by {@code kill -9}: containers go on, or stay paused. Its containerd dies with it. */
    public void kill() throws IOException, InterruptedException {
        dockerd.destroyForcibly().waitFor();
        Path file = folder.resolve("exec/containerd/containerd.pid");
        Path containerd = Path.of("/proc/" + Files.readString(file).strip());
        await("containerd lives on", () -> isDead(containerd));
        // Where nobody fetches the dead, the next dockerd would take it for living.
        Files.delete(file);
    }

    private static boolean isDead(Path process) {
        try {
            return Files.readString(process.resolve("stat")).matches("(?s).*\\) [ZX] .*");
        } catch (IOException e) {
            return true;
        }
    }

    /** As a service is stopped: its containers end first. Returns when it has ended. */
    public void stop() throws InterruptedException {
        end(dockerd.toHandle());
        dockerd.waitFor();
    }

    /** Starts it again on the same data. */
    public void startAgain() {
        dockerd = launch();
    }

    /** Waits until something holds, for a minute at most. */
    public static void await(String otherwise, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (dockerd.isAlive()) {
                // Their processes would outlive it.
                client.containers()
                        .list(Filters.NONE)
                        .forEach(each -> client.containers().remove(each.id()));
            }
        } finally {
            client.close();
            end(dockerd.toHandle());
            endWhatItHasLeft();
            sh("ip link del " + bridge);
            remove(folder);
        }
    }

    /** Of one that was killed and isn't up again: processes of containers, frozen perhaps, and those that look after them. */
    private void endWhatItHasLeft() {
        String groups = "find /sys/fs/cgroup -path '*/" + folder.getFileName() + "/*' -name ";
        sh("for f in $(" + groups + "freezer.state); do echo THAWED >$f; done; for f in $(" + groups
                + "cgroup.procs); do for p in $(cat $f); do kill -9 $p; done; done; true");
        ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(folder + "/"))
                .forEach(OwnEngine::end);
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) {
        sh("for m in $(awk '{print $2}' /proc/mounts | grep '^" + folder + "/' | sort -r); do umount $m; done; rm -rf "
                + "--one-file-system " + folder);
    }

    private static void sh(String line) {
        Shell shell = Shell.run(line, "");
        if (shell.exitCode() != 0) {
            throw new IllegalStateException("'" + line + "' failed: " + shell.output());
        }
    }
}
