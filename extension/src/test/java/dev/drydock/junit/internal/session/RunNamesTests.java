package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What names say of whose a thing is, and how long it stays. */
class RunNamesTests {
    private static final Map<String, String> LABELS = Map.of(Labels.RUN, "0123abcd");
    private static final Instant UNTIL = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void aRunKnowsItsOwn() {
        String name = RunNames.of("0123abcd", 7, "db");

        assertThat(name).isEqualTo("drydock-0123abcd-00007-db");
        assertThat(RunNames.isOf(List.of("/" + name), LABELS)).isTrue();
        assertThat(RunNames.isOf(List.of("/" + name), Map.of(Labels.RUN, "ffffffff")))
                .isFalse();
        assertThat(RunNames.keptUntil(List.of("/" + name), LABELS)).isEmpty();
    }

    @Test
    void whatIsKeptSaysUntilWhenAndIsTheRunsNoMore() {
        String name = RunNames.kept(UNTIL, "0123abcd", 7, "db");

        assertThat(RunNames.keptUntil(List.of("/" + name), LABELS)).hasValue(UNTIL);
        assertThat(RunNames.keptUntil(List.of(name), LABELS)).hasValue(UNTIL);
        assertThat(RunNames.isOf(List.of("/" + name), LABELS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/drydock-kept-1-ffffffff-00001-db",
                "/drydock-kept-x-0123abcd-00001-db",
                "/drydock-kept-1",
                "/drydock-kept--0123abcd-00001-db",
                "/drydock-kept-9999999999999-0123abcd-00001-db",
                "/mine-drydock-kept-1-0123abcd-00001-db"
            })
    void othersNamesSayNothing(String name) {
        assertThat(RunNames.keptUntil(List.of(name), LABELS)).isEmpty();
    }
}
