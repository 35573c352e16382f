package dev.drydock.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs several things at the same time. */
final class Together {
    /** How long a call to an engine may go on when it has been interrupted. */
    private static final long PATIENCE_SECONDS = 30;

    private final ExecutorService threads;

    Together(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Runs all at once and waits for all, also when one fails: nothing may be under way when containers go on. An interrupt
     * is passed on to those that run, and their end is waited for.
     *
     * @return what came out, in the order of the tasks
     * @throws SnapshotException with the first failure as its cause
     */
    <T> List<T> all(List<Callable<T>> tasks) {
        List<CompletableFuture<T>> ends = new ArrayList<>();
        List<Runnable> cancels = new ArrayList<>();
        for (Callable<T> task : tasks) {
            CompletableFuture<T> end = new CompletableFuture<>();
            AtomicBoolean begun = new AtomicBoolean();
            ends.add(end);
            try {
                Future<?> running = threads.submit(() -> run(task, end, begun));
                cancels.add(() -> {
                    running.cancel(true);
                    // One that no thread has begun yet would never end.
                    if (begun.compareAndSet(false, true)) {
                        end.cancel(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                // The threads end with the tests; what was paused must go on nevertheless.
                run(task, end, begun);
            }
        }
        boolean interrupted = await(ends, cancels);
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (CompletableFuture<T> end : ends) {
            try {
                results.add(end.getNow(null));
            } catch (RuntimeException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            SnapshotException given = new SnapshotException("it was interrupted", null);
            failures.forEach(given::addSuppressed);
            throw given;
        }
        if (!failures.isEmpty()) {
            Throwable first = failures.get(0);
            failures.stream().skip(1).filter(each -> each != first).forEach(first::addSuppressed);
            throw first instanceof SnapshotException known
                    ? known
                    : new SnapshotException(String.valueOf(first.getMessage()), first);
        }
        return results;
    }

    private static <T> void run(Callable<T> task, CompletableFuture<T> end, AtomicBoolean begun) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            end.complete(task.call());
        } catch (Throwable e) {
            end.completeExceptionally(e);
        }
    }

    /** @return whether whoever waits was interrupted */
    private static <T> boolean await(List<CompletableFuture<T>> ends, List<Runnable> cancels) {
        // Not before all have ended: the first failure mustn't let the others go on unseen.
        CompletableFuture<?> all = CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
        try {
            all.get();
            return false;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            cancels.forEach(Runnable::run);
            awaitInterrupted(all);
            return true;
        }
    }

    private static void awaitInterrupted(CompletableFuture<?> all) {
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger("dev.drydock")
                    .log(System.Logger.Level.DEBUG, "An interrupted snapshot has ended so: {0}", e.toString());
        } catch (InterruptedException e) {
            // Twice: whoever waits won't do so any longer. It is passed on by the caller.
            System.getLogger("dev.drydock").log(System.Logger.Level.DEBUG, "A snapshot was interrupted twice");
        }
    }
}
