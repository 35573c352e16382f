package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is one place, and what is another. */
class WarmPlaceTests {
    private static String of(String id) {
        return new WarmPlace("class OrderTests", id).of(List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [engine:junit-jupiter]/[class:a.OrderTests] | [engine:junit-platform-suite]/[suite:S]/[engine:junit-jupiter]/[class:a.OrderTests]
                    [engine:junit-jupiter]/[class:a.T]/[test-template:m(int)]/[test-template-invocation:#1] | [engine:junit-jupiter]/[class:a.T]/[test-template:m(int)]/[test-template-invocation:#2]
                    [engine:junit-jupiter]/[class-template:a.T]/[class-template-invocation:#1] | [engine:junit-jupiter]/[class-template:a.T]/[class-template-invocation:#2]
                    [engine:junit-jupiter]/[class-template:a.T]/[class-template-invocation:#1]/[method:m()] | [engine:junit-jupiter]/[class-template:a.T]/[class-template-invocation:#2]/[method:m()]
                    """)
    void invocationsAndWaysToRunThemAreOne(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [engine:junit-jupiter]/[class:a.OrderTests] | [engine:junit-jupiter]/[class:b.OrderTests]
                    [engine:junit-jupiter]/[class:a.OrderTests] | [engine:junit-jupiter]/[class:a.OrderTests]/[method:m()]
                    [engine:junit-jupiter]/[class:a.T]/[method:m(int)] | [engine:junit-jupiter]/[class:a.T]/[method:m(long)]
                    [engine:junit-jupiter]/[class:a.T]/[nested-class:N] | [engine:junit-jupiter]/[class:b.T]/[nested-class:N]
                    """)
    void classesAndMethodsOfOneSimpleNameAreNot(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @Test
    void whatTheRunSharesGoesByThat() {
        assertThat(new WarmPlace("the test run", "").of(List.of())).startsWith("the test run: ");
    }
}
