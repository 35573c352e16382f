package dev.drydock.junit.internal.failure;

import dev.drydock.client.DockerException;
import dev.drydock.junit.CommitOnFailure;
import dev.drydock.junit.SnapshotNotice;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.junit.internal.session.Labels;
import dev.drydock.junit.internal.start.LiveContainer;
import dev.drydock.junit.internal.start.LiveScope;
import dev.drydock.junit.internal.start.Scopes;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotRequest;
import dev.drydock.snapshot.Snapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

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
        record();
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
        if (!isAskedFor()) {
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
        Future<Snapshot> future = session.snapshots().submit(() -> {
            begun.countDown();
            return take(session, containers);
        });
        try {
            Snapshot snapshot = await(begun, future);
            record.replace(snapshot);
            tell(failure, snapshot);
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

    private Snapshot take(EngineSession session, List<LiveContainer> containers) {
        List<SnapshotRequest.Member> members = new ArrayList<>();
        containers.forEach(each -> members.add(new SnapshotRequest.Member(
                each.name(), each.id(), each.image(), each.plan().open())));
        SnapshotRequest request = new SnapshotRequest(
                context.getUniqueId(),
                name(),
                members,
                session.ownerLabel(),
                List.of(Labels.RUN, Labels.OWNER, Labels.CONTAINER));
        return new Snapshots(session.client()).take(request, session.threads());
    }

    /**
     * The limit counts from the beginning: before it, others' snapshots are taken, each within its own. An interrupt is
     * passed on afterwards: giving up now would leave the containers paused or lost.
     */
    private static Snapshot await(CountDownLatch begun, Future<Snapshot> future)
            throws ExecutionException, TimeoutException {
        boolean interrupted = false;
        long deadline = Long.MAX_VALUE;
        try {
            while (true) {
                try {
                    begun.await();
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

    private void tell(Throwable failure, Snapshot snapshot) {
        StringBuilder message = new StringBuilder("The containers of ").append(name());
        message.append(" were kept as they were at this failure (snapshot ")
                .append(snapshot.id())
                .append(").");
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("drydock.snapshot", snapshot.id());
        StringBuilder line = new StringBuilder("[drydock] ").append(name()).append(" failed; kept:");
        for (Snapshot.Image each : snapshot.images()) {
            message.append("\n  ").append(each.container()).append(": image ").append(each.name());
            message.append("\n    open it:  ").append(each.openCommand());
            entry.put(
                    "drydock.snapshot." + each.container() + ".image",
                    each.name().toString());
            entry.put("drydock.snapshot." + each.container() + ".open", each.openCommand());
            line.append(' ').append(each.container()).append(" as ").append(each.name());
            line.append(", open with: ").append(each.openCommand()).append(';');
        }
        message.append("\n  They stay until you remove them: ").append(snapshot.removeCommand());
        snapshot.remarks().forEach(remark -> message.append("\n  Note: ").append(remark));
        failure.addSuppressed(new SnapshotNotice(message.toString()));
        context.publishReportEntry(entry);
        // Build tools that shorten stack traces leave suppressed exceptions out.
        System.err.println(line);
    }

    static boolean isFailure(Throwable thrown) {
        return !(thrown instanceof TestAbortedException);
    }

    void drop(@Nullable Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        EngineSession session = EngineSession.of(context);
        try {
            new Snapshots(session.client()).remove(snapshot);
            LOG.log(
                    Level.INFO,
                    "Removed snapshot {0}: the failure of {1} was handled by another extension",
                    snapshot.id(),
                    name());
        } catch (DockerException | SnapshotException e) {
            LOG.log(Level.WARNING, "Cannot remove snapshot " + snapshot.id(), e);
        }
    }

    private FailureRecord record() {
        return context.getStore(EngineSession.NAMESPACE)
                .getOrComputeIfAbsent(
                        "failure of " + context.getUniqueId(), key -> new FailureRecord(context), FailureRecord.class);
    }

    private boolean isAskedFor() {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            if (AnnotationSupport.isAnnotated(at.get().getElement(), CommitOnFailure.class)) {
                return true;
            }
            at = at.get().getParent();
        }
        return false;
    }

    private String name() {
        ExtensionContext named = new Scopes(context).methodContext().orElse(context);
        String type = named.getTestClass().map(Class::getSimpleName).orElse("");
        return named.getTestMethod()
                .map(method -> type + "." + method.getName())
                .orElse(type);
    }
}
