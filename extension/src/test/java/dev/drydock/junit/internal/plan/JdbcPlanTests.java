package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcPlanTests {
    @Test
    void hostAndPortsAreFilledIn() {
        JdbcPlan plan = new JdbcPlan("jdbc:a://{host}:{port:1},{host}:{port:22}/{port}?p={ports}").withOnlyPort(3);

        assertThat(plan.ports()).containsExactly(1, 22, 3);
        assertThat(plan.url("here", port -> "9" + port)).isEqualTo("jdbc:a://here:91,here:922/93?p={ports}");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:1/app?user=a&password=b, jdbc:postgresql://h:1/app",
        "jdbc:sqlserver://h:1;user=a;password=b, jdbc:sqlserver://h:1",
        "jdbc:mysql://a:b/c@d@h:1/app, jdbc:mysql:***@h:1/app",
        "jdbc:oracle:thin:a/b@//h:1/app, jdbc:oracle:***@//h:1/app",
        "jdbc:h2:mem:x, jdbc:h2:mem:x"
    })
    void whatMayBeASecretIsNotShown(String url, String shown) {
        assertThat(JdbcPlan.shown(url)).isEqualTo(shown);
        assertThat(new JdbcPlan(url)).hasToString(shown);
    }
}
