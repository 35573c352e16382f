package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * A call on another thread. When it is completed from outside (cancelled, say, or by {@code orTimeout}), its connections
 * are closed at once. What depends on it runs on the call's executor too, never on the common pool.
 */
final class AsyncCall<T> extends CompletableFuture<T> {
    private final Executor executor;
    private volatile boolean returned;

    private AsyncCall(Executor executor) {
        this.executor = executor;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What it does is to close.
    static <T> CompletableFuture<T> of(
            Exchange exchange,
            Executor executor,
            Function<Exchange, DockerClient> view,
            Function<? super DockerClient, ? extends T> call) {
        Exchange own = exchange.cancellable();
        AsyncCall<T> future = new AsyncCall<>(executor);
        try {
            executor.execute(() -> future.run(own, view, call));
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(
                    new DockerException("Cannot begin an asynchronous call: " + e.getMessage(), e));
        }
        future.whenComplete((result, failure) -> {
            // A stream that the call itself has returned lives on.
            if (failure != null || !future.returned) {
                own.cancel();
            }
        });
        return future;
    }

    private void run(
            Exchange own, Function<Exchange, DockerClient> view, Function<? super DockerClient, ? extends T> call) {
        if (isDone()) {
            return;
        }
        try {
            T result = call.apply(view.apply(own));
            returned = true;
            if (!complete(result)) {
                own.cancel();
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    @Override
    public Executor defaultExecutor() {
        return executor;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new AsyncCall<>(executor);
    }
}
