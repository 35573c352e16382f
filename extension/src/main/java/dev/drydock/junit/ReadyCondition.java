package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/** When a container counts as ready, in code: for {@link Ready#condition()}. */
@API(status = EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface ReadyCondition {
    /**
     * Looks once, and is called again and again until it holds or the time is over. It may take its time; meanwhile it is
     * noticed when the container ends.
     *
     * @param container that was started
     * @return whether it is ready
     * @throws Exception counts as not ready yet; its message is shown when the time is over
     */
    boolean isReady(RunningContainer container) throws Exception;
}
