package dev.drydock.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.newsclub.net.unix.AFUNIXSocketPair;

/**
 * After each test of the module there are no more sockets open, and no more of the client's threads alive, than before.
 * It is registered for all of them, before any other extension: so it looks when those have put away what is theirs.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    /** An idle connection is kept for 4 s, a thread of asynchronous calls for 1 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(LeakCheck.class);

    static {
        makeWhatStays();
    }

    /** The sockets that the JDK and junixsocket open once, at the first use, and keep for themselves. */
    private static void makeWhatStays() {
        try {
            AFUNIXSocketPair<?> pair = AFUNIXSocketPair.open();
            pair.getSocket1().close();
            pair.getSocket2().close();
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
                server.accept().close();
                client.shutdownInput();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Sockets can't be made here", e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(STORE).put(Open.class, Open.now());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Open before = Objects.requireNonNull(context.getStore(STORE).get(Open.class, Open.class));
        before.awaitNoMore(PATIENCE);
    }

    /** What is open at one moment. */
    record Open(Set<Thread> threads, Set<String> sockets) {
        static Open now() {
            Set<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("drydock-"))
                    .collect(Collectors.toCollection(HashSet::new));
            return new Open(threads, openSockets());
        }

        void awaitNoMore(Duration patience) throws InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            while (true) {
                Open more = now();
                more.threads.removeAll(threads);
                more.sockets.removeAll(sockets);
                if (more.threads.isEmpty() && more.sockets.isEmpty()) {
                    return;
                }
                if (System.nanoTime() - end >= 0) {
                    throw new AssertionError("The test has left behind: " + more);
                }
                Thread.sleep(5);
            }
        }

        /** The kernel's numbers of them; none where there is no such folder, as on macOS. */
        private static Set<String> openSockets() {
            Path descriptors = Path.of("/proc/self/fd");
            Set<String> sockets = new TreeSet<>();
            if (!Files.isDirectory(descriptors)) {
                return sockets;
            }
            try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
                for (Path descriptor : all) {
                    String target = target(descriptor);
                    if (target.startsWith("socket:")) {
                        sockets.add(target);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return sockets;
        }

        private static String target(Path descriptor) {
            try {
                return Files.readSymbolicLink(descriptor).toString();
            } catch (IOException e) {
                // Closed since the folder was read, as that of the folder itself.
                return "";
            }
        }
    }
}
