package dev.drydock.junit.internal.failure;

import dev.drydock.client.DockerException;
import dev.drydock.junit.CommitOnFailure;
import dev.drydock.junit.SnapshotNotice;
import dev.drydock.junit.internal.session.Aborted;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.junit.internal.session.Pruning;
import dev.drydock.junit.internal.session.SnapshotSettings;
import dev.drydock.junit.internal.start.LiveContainer;
import dev.drydock.junit.internal.start.LiveScope;
import dev.drydock.junit.internal.start.Scopes;
import dev.drydock.snapshot.Redaction;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.SnapshotOptions;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Takes a snapshot when a test fails that asks for it, and tells of it. */
public final class FailureTracker {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long LIMIT_MINUTES = 10;

    private final ExtensionContext context;

    /** @param context of the test, or of the class, that may fail */
    public FailureTracker(ExtensionContext context) {
        this.context = context;
    }

    /** To be called when the containers are there: from now on, no failure is missed. */
    public void watch() {
        FailureRecord record = record();
        // JUnit closes what came last first, and containers of instances come late: the look must come before their
        // end.
        int scopes = new Scopes(context).all().size();
        context.getStore(EngineSession.NAMESPACE)
                .getOrComputeIfAbsent(
                        "failure of " + context.getUniqueId() + " with " + scopes + " scopes",
                        key -> new FailureRecord.LastLook(record),
                        FailureRecord.LastLook.class);
    }

    /** Notes for the containers of the test, or class, that it has failed: they may be asked to stay then. */
    void markScopes() {
        EngineSession.of(context).testFailed();
        new Scopes(context).all().forEach(LiveScope::failed);
    }

    /**
     * To be called as soon as a failure is known, from each callback that sees it.
     *
     * @param failure what the test, or what was done for it, has thrown; gets the notice as a suppressed exception
     */
    public void failed(Throwable failure) {
        if (!isFailure(failure)) {
            return;
        }
        FailureRecord record = record();
        if (context.getElement().isEmpty()) {
            // A dynamic test's record isn't told how the test has ended.
            markScopes();
        }
        Optional<CommitOnFailure> asked = asked();
        if (asked.isEmpty()) {
            return;
        }
        List<LiveContainer> containers = new Scopes(context).containers();
        if (containers.isEmpty() || !record.counts(failure)) {
            return;
        }
        drop(record.replace(null));
        EngineSession session = EngineSession.of(context);
        // On a thread of the session: that of the test may be interrupted, by a time-out or by the user.
        CountDownLatch begun = new CountDownLatch(1);
        Future<Kept> future = session.snapshots().submit(() -> {
            begun.countDown();
            return new Kept(take(session, containers, asked.get(), failure), secrets(session, containers));
        });
        try {
            Kept kept = await(begun, future);
            record.replace(kept.snapshot());
            tell(failure, kept, session);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            SnapshotNotice notice = new SnapshotNotice("The containers of " + name() + " couldn't be kept: "
                    + (e instanceof TimeoutException
                            ? "it took longer than " + LIMIT_MINUTES + " minutes."
                            : cause.getMessage()));
            notice.addSuppressed(cause);
            failure.addSuppressed(notice);
            LOG.log(Level.WARNING, notice.getMessage());
        }
    }

    private Snapshot take(
            EngineSession session, List<LiveContainer> containers, CommitOnFailure asked, Throwable failure) {
        SnapshotRequest request = SnapshotRequest.of(
                        SnapshotKind.FAILURE,
                        context.getUniqueId(),
                        name(),
                        containers.stream().map(LiveContainer::member).toList(),
                        session.ownerLabel())
                .withBlankLabels(List.of(Labels.RUN, Labels.OWNER, Labels.CONTAINER))
                .withOptions(new SnapshotOptions(
                        asked.pause(),
                        asked.binds(),
                        asked.tmpfs(),
                        asked.checkpoint(),
                        true,
                        session.settings().snapshots().secrets()))
                .withFacts(FailureFacts.of(context, failure, session, containers))
                .withHelpers(session.uniqueName("reader-"), session.labels());
        return new Snapshots(session.client(), session.execs()).take(request, session.threads());
    }

    /**
     * The limit counts from the beginning: before it, others' snapshots are taken, each within its own. An interrupt is
     * passed on afterwards: giving up now would leave the containers paused or lost.
     */
    private static <T> T await(CountDownLatch begun, Future<T> future) throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        long deadline = Long.MAX_VALUE;
        try {
            while (true) {
                try {
                    if (!begun.await(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                        throw new TimeoutException("others are before it");
                    }
                    deadline = Math.min(deadline, System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES));
                    return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            // Ends the reading, and lets the containers go on.
            future.cancel(true);
            throw e;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** With what mustn't be said of it. */
    private record Kept(Snapshot snapshot, Redaction secrets) {}

    private void tell(Throwable failure, Kept kept, EngineSession session) {
        SnapshotSettings settings = session.settings().snapshots();
        Snapshots snapshots = new Snapshots(session.client());
        List<String> besides = bring(new AfterKeeping(snapshots, settings), kept.snapshot(), session);
        KeptNotice notice = new KeptNotice(name(), kept.snapshot(), kept.secrets(), besides);
        failure.addSuppressed(new SnapshotNotice(notice.message()));
        context.publishReportEntry(notice.entry());
        System.err.println(notice.line());
        Pruning.oneMore(session);
    }

    /** On a thread of the session, too, within the same limit: a registry may be slow, or not answer. */
    private static List<String> bring(AfterKeeping after, Snapshot snapshot, EngineSession session) {
        if (!after.isAskedFor()) {
            return List.of();
        }
        CountDownLatch begun = new CountDownLatch(1);
        Future<List<String>> future = session.threads().submit(() -> {
            begun.countDown();
            return after.bring(snapshot);
        });
        try {
            return await(begun, future);
        } catch (TimeoutException e) {
            return List.of("Note: exporting or pushing it took longer than " + LIMIT_MINUTES + " minutes");
        } catch (ExecutionException e) {
            return List.of("Note: it couldn't be exported or pushed: " + e.getCause());
        }
    }

    /** What the commands mustn't show. */
    private static Redaction secrets(EngineSession session, List<LiveContainer> containers) {
        Redaction secrets = Redaction.of(session.settings().snapshots().secrets());
        for (LiveContainer each : containers) {
            try {
                secrets = secrets.with(
                        session.client()
                                .containers()
                                .inspect(each.id())
                                .config()
                                .env(),
                        each.image());
            } catch (DockerException e) {
                LOG.log(Level.DEBUG, "Cannot look at the variables of " + each, e);
            }
        }
        return secrets;
    }

    static boolean isFailure(Throwable thrown) {
        return !Aborted.is(thrown);
    }

    void drop(@Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        EngineSession session = EngineSession.of(context);
        try {
            new Snapshots(session.client()).remove(snapshot);
            AfterKeeping.takeBack(session.settings().snapshots(), snapshot);
            LOG.log(
                    Level.INFO,
                    "Removed snapshot {0}: the failure of {1} was handled by another extension",
                    snapshot.id(),
                    name());
        } catch (IOException | DockerException | SnapshotException e) {
            LOG.log(Level.WARNING, "Cannot remove snapshot " + snapshot.id(), e);
        }
    }

    private FailureRecord record() {
        return context.getStore(EngineSession.NAMESPACE)
                .getOrComputeIfAbsent(
                        "failure of " + context.getUniqueId(), key -> new FailureRecord(context), FailureRecord.class);
    }

    /** The nearest counts: that of the method, of its class, of the classes around it. */
    private Optional<CommitOnFailure> asked() {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<CommitOnFailure> asked =
                    AnnotationSupport.findAnnotation(at.get().getElement(), CommitOnFailure.class);
            if (asked.isPresent()) {
                return asked;
            }
            at = at.get().getParent();
        }
        return Optional.empty();
    }

    private String name() {
        ExtensionContext named = new Scopes(context).methodContext().orElse(context);
        String type = named.getTestClass().map(Class::getSimpleName).orElse("");
        return named.getTestMethod()
                .map(method -> type + "." + method.getName())
                .orElse(type);
    }
}
