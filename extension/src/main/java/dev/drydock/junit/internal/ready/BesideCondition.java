package dev.drydock.junit.internal.ready;

import dev.drydock.client.ConflictException;
import dev.drydock.junit.internal.session.ContainerWatch;
import dev.drydock.junit.internal.session.Rethrow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A condition whose look takes its time. It is made beside the waiting, so that the waiting's time-out holds for a look that
 * never ends, and the container's end is noticed meanwhile.
 */
abstract class BesideCondition implements Condition {
    private final ContainerWatch watch;
    private final Executor threads;
    private @Nullable CompletableFuture<Look> running;
    private boolean looked;
    private String lastSeen = "the first look still goes on";

    /**
     * What came of a look.
     *
     * @param holds whether the condition did
     * @param seen what was seen, where it didn't
     */
    record Look(boolean holds, String seen) {}

    BesideCondition(ContainerWatch watch, Executor threads) {
        this.watch = watch;
        this.threads = threads;
    }

    /** Looks once, for as long as it takes, on another thread. */
    abstract Look look();

    /**
     * What can be seen at once, and that it doesn't hold; {@code null} when it takes a look. Not asked before the first look,
     * which loads what a look takes while there is nothing else to do.
     */
    @Nullable
    String seenAtOnce() {
        return null;
    }

    @Override
    public final boolean holds() {
        CompletableFuture<Look> run = running;
        if (run == null) {
            String seen = looked ? seenAtOnce() : null;
            if (seen != null) {
                lastSeen = seen;
                return false;
            }
            looked = true;
            running =
                    CompletableFuture.supplyAsync(this::look, threads).whenComplete((result, failure) -> watch.wake());
            return false;
        }
        if (!run.isDone()) {
            // What came of the look before, if there was one, says more than that this one goes on.
            return false;
        }
        running = null;
        try {
            Look look = run.join();
            lastSeen = look.seen();
            return look.holds();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConflictException conflict) {
                // It has just ended, or is paused: the one who waits sees to that.
                lastSeen = conflict.engineMessage();
                return false;
            }
            throw Rethrow.causeOf(e);
        }
    }

    @Override
    public final String lastSeen() {
        return lastSeen;
    }

    @Override
    public long maxPauseMillis() {
        return 500;
    }
}
