package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SecretsTests {
    @Test
    void namedOnesAreSecretBesidesThoseThatLookSo() {
        Predicate<String> secrets = Secrets.of(List.of("PIN"), "CODE, license,,");

        assertThat(List.of("PIN", "CODE", "LICENSE", "DB_PASSWORD")).allMatch(secrets);
        assertThat(List.of("PATH", "")).noneMatch(secrets);
    }

    @Test
    void nothingNamedLeavesThoseThatLookSo() {
        Predicate<String> secrets = Secrets.of(List.of(), null);

        assertThat(secrets.test("DB_PASSWORD")).isTrue();
        assertThat(secrets.test("PIN")).isFalse();
    }
}
