package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.reporting.ReportEntry;
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
            context.publishReportEntry(
                    "mirror", Settings.of(context).registryMirror().orElse("none"));
        }
    }

    private static String mirror(String parameter) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(MirrorTestCase.class))
                .configurationParameter(Settings.REGISTRY_MIRROR, parameter)
                .execute()
                .allEvents()
                .reportingEntryPublished()
                .map(Event::getPayload)
                .map(Optional::orElseThrow)
                .map(each -> ((ReportEntry) each).getKeyValuePairs().get("mirror"))
                .findFirst()
                .orElseThrow();
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
