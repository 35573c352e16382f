package dev.drydock.client;

import java.io.IOException;

/** What a {@link ScriptedEngine} does with one connection whose request's head it has read. */
@FunctionalInterface
public interface Script {
    /**
     * Goes through with it.
     *
     * @param call the connection
     * @throws IOException when the client is gone, which is no failure of the test
     * @throws InterruptedException when the test is over
     */
    void play(ScriptedCall call) throws IOException, InterruptedException;
}
