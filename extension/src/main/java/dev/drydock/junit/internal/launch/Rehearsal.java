package dev.drydock.junit.internal.launch;

import dev.drydock.client.DockerClient;
import dev.drydock.junit.DrydockExtension;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.internal.session.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Lets JUnit run tests of ours that do nothing, while the first container starts: what JUnit and this extension load for
 * a test is there then when the container is ready. That takes longer than a service takes to answer.
 */
final class Rehearsal {
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private Rehearsal() {}

    /**
     * Does nothing but the first time in this JVM.
     *
     * @param parameters of JUnit's configuration
     */
    static void runOnce(Function<String, Optional<String>> parameters) {
        if (!BEGUN.getAndSet(true)) {
            run(parameters);
        }
    }

    /**
     * Nothing that JUnit finds on the class path, or in its configuration, takes part in it or hears of it.
     *
     * @param parameters of JUnit's configuration: with the same settings it has the session of the real tests
     * @param listeners hear of it
     */
    static void run(Function<String, Optional<String>> parameters, TestExecutionListener... listeners) {
        Map<String, String> settings = new HashMap<>();
        for (String key : Settings.ALL) {
            parameters.apply(key).ifPresent(value -> settings.put(key, value));
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Play.class))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .enableImplicitConfigurationParameters(false)
                .configurationParameters(settings)
                .build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build());
        launcher.execute(request, listeners);
    }

    /** Tests as users write them, but without a container. */
    @ExtendWith(Play.Stand.class)
    static final class Play {
        @Test
        void withHandle(DockerClient client) {
            // JUnit has called it: that is all.
        }

        /** A number takes JUnit's reflection another way than an object, and some milliseconds when it is the first. */
        @Test
        void withPort(@HostPort(80) int port) {
            // As above.
        }

        /** Has a port without having a container. */
        static final class Stand extends DrydockExtension {
            /** Called by JUnit. */
            Stand() {
                // Nothing is kept.
            }

            @Override
            public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
                return parameter.isAnnotated(HostPort.class) ? 80 : super.resolveParameter(parameter, context);
            }
        }
    }
}
