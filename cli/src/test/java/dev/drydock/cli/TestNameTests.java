package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNameTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[engine:junit-jupiter]/[class:a.OrderTests]/[method:keeps()] | a.OrderTests#keeps | a.OrderTests.keeps",
                "[engine:junit-jupiter]/[class:a.OrderTests] | a.OrderTests | a.OrderTests",
                "[engine:junit-jupiter]/[class:a.B]/[nested-class:In]/[nested-class:Er]/[method:m(int, java.lang.String)]"
                        + " | a.B$In$Er#m | a.B$In$Er.m",
                "[engine:junit-jupiter]/[class:a.B]/[test-template:m(int)]/[test-template-invocation:#2] | a.B#m | a.B.m",
                "[engine:junit-jupiter]/[class:a.B]/[test-factory:m()]/[dynamic-test:#1] | a.B#m | a.B.m",
                "[engine:junit-platform-suite]/[suite:a.S]/[engine:junit-jupiter]/[class:a.B]/[method:m()]"
                        + " | a.B#m | a.B.m",
                "[engine:junit-jupiter]/[class:a.B]/[method:a%5Bb%2Bc()] | a.B#a[b+c | a.B.a[b+c"
            })
    void namesForBuildTools(String id, String maven, String gradle) {
        TestName name = TestName.parse(id).orElseThrow();

        assertThat(name.forMaven()).isEqualTo(maven);
        assertThat(name.forGradle()).isEqualTo(gradle);
    }

    @Test
    void otherTextIsNoTest() {
        assertThat(TestName.parse("warm start of db")).isEmpty();
        assertThat(TestName.parse("")).isEmpty();
    }
}
