package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials in front of an image's name aren't shown. */
class ImageSecretTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob:s3cret@reg.example.org/x",
                "bob:s3cret@reg.example.org:5000/x:1",
                "https://bob:s3cret@reg.example.org/x"
            })
    void areLeftOut(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not an image's name")
                .hasMessageNotContaining("s3cret");
    }
}
