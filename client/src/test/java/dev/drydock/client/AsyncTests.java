package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.silent;
import static dev.drydock.client.Answers.thenSilent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls as futures. That a call's connection is freed, {@link ScriptedEngine} sees: its script would never end. */
class AsyncTests {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    @Test
    @Acceptance(value = "B-001", by = "client.async(c -> any call)")
    void theResultComes() throws Exception {
        engine.next(json(200, "{\"Name\":\"here\"}"));

        CompletableFuture<String> name =
                engine.client().async(c -> c.system().info().name());

        assertThat(get(name)).isEqualTo("here");
    }

    @Test
    void theFailureIsThatOfTheCall() {
        engine.next(json(404, "{\"message\":\"No such container: db\"}"));

        assertThatThrownBy(() -> get(engine.client().async(c -> c.containers().inspect("db"))))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such container: db");
    }

    @Test
    @Acceptance(value = "B-001", by = "CompletableFuture.cancel")
    void cancellingEndsTheCall() throws Exception {
        engine.next(silent());
        CompletableFuture<?> info = engine.client().async(c -> c.system().info());
        engine.call();

        assertThat(info.cancel(true)).isTrue();

        engine.awaitOpen(0);
        assertThatThrownBy(() -> get(info)).isInstanceOf(CancellationException.class);
    }

    @Test
    void aTimeoutOfTheFutureEndsTheCall() throws Exception {
        engine.next(silent());
        CompletableFuture<?> exit = engine.client().async(c -> c.containers().waitUntilStopped("db"));
        engine.call();

        CompletableFuture<?> limited = exit.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(() -> get(limited))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        engine.awaitOpen(0);
    }

    @Test
    void completingItFromOutsideEndsTheCallToo() throws Exception {
        engine.next(silent());
        CompletableFuture<String> name =
                engine.client().async(c -> c.system().info().name());
        engine.call();

        assertThat(name.complete("guessed")).isTrue();

        assertThat(get(name)).isEqualTo("guessed");
        engine.awaitOpen(0);
    }

    @Test
    void cancellingOneEndsNoOther() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        engine.otherwise(call -> {
            answer.await();
            call.send(Answers.response(200, "application/json", "{\"Name\":\"here\"}"));
        });
        DockerClient client = engine.client();
        CompletableFuture<String> first = client.async(c -> c.system().info().name());
        CompletableFuture<String> second = client.async(c -> c.system().info().name());
        engine.call();
        engine.call();

        first.cancel(true);
        answer.countDown();

        assertThat(get(second)).isEqualTo("here");
        assertThat(client.system().info().name()).isEqualTo("here");
    }

    @Test
    void aStreamThatNobodyWaitsForAnyMoreIsClosed() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        engine.next(thenSilent(CHUNKED));
        CompletableFuture<EventStream> events = engine.client().async(c -> {
            EventStream stream = c.system().events(Filters.NONE);
            await(cancelled);
            return stream;
        });
        engine.call();

        events.cancel(true);
        cancelled.countDown();

        engine.awaitOpen(0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStreamOutlivesTheCallThatOpenedIt() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        engine.next(call -> {
            call.send(CHUNKED);
            opened.await();
            call.send(Answers.chunk("{\"Action\":\"start\"}") + "0\r\n\r\n");
        });
        CompletableFuture<EventStream> future =
                engine.client().async(c -> c.system().events(Filters.NONE));

        try (EventStream events = get(future)) {
            assertThat(future.cancel(true)).isFalse();
            opened.countDown();
            assertThat(events.next().action()).isEqualTo("start");
            assertThat(events.hasNext()).isFalse();
        }
    }

    @Test
    void theCallersExecutorIsUsed() throws Exception {
        engine.next(json(200, "{}"));
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "the-callers-own"));
        try {
            CompletableFuture<String> ran = engine.client()
                    .async(
                            c -> {
                                c.system().info();
                                return Thread.currentThread().getName();
                            },
                            own);
            CompletableFuture<String> after =
                    ran.thenApplyAsync(name -> Thread.currentThread().getName());

            assertThat(get(ran)).isEqualTo("the-callers-own");
            assertThat(get(after)).isEqualTo("the-callers-own");
        } finally {
            own.shutdown();
        }
    }

    @Test
    void anExecutorThatRefusesIsAFailure() {
        CompletableFuture<?> refused = engine.client().async(c -> c.system().info(), task -> {
            throw new RejectedExecutionException("no");
        });

        assertThatThrownBy(() -> get(refused))
                .cause()
                .isInstanceOf(DockerException.class)
                .hasMessage("Cannot begin an asynchronous call: no");
    }

    @Test
    void nothingRunsInTheCommonPool() throws Exception {
        engine.next(json(200, "{}"));

        CompletableFuture<List<Thread>> threads = engine.client()
                .async(c -> {
                    c.system().info();
                    return List.of(Thread.currentThread());
                })
                .thenApplyAsync(before -> with(before, Thread.currentThread()))
                .thenComposeAsync(before -> CompletableFuture.completedFuture(with(before, Thread.currentThread())))
                .handleAsync((before, failure) -> with(before, Thread.currentThread()));

        assertThat(get(threads)).hasSize(4).noneMatch(thread -> thread.getName().contains("commonPool"));
    }

    private static List<Thread> with(List<Thread> before, Thread one) {
        List<Thread> all = new ArrayList<>(before);
        all.add(one);
        return all;
    }

    /** However few processors there are. */
    @Test
    @Acceptance(
            value = {"B-001", "D-015"},
            by = "client.async(…), on virtual threads where there are")
    void manySilentFollowersKeepNoOtherCallWaiting() throws Exception {
        engine.otherwise(call -> {
            if (call.line().contains("/logs")) {
                call.send(CHUNKED);
                call.awaitHangUp();
            } else {
                call.send(Answers.response(200, "application/json", "{\"Config\":{\"Tty\":true}}"));
            }
        });
        DockerClient client = engine.client();
        List<CompletableFuture<Boolean>> followers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            followers.add(client.async(
                    c -> c.containers().logs("db", LogOptions.FOLLOW).hasNext()));
        }
        for (int seen = 0; seen < 100; ) {
            seen += engine.call().line().contains("/logs") ? 1 : 0;
        }

        get(client.async(c -> {
            c.system().ping();
            return c;
        }));

        assertThat(followers).noneMatch(CompletableFuture::isDone);
        followers.forEach(follower -> follower.cancel(true));
        engine.awaitOpen(0);
    }

    @Test
    void aClosedClientRefuses() {
        DockerClient client = engine.client();
        client.close();

        assertThatThrownBy(() -> get(client.async(c -> c.system().info())))
                .cause()
                .isInstanceOf(DockerConnectionException.class)
                .hasMessage("Cannot ask the engine about itself: this client is closed.");
    }

    @Test
    void closingTheClientEndsCallsUnderWay() throws Exception {
        engine.next(silent());
        DockerClient client = engine.client();
        CompletableFuture<?> info = client.async(c -> c.system().info());
        engine.call();

        client.close();

        assertThatThrownBy(() -> get(info))
                .cause()
                .isInstanceOf(DockerConnectionException.class)
                .hasMessage("Cannot ask the engine about itself: this client was closed meanwhile.");
    }

    /** Nothing that depends on a call may get lost with the threads that it would have run on. */
    @Test
    void whatDependsOnACallThatTheCloseEndsIsToldSo() throws Exception {
        engine.next(silent());
        DockerClient client = engine.client();
        CompletableFuture<Throwable> told =
                client.async(c -> c.system().info()).handleAsync((info, failure) -> failure);
        engine.call();

        client.close();

        assertThat(get(told)).hasMessageContaining("this client was closed meanwhile");
    }
}
