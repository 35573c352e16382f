package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UnknownSettingsTests {
    private static final Map<String, String> NONE = Map.of();

    private static Properties property(String name) {
        Properties properties = new Properties();
        properties.setProperty(name, "x");
        return properties;
    }

    @Test
    void aSlipIsToldWithWhatIsLikelyMeant() {
        assertThat(UnknownSettings.of(Settings.ALL, property("drydock.registry.miror"), NONE))
                .containsExactly("drydock.registry.miror (system property); is drydock.registry.mirror meant?");
        assertThat(UnknownSettings.of(Settings.ALL, new Properties(), Map.of("DRYDOCK_REPER", "x")))
                .containsExactly("drydock.reper (environment variable DRYDOCK_REPER); is drydock.reaper meant?");
    }

    @Test
    void whatIsLikeNoneIsToldWithAllThatThereAre() {
        assertThat(UnknownSettings.of(Settings.ALL, property("drydock.whatever.it.may.be"), NONE))
                .containsExactly(
                        "drydock.whatever.it.may.be (system property); there are " + new TreeSet<>(Settings.ALL));
    }

    @Test
    void whatIsKnownOrOfOthersIsNotTold() {
        assertThat(UnknownSettings.of(Settings.ALL, property("drydock.reaper"), Map.of("DRYDOCK_REGISTRY_MIRROR", "x")))
                .isEmpty();
        assertThat(UnknownSettings.of(Settings.ALL, property("dry.dock"), Map.of("DRY", "x")))
                .isEmpty();
    }
}
