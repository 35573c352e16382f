package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.CredentialSource;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ImageReference;
import dev.drydock.client.Images;
import dev.drydock.client.ProgressDisplay;
import dev.drydock.client.PullOptions;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.client.model.DistributionDetails;
import dev.drydock.client.model.PushResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A registry that wants a password. */
class ClientRegistriesTests {
    private final String address = System.getenv("DRYDOCK_TEST_REGISTRY");
    private final RegistryCredentials login = RegistryCredentials.of(
            System.getenv("DRYDOCK_TEST_REGISTRY_USER"), System.getenv("DRYDOCK_TEST_REGISTRY_PASSWORD"));
    private final String busybox = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");

    @Test
    void pushesAndPulls() {
        StringBuilder output = new StringBuilder();
        CredentialSource own = registry -> registry.equals(address) ? login : RegistryCredentials.NONE;
        try (DockerClient client = DockerClient.builder().credentials(own).build()) {
            Images images = client.images();
            ImageReference image = ImageReference.parse(address + "/drydock-samples/busybox:1.36");
            images.pull(ImageReference.parse(busybox), progress -> {});
            images.tag(busybox, image);

            PushResult pushed = images.push(image, progress -> {});
            assertThat(pushed.digest()).startsWith("sha256:");

            DistributionDetails there = client.distribution().inspect(image);
            assertThat(there.descriptor().digest()).isEqualTo(pushed.digest());

            try (ProgressDisplay display = ProgressDisplay.to(output)) {
                images.pull(image, display);
            }
            images.pull(image, PullOptions.DEFAULT.withCredentials(login), progress -> {});
            images.remove(image.toString(), false);
        }
        assertThat(output).isNotEmpty();
    }
}
