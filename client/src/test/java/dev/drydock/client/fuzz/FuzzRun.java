package dev.drydock.client.fuzz;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs one fuzz test, since Jazzer can fuzz but one in a JVM. Called by dev/fuzz. */
final class FuzzRun {
    private FuzzRun() {}

    public static void main(String[] args) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        String target = FuzzRun.class.getPackageName() + "." + args[0].replace('.', '#') + "(byte[])";
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectMethod(target))
                        .build(),
                listener);
        listener.getSummary()
                .getFailures()
                .forEach(failure -> failure.getException().printStackTrace());
        long ran = listener.getSummary().getTestsSucceededCount();
        // Jazzer leaves threads behind.
        System.exit(ran > 0 && listener.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
