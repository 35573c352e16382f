package dev.drydock.client.internal.discovery;

import dev.drydock.client.EngineAddress;
import dev.drydock.client.internal.transport.Connectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@code podman system service} of our own, for users who have the program but no service. One for each JVM, started
 * when it is first needed; it ends with the JVM.
 */
final class PodmanService {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);
    private static final int WORDS = 2000;

    private static @Nullable PodmanService running;

    private final Path folder;
    private final Process process;
    private String words = "";

    private PodmanService(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Why there is no service. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** @return where it listens, or would: the folder's name is made up anew for each JVM */
    static synchronized Path socket() {
        PodmanService known = running;
        return known == null ? Path.of(System.getProperty("java.io.tmpdir"), "drydock-podman", "s") : known.path();
    }

    /**
     * @param podman the program
     * @return where the service listens; that of an earlier call when it still runs
     * @throws Failed when it doesn't come up; with its own words
     */
    static synchronized Path start(Path podman) throws Failed {
        PodmanService known = running;
        if (known != null && known.process.isAlive()) {
            return known.path();
        }
        running = null;
        try {
            // The path of a socket may have about 100 bytes only.
            Path folder = Files.createTempDirectory(
                    "drydock", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Process process = new ProcessBuilder(
                            podman.toString(), "system", "service", "--time=0", "unix://" + folder.resolve("s"))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(folder.resolve("stderr").toFile())
                    .start();
            PodmanService service = new PodmanService(folder, process);
            Thread end = new Thread(service::stop, "drydock-podman-stop");
            boolean up = false;
            try {
                Runtime.getRuntime().addShutdownHook(end);
                up = service.comesUp();
                if (!up) {
                    Runtime.getRuntime().removeShutdownHook(end);
                    throw new Failed(podman + " system service didn't come up" + said(service.words), null);
                }
            } catch (IllegalStateException e) {
                // Hooks can't be changed any more.
                throw new Failed(podman + " system service isn't started while the JVM ends", e);
            } finally {
                if (!up) {
                    service.stop();
                }
            }
            running = service;
            return service.path();
        } catch (IOException e) {
            throw new Failed(podman + " can't be started (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("the wait for " + podman + " system service was interrupted", e);
        }
    }

    private Path path() {
        return folder.resolve("s");
    }

    private boolean comesUp() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (process.isAlive() && System.nanoTime() < end) {
            if (Files.exists(path())
                    && Probe.of(Connectors.DEFAULT.to(EngineAddress.unix(path())))
                                    .state()
                            == Probe.State.ANSWERS) {
                return true;
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        try (InputStream stderr = Files.newInputStream(folder.resolve("stderr"))) {
            words = new String(stderr.readNBytes(WORDS), StandardCharsets.UTF_8).strip();
        }
        return false;
    }

    private static String said(String words) {
        return words.isEmpty() ? " and said nothing" : ": " + words.replaceAll("\\s+", " ");
    }

    /** Ends the service at once, and what it left in the folder. */
    private void stop() {
        process.destroy();
        boolean interrupted = Thread.interrupted();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
            }
            for (String name : new String[] {"s", "stderr"}) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The system clears its folder for temporary files; nothing else can be done at the end of a JVM.
            process.destroyForcibly();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
