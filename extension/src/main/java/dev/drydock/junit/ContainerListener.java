package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import org.apiguardian.api.API;

/**
 * Is told of what happens to a container, and may act on it. A class of yours has a constructor without parameters; each
 * container gets an instance of its own. The methods are called on Drydock's threads.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface ContainerListener {
    /**
     * It exists, with its files, and will be started.
     *
     * @param container that doesn't run yet
     * @throws Exception fails the start
     */
    default void created(RunningContainer container) throws Exception {}

    /**
     * It was started, and is waited for.
     *
     * @param container that runs
     * @throws Exception fails the start
     */
    default void started(RunningContainer container) throws Exception {}

    /**
     * It is ready; tests go on when this has returned.
     *
     * @param container that is ready
     * @throws Exception fails the start
     */
    default void ready(RunningContainer container) throws Exception {}

    /**
     * It is about to be stopped and removed. Not called for one that couldn't be started.
     *
     * @param container that may run
     * @throws Exception is logged; the container is removed all the same
     */
    default void beforeStop(RunningContainer container) throws Exception {}

    /**
     * It couldn't be started, or didn't become ready.
     *
     * @param container that exists
     * @param failure why
     * @throws Exception is added to the failure
     */
    default void failed(RunningContainer container, Throwable failure) throws Exception {}
}
