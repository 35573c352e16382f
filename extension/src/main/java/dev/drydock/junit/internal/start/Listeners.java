package dev.drydock.junit.internal.start;

import dev.drydock.junit.ContainerListener;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.Own;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Those who are told what happens to one container: instances of its own, in the order of their declaration. */
public final class Listeners {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final ContainerPlan plan;
    private final List<ContainerListener> listeners = new ArrayList<>();
    private volatile boolean ready;

    /** Something that a listener is told. */
    @FunctionalInterface
    private interface Call {
        void on(ContainerListener listener) throws Exception;
    }

    /** @throws ContainerStartException when there can't be an instance of one */
    Listeners(ContainerPlan plan) {
        this.plan = plan;
        for (Own<ContainerListener> each : plan.life().listeners()) {
            try {
                listeners.add(each.get());
            } catch (RuntimeException | Error e) {
                throw failure(each.type(), "its constructor", e);
            }
        }
    }

    void created(LiveContainer container) {
        tell("created", listener -> listener.created(container));
    }

    void started(LiveContainer container) {
        tell("started", listener -> listener.started(container));
    }

    void ready(LiveContainer container) {
        tell("ready", listener -> listener.ready(container));
        ready = true;
    }

    private void tell(String what, Call call) {
        for (ContainerListener each : listeners) {
            try {
                call.on(each);
            } catch (Exception | Error e) {
                restoreInterrupt(e);
                throw failure(each.getClass(), what, e);
            }
        }
    }

    private ContainerStartException failure(Class<?> type, String what, Throwable e) {
        return new ContainerStartException(
                "Container " + plan.shown() + " couldn't be started: " + what + " of its listener " + type.getName()
                        + " failed: " + e,
                e);
    }

    /** Tells all, and adds what they throw to the failure. */
    void failed(LiveContainer container, Throwable failure) {
        for (ContainerListener each : listeners) {
            try {
                each.failed(container, failure);
            } catch (Exception | Error e) {
                restoreInterrupt(e);
                if (e != failure) {
                    failure.addSuppressed(e);
                }
            }
        }
    }

    /**
     * To be called once, before the container is stopped. Tells all; what they throw is logged. One that didn't become ready
     * isn't told of.
     *
     * @param container that may still run
     */
    public void beforeStop(LiveContainer container) {
        if (!ready) {
            return;
        }
        for (ContainerListener each : listeners) {
            try {
                each.beforeStop(container);
            } catch (Exception | Error e) {
                restoreInterrupt(e);
                LOG.log(
                        Level.WARNING,
                        "beforeStop of " + each.getClass().getName() + ", a listener of container " + plan.shown()
                                + ", failed; the container is removed all the same",
                        e);
            }
        }
    }

    private static void restoreInterrupt(Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
