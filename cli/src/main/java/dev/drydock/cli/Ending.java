package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sees to it that what is opened is removed when this process is ended: by Ctrl-C, a signal, or a terminal that is closed. Begins
 * before anything is made, since half a set must go, too.
 */
final class Ending {
    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final String again;
    private final Supplier<DockerClient> client;
    private final PrintStream err;
    private final CountDownLatch through = new CountDownLatch(1);
    private final Thread worker = Thread.currentThread();
    private final Thread hook;
    private volatile boolean begun;

    /**
     * @param name of what is opened
     * @param again the command that removes it, for people
     * @param client for its own use, since that of the worker may be closed by then
     */
    Ending(String name, String again, Supplier<DockerClient> client, PrintStream err) {
        this.name = name;
        this.again = again;
        this.client = client;
        this.err = err;
        hook = new Thread(this::end, "drydock-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether this process is about to end: what fails then fails for that. */
    boolean hasBegun() {
        return begun;
    }

    /** What the hook does. */
    void end() {
        begun = true;
        worker.interrupt();
        try (DockerClient own = client.get()) {
            removeFirst(own);
            // Until then the worker may have started one more.
            through.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            OpenSet.remove(own, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DockerException e) {
            err.println("drydock: not all that was opened could be removed; '" + again + "' tries it again: "
                    + Text.plainLines(String.valueOf(e.getMessage())));
        }
    }

    /** The command inside ends with its container, and so does the waiting for it. */
    private void removeFirst(DockerClient own) {
        try {
            OpenSet.remove(own, name);
        } catch (DockerException e) {
            // The worker still makes and removes the same things; what remains is seen when it is through.
            System.getLogger("dev.drydock").log(Level.DEBUG, "Not all could be removed yet", e);
        }
    }

    /** To be called when all is removed, or nothing will be made any more. */
    void cancel() {
        through.countDown();
        OpenSet.forget(hook);
    }
}
