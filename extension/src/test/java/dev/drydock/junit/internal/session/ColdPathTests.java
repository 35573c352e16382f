package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A class that was renamed would be loaded late again, and nobody would notice. */
class ColdPathTests {
    @ParameterizedTest
    @FieldSource("dev.drydock.junit.internal.session.ColdPath#CLASSES")
    void isThere(String name) {
        assertThatCode(() -> Class.forName("dev.drydock." + name)).doesNotThrowAnyException();
        assertThat(ColdPath.CLASSES).containsOnlyOnce(name);
    }
}
