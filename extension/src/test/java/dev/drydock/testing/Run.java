package dev.drydock.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.drydock.junit.SnapshotNotice;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs fixtures on the real engine, and tells what came of it. Its end removes the snapshots that they left. */
public final class Run implements AutoCloseable {
    private final List<Class<?>> classes;
    private final Set<String> snapshotsBefore;
    private final EngineExecutionResults results;
    private final String stderr;

    private Run(Map<String, String> parameters, Class<?>... classes) {
        this.classes = List.of(classes);
        this.snapshotsBefore = ids();
        PrintStream original = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
            EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
                    // Others' snapshots on the engine are none of these tests' business.
                    .configurationParameter("drydock.snapshot.count", "1000")
                    .configurationParameters(parameters);
            Arrays.stream(classes).forEach(each -> kit.selectors(selectClass(each)));
            results = kit.execute();
        } finally {
            System.setErr(original);
        }
        stderr = written.toString(StandardCharsets.UTF_8);
    }

    /** Runs the classes, one after the other. */
    public static Run of(Class<?>... classes) {
        return new Run(Map.of(), classes);
    }

    /** Runs the classes with JUnit's configuration parameters. */
    public static Run with(Map<String, String> parameters, Class<?>... classes) {
        return new Run(parameters, classes);
    }

    /** All that happened. */
    public EngineExecutionResults results() {
        return results;
    }

    /** How many tests were successful, failed and were aborted: {@code "3 ok, 1 failed, 0 aborted"}. */
    public String tests() {
        return results.testEvents().succeeded().count() + " ok, "
                + results.testEvents().failed().count() + " failed, "
                + results.testEvents().aborted().count() + " aborted";
    }

    /** What tests and containers have thrown, in order. */
    public List<Throwable> failures() {
        return results.allEvents().stream()
                .flatMap(each -> each.getPayload(TestExecutionResult.class).stream())
                .filter(each -> each.getStatus() == TestExecutionResult.Status.FAILED)
                .flatMap(each -> each.getThrowable().stream())
                .toList();
    }

    /** What the only test or container that failed has thrown. */
    public Throwable failure() {
        List<Throwable> failures = failures();
        if (failures.size() != 1) {
            AssertionError wrong = new AssertionError("One failure was expected, there are " + failures.size());
            failures.forEach(wrong::addSuppressed);
            throw wrong;
        }
        return failures.get(0);
    }

    /** What the only test of that method has thrown. */
    public Throwable failureOf(String method) {
        return results.testEvents()
                .failed()
                .filter(each ->
                        each.getTestDescriptor().getUniqueId().toString().contains(":" + method + "("))
                .flatMap(each -> each.getPayload(TestExecutionResult.class).stream())
                .flatMap(each -> each.getThrowable().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " hasn't failed"));
    }

    /** What the failures say of snapshots. */
    public List<String> notices() {
        return failures().stream().flatMap(Run::notices).toList();
    }

    private static Stream<String> notices(Throwable failure) {
        return Arrays.stream(failure.getSuppressed())
                .filter(SnapshotNotice.class::isInstance)
                .map(Throwable::getMessage);
    }

    /** The values that were published under that key, in order. */
    public List<String> reported(String key) {
        return results.allEvents()
                .reportingEntryPublished()
                .map(each -> each.getRequiredPayload(ReportEntry.class)
                        .getKeyValuePairs()
                        .get(key))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The ids of tests and containers, where a report entry of that key was published. */
    public List<String> reportedAt(String key) {
        return results.allEvents()
                .reportingEntryPublished()
                .filter(each -> each.getRequiredPayload(ReportEntry.class)
                        .getKeyValuePairs()
                        .containsKey(key))
                .map(Event::getTestDescriptor)
                .map(each -> each.getUniqueId().toString())
                .toList();
    }

    /** What was written to standard error. */
    public String stderr() {
        return stderr;
    }

    /** Snapshots of this run that the engine has now, the oldest first. */
    public List<Snapshot> snapshots() {
        return new Snapshots(TestEngine.CLIENT)
                .list().stream()
                        .filter(each -> !snapshotsBefore.contains(each.id()))
                        .filter(this::isOurs)
                        .toList();
    }

    /** The only one. */
    public Snapshot snapshot() {
        List<Snapshot> snapshots = snapshots();
        if (snapshots.size() != 1) {
            throw new AssertionError("One snapshot was expected, there are " + snapshots);
        }
        return snapshots.get(0);
    }

    /** Another build may use the engine at the same time. What later runs start warm from isn't this one's alone. */
    private boolean isOurs(Snapshot snapshot) {
        return snapshot.kind() != SnapshotKind.WARM
                && classes.stream().anyMatch(each -> snapshot.test().contains("[class:" + each.getName() + "]"));
    }

    private static Set<String> ids() {
        return new Snapshots(TestEngine.CLIENT)
                .list().stream().map(Snapshot::id).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        snapshots().forEach(new Snapshots(TestEngine.CLIENT)::remove);
    }
}
