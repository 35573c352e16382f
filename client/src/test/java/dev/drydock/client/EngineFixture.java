package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.EngineVersion;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.VolumeDetails;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The engine of this machine, for one test class. Without one, the class fails. All that a test makes has a label of this
 * run, since others may use the same engine; it is removed after each test, and nothing of it may be left after the class.
 */
final class EngineFixture implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final String BUSYBOX = "busybox:1.36";
    static final String LABEL = "dev.drydock.test";

    private final String run = UUID.randomUUID().toString().substring(0, 13);
    private final List<String> anonymousVolumes = new ArrayList<>();
    private DockerClient client;

    @Override
    public void beforeAll(ExtensionContext context) {
        client = DockerClient.connect();
        try {
            client.images().inspect(BUSYBOX);
        } catch (NotFoundException e) {
            ImageReference source = reachable(BUSYBOX);
            client.images().pull(source, progress -> {});
            client.images().tag(source.toString(), ImageReference.parse(BUSYBOX));
        }
    }

    /** What answers, by its own word: where engines differ by nature, tests say so by this. */
    boolean isPodman() {
        return podman() > 0;
    }

    /** The version of Podman, such as 4; 0 for Docker. */
    int podman() {
        EngineVersion version = client.system().version();
        boolean podman = version.components().stream().anyMatch(part -> "Podman Engine".equals(part.name()));
        return podman ? Integer.parseInt(version.version().replaceFirst("\\..*", "")) : 0;
    }

    /** What the engine calls the test image: Podman by the first of its names, Docker by the name that was asked for. */
    List<String> namesOfBusybox() {
        return isPodman() ? client.images().inspect(BUSYBOX).repoTags() : List.of(BUSYBOX);
    }

    /** The image's name in the registry that this machine can get at. */
    static ImageReference reachable(String image) {
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        return ImageReference.parse(mirror == null || mirror.isBlank() ? image : mirror + "/library/" + image);
    }

    DockerClient client() {
        return client;
    }

    Containers containers() {
        return client.containers();
    }

    /** Labels for what a test makes. */
    Map<String, String> labels() {
        return Map.of(LABEL, run);
    }

    /** Finds what has them. */
    Filters filter() {
        return Filters.byLabel(LABEL, run);
    }

    /** A name that nothing else on the engine has. */
    String name(String what) {
        return "drydock-test-" + run + "-" + what;
    }

    /** A container to be, with a label and without a grace period. */
    ContainerSpec.Builder busybox(String... command) {
        return ContainerSpec.of(BUSYBOX).label(LABEL, run).command(command).option("StopTimeout", 0);
    }

    String create(ContainerSpec.Builder spec) {
        return containers().create(spec.build());
    }

    String start(ContainerSpec.Builder spec) {
        String id = create(spec);
        containers().start(id);
        return id;
    }

    /** A container that runs this to its end. */
    String run(String... command) {
        String id = start(busybox(command));
        containers().waitUntilStopped(id);
        return id;
    }

    /**
     * All that a container has written, once it has ended. Followed logs won't do: engines may end them early for a
     * container that ends at the same time.
     */
    String output(String container) {
        containers().waitUntilStopped(container);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputFrames logs = containers().logs(container, LogOptions.ALL)) {
            logs.forEachRemaining(frame -> bytes.writeBytes(frame.bytes()));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A container that runs until it is removed. */
    String sleeping() {
        return start(busybox("sleep", "1000"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (ContainerSummary container : containers().list(filter())) {
            containers().inspect(container.id()).mounts().stream()
                    .map(Mount::name)
                    .filter(name -> name != null && name.matches("[0-9a-f]{64}"))
                    .forEach(anonymousVolumes::add);
            containers().remove(container.id());
        }
        for (NetworkDetails network : client.networks().list(filter())) {
            client.networks().remove(network.id());
        }
        for (VolumeDetails volume : client.volumes().list(filter())) {
            client.volumes().remove(volume.name());
        }
        for (ImageSummary image : client.images().list(filter())) {
            client.images().remove(image.id(), true);
        }
        // So that a test's leak can be told from what is kept on purpose.
        client.closeIdle();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (client == null) {
            return;
        }
        try {
            assertThat(containers().list(filter())).isEmpty();
            assertThat(client.networks().list(filter())).isEmpty();
            assertThat(client.volumes().list(filter())).isEmpty();
            assertThat(client.images().list(filter())).isEmpty();
            for (String volume : anonymousVolumes) {
                assertThatThrownBy(() -> client.volumes().inspect(volume)).isInstanceOf(NotFoundException.class);
            }
        } finally {
            client.close();
        }
    }
}
