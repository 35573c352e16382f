package dev.drydock.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as a build tool would, and writes down how tests and classes ended. */
final class ForkMain {
    private ForkMain() {}

    public static void main(String[] classNames) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        Arrays.stream(classNames).forEach(each -> request.selectors(selectClass(each)));
        LauncherFactory.create().execute(request.build(), new Printer());
        System.out.println("[fork] through");
    }

    private static final class Printer implements TestExecutionListener {
        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println("[fork] " + test.getLegacyReportingName() + " skipped: " + reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            System.out.println("[fork] " + test.getLegacyReportingName() + " " + result.getStatus());
            result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
        }
    }
}
