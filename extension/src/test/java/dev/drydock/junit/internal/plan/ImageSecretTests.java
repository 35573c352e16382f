package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A mistake in an image's name mustn't show the credentials that somebody has put in front of it. */
class ImageSecretTests {
    @WithContainer(image = "bob:s3cret@registry:5000")
    static class WithoutSlashTestCase {}

    @WithContainer(image = "bob:s3cret@registry.example.org/app:1")
    static class WithSlashTestCase {}

    @Test
    void isNotShown() {
        for (Class<?> type : new Class<?>[] {WithoutSlashTestCase.class, WithSlashTestCase.class}) {
            assertThatThrownBy(() -> ClassPlans.of(type))
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContaining("***@registry")
                    .hasMessageNotContaining("s3cret");
        }
    }
}
