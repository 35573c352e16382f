package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Where settings come from. */
class SettingsTests {
    @ExtendWith(Reader.class)
    static class MirrorTestCase {
        @Test
        void passes() {}
    }

    static class Reader implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Settings settings = Settings.of(context);
            context.publishReportEntry("mirror", settings.images().mirror().orElse("none"));
            context.publishReportEntry("ending", settings.keep() + " " + settings.keepFor() + " " + settings.strict());
        }
    }

    private static String mirror(String parameter) {
        return entry(run(Map.of(Settings.REGISTRY_MIRROR, parameter)), "mirror");
    }

    private static EngineExecutionResults run(Map<String, String> parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(MirrorTestCase.class))
                .configurationParameters(parameters)
                .execute();
    }

    private static String entry(EngineExecutionResults results, String key) {
        return results.allEvents()
                .reportingEntryPublished()
                .map(Event::getPayload)
                .map(Optional::orElseThrow)
                .map(each -> ((ReportEntry) each).getKeyValuePairs().get(key))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void howThingsEnd() {
        assertThat(entry(run(Map.of()), "ending")).isEqualTo("NEVER PT24H false");
        assertThat(entry(
                        run(Map.of("drydock.keep", "On-Failure", "drydock.keep.for", "90m", "drydock.strict", "true")),
                        "ending"))
                .isEqualTo("ON_FAILURE PT1H30M true");
        assertThat(entry(run(Map.of("drydock.keep", "always")), "ending")).startsWith("ALWAYS ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drydock.keep|sometimes|The setting drydock.keep is 'sometimes': it takes never, on-failure, always.",
                "drydock.keep.for|long|The setting drydock.keep.for is 'long': it takes a number with ms, s, m, h or d, such as 90s.",
                "drydock.strict|very|The setting drydock.strict is 'very': it takes true or false."
            })
    void nonsenseIsRefused(String setting, String value, String message) {
        assertThat(run(Map.of(setting, value)).allEvents().failed().list())
                .singleElement()
                .extracting(each -> each.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .isEqualTo(message);
    }

    @Test
    void aConfigurationParameterCounts() {
        assertThat(mirror("registry.example.org:5000")).isEqualTo("registry.example.org:5000");
        assertThat(mirror("  registry.example.org\n")).isEqualTo("registry.example.org");
    }

    @Test
    void anEmptyOneSwitchesOff() {
        assertThat(mirror("")).isEqualTo("none");
    }
}
