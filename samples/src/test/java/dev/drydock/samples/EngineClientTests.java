package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.ImageReference;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine client by itself, without the JUnit extension. */
class EngineClientTests {
    private final String image = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");

    @Test
    void runsACommand() {
        try (DockerClient client = DockerClient.connect()) {
            client.images().pull(ImageReference.parse(image), progress -> {});
            String id = client.containers()
                    .create(ContainerSpec.of(image).command("sleep", "60").build());
            try {
                client.containers().start(id);
                ExecResult hello = client.exec().run(id, "echo", "hello");
                assertThat(hello.stdoutText()).isEqualTo("hello\n");
            } finally {
                client.containers().remove(id);
            }
        }
    }
}
