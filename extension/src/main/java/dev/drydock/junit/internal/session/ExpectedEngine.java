package dev.drydock.junit.internal.session;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the engine while JUnit is still getting ready: a session can begin only with the first test, since its settings are
 * among JUnit's parameters, and those of the client aren't.
 */
final class ExpectedEngine {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private @Nullable DockerClient client;

    /** Begins to look, if nobody does yet. */
    synchronized void expect() {
        if (client == null) {
            DockerClient expected;
            try {
                expected = DockerClient.connect();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "Where the engine is can't be told before the tests need it", e);
                return;
            }
            client = expected;
            inBackground(ExpectedEngine::loadAhead);
            inBackground(() -> find(expected));
        }
    }

    /** One after the other: there may be no more than two processors, and JUnit has one. */
    private static void loadAhead() {
        DockerClient.warmUp();
        ColdPath.load();
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "drydock-expecting");
        thread.setDaemon(true);
        thread.start();
    }

    private static void find(DockerClient expected) {
        try {
            expected.apiVersion();
        } catch (DockerException e) {
            // The test that needs it asks again, and tells.
            LOG.log(Level.DEBUG, "No engine is found before the tests need it", e);
        }
    }

    /** The client of a session: the one that has been looking, or a new one. */
    synchronized DockerClient take() {
        DockerClient taken = client == null ? DockerClient.connect() : client;
        client = null;
        return taken;
    }
}
