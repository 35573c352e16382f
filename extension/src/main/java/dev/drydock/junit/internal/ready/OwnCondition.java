package dev.drydock.junit.internal.ready;

import dev.drydock.junit.ReadyCondition;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.internal.plan.Own;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.util.concurrent.Executor;

/** A condition of the user's. */
final class OwnCondition extends BesideCondition {
    private final ReadyCondition condition;
    private final RunningContainer container;

    OwnCondition(Own<ReadyCondition> own, RunningContainer container, ContainerWatch watch, Executor threads) {
        super(watch, threads);
        this.condition = own.get();
        this.container = container;
    }

    @Override
    Look look() {
        try {
            return new Look(condition.isReady(container), "it doesn't hold");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Look(false, "it was interrupted");
        } catch (Exception e) {
            // As its contract says: what isn't there yet is often told by an exception.
            return new Look(false, e.toString());
        }
    }

    @Override
    public String shown() {
        return condition.getClass().getName() + " holds";
    }

    @Override
    public long maxPauseMillis() {
        return 200;
    }
}
