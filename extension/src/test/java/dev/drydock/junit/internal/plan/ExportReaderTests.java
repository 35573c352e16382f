package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Exports that can't be filled in are mistakes of the declaration. */
class ExportReaderTests {
    @WithContainer(
            name = "db",
            image = "busybox:1",
            ports = {80, 81},
            exports = {"no-value-hunter2", "a=hunter2 {port}", "b={port:82}", "c={hots}", "d={port:80}", "d={host}"})
    @WithContainer(name = "none", image = "busybox:1", exports = "e={port}")
    @WithContainer(name = "other", image = "busybox:1", exports = "a=1")
    static class WrongTestCase {}

    @Test
    void mistakesAreReportedTogether() {
        assertThatThrownBy(() -> ClassPlans.of(WrongTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(
                        "in 7 places:",
                        "@WithContainer 'db' on class WrongTestCase: exports: entry 1 isn't of the form NAME=value",
                        "exports: a: {port} is that of the only port that is published, and there are [80, 81]; say {port:80}",
                        "exports: b: port 82 isn't published; [80, 81] are",
                        "exports: c: {hots} is unknown; there are {host}, {port} and {port:5432}",
                        "exports: d is set twice",
                        "exports: e: {port} is that of the only port that is published, and there is none",
                        "class WrongTestCase: exports: 'db' and 'other' both export a; give each a name of its own")
                .hasMessageNotContaining("hunter2");
    }
}
