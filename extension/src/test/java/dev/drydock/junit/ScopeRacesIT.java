package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Filters;
import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.start.LiveContainer;
import dev.drydock.junit.internal.start.LiveScope;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Scopes that are closed, asked and removed from under their feet at the same time. */
@ExtendWith(LeakCheck.class)
class ScopeRacesIT {
    @WithContainer(
            name = "one",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    @WithContainer(
            name = "two",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class Declaring {}

    @ExtendWith(Body.class)
    static class SessionTestCase {
        @Test
        void passes() {}
    }

    /** Does what the test wants with a session. */
    static class Body implements BeforeAllCallback {
        static Consumer<EngineSession> wanted = session -> {};

        @Override
        public void beforeAll(ExtensionContext context) {
            wanted.accept(EngineSession.of(context));
        }
    }

    private static void withSession(Consumer<EngineSession> wanted) {
        Body.wanted = wanted;
        assertThat(Run.of(SessionTestCase.class).failures()).isEmpty();
    }

    private static LiveScope scope(EngineSession session) {
        return new LiveScope(session, ClassPlans.of(Declaring.class).ofClass(), Surroundings.JVM);
    }

    private static int things(EngineSession session) {
        Filters ours = Filters.byLabel("dev.drydock.run", session.labels().get("dev.drydock.run"));
        return TestEngine.CLIENT.containers().list(ours).size()
                + TestEngine.CLIENT.networks().list(ours).size();
    }

    @Test
    void oneThatIsClosedIsNotStartedAnyMore() {
        withSession(session -> {
            LiveScope scope = scope(session);
            scope.close();

            assertThatThrownBy(() -> scope.ensureStarted(List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("class Declaring", "can't be had any more");
        });
    }

    @Test
    void closingWhileItStartsLeavesNothing() {
        withSession(session -> {
            for (int delay : new int[] {0, 20, 100, 250, 400}) {
                LiveScope scope = scope(session);
                CompletableFuture<Void> start =
                        CompletableFuture.runAsync(() -> scope.ensureStarted(List.of()), session.threads());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
                scope.close();
                try {
                    start.join();
                } catch (CompletionException e) {
                    assertThat(e.getCause()).hasMessageMatching("(?s).*(was given up|can't be had any more).*");
                }
                session.removals().join();
                assertThat(things(session)).as("closed after " + delay + " ms").isZero();
            }
        });
    }

    @Test
    void closingTwiceAndWhileSomebodyElseRemovesTheContainers() {
        withSession(session -> {
            LiveScope scope = scope(session);
            scope.ensureStarted(List.of());
            List<CompletableFuture<Boolean>> others = scope.containers().stream()
                    .map(LiveContainer::id)
                    .map(id -> CompletableFuture.supplyAsync(
                            () -> TestEngine.CLIENT.containers().removeIfPresent(id), session.threads()))
                    .toList();

            CompletableFuture<Void> other = CompletableFuture.runAsync(scope::close, session.threads());
            scope.close();
            other.join();

            session.removals().join();
            assertThat(things(session)).isZero();
            others.forEach(each -> each.handle((removed, conflict) -> removed).join());
        });
    }

    @Test
    void askedAgainWhileItIsRemovedItSaysSo() {
        withSession(session -> {
            LiveScope scope = scope(session);
            scope.ensureStarted(List.of());

            scope.close();
            assertThatThrownBy(() -> scope.ensureStarted(List.of())).hasMessageContaining("can't be had any more");

            session.removals().join();
            assertThat(things(session)).isZero();
        });
    }
}
