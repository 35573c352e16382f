package dev.drydock.benchmarks.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What runs in a JVM of its own: one class of tests, and a line that says what the JVM took. */
public final class Forked {
    /** Begins the line. */
    static final String TOOK = "took: ";

    private static volatile long bodyAt;

    private Forked() {}

    /** @param args the class's name */
    public static void main(String[] args) throws IOException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(args[0]))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Children children = new Children();
        LauncherFactory.create().execute(request, summary, children);
        summary.getSummary().getFailures().forEach(each -> each.getException().printStackTrace());
        if (summary.getSummary().getTestsSucceededCount() != 1) {
            System.exit(1);
        }
        System.out.println(
                TOOK + cpu(ProcessHandle.current()).plus(children.cpu).toMillis() + " " + peak(ProcessHandle.current())
                        + " " + children.peak + " " + bodyAt);
        // As Surefire does it: threads that aren't daemons don't hold it up.
        System.exit(0);
    }

    /** To be called first in the body of a test. */
    static void bodyRuns() {
        bodyAt = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    static void demand(boolean condition) {
        if (!condition) {
            throw new AssertionError("It isn't so");
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** @return kB */
    private static long peak(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** What processes beside this one have taken when the tests are through, before they are dismissed. */
    private static final class Children implements TestExecutionListener {
        private Duration cpu = Duration.ZERO;
        private long peak;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (!test.isTest()) {
                return;
            }
            List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
            for (ProcessHandle each : all) {
                cpu = cpu.plus(cpu(each));
                try {
                    peak += peak(each);
                } catch (IOException e) {
                    // It has just ended.
                }
            }
        }
    }
}
