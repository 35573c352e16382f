package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ArchiveStream;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DiskUsageType;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EndpointSpec;
import dev.drydock.client.EventOptions;
import dev.drydock.client.EventStream;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageListOptions;
import dev.drydock.client.ImageLoadOptions;
import dev.drydock.client.ImageReference;
import dev.drydock.client.ImageRemoveOptions;
import dev.drydock.client.IpamPool;
import dev.drydock.client.NetworkSpec;
import dev.drydock.client.VolumeList;
import dev.drydock.client.VolumeSpec;
import dev.drydock.client.model.CreatedNetwork;
import dev.drydock.client.model.DiskUsage;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Ping;
import dev.drydock.client.model.RemovedImage;
import dev.drydock.client.model.VolumeDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images, volumes, networks and the engine itself, by the engine client. */
class ClientImagesTests {
    private final String image = Optional.ofNullable(System.getenv("DRYDOCK_REGISTRY_MIRROR"))
            .map(mirror -> mirror + "/library/busybox:1.36")
            .orElse("busybox:1.36");
    private final String run = "drydock-sample-" + UUID.randomUUID();

    @BeforeEach
    void pull() {
        try (DockerClient client = DockerClient.connect()) {
            client.images().pull(ImageReference.parse(image), progress -> {});
        }
    }

    @Test
    void listsTagsAndRemoves() {
        ImageReference name = ImageReference.parse("localhost/" + run + ":1");
        Filters mine = Filters.byLabel("sample", run);
        try (DockerClient client = DockerClient.connect()) {
            List<ImageSummary> unnamed = client.images()
                    .list(ImageListOptions.DEFAULT.withFilters(mine).withDangling(true));
            ImageDetails busybox = client.images().inspect(image);
            client.images().tag(image, name);
            List<RemovedImage> gone = client.images().remove(name.toString(), ImageRemoveOptions.DEFAULT);

            assertThat(unnamed).isEmpty();
            assertThat(busybox.config().cmd()).containsExactly("sh");
            assertThat(gone).extracting(RemovedImage::untagged).containsExactly(name.toString());
        }
    }

    @Test
    void savesAndLoads(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("image.tar");
        try (DockerClient client = DockerClient.connect()) {
            try (ArchiveStream tar = client.images().save(image)) {
                Files.copy(tar, file);
            }
            List<String> loaded = client.images().load(file, ImageLoadOptions.DEFAULT, progress -> {});

            assertThat(loaded).contains(image);
        }
    }

    @Test
    void connectsWithAnAddressOfItsOwn() {
        String name = run;
        String subnet = "10.211." + new Random().nextInt(256);
        try (DockerClient client = DockerClient.connect()) {
            String container = client.containers()
                    .create(ContainerSpec.of(image).command("sleep", "60").build());
            CreatedNetwork network = client.networks()
                    .create(NetworkSpec.of(name)
                            .withPool(IpamPool.of(subnet + ".0/24").withGateway(subnet + ".1"))
                            .withInternal(true));
            client.networks()
                    .connect(
                            container,
                            EndpointSpec.of(name).withIpv4(subnet + ".10").withAliases("db"));
            try {
                client.containers().start(container);
                assertThat(client.networks().inspect(network.id()).containers()).containsKey(container);
            } finally {
                client.containers().remove(container);
                client.networks().remove(name);
            }
        }
    }

    @Test
    void makesAVolumeInMemory() {
        try (DockerClient client = DockerClient.connect()) {
            VolumeDetails volume = client.volumes()
                    .create(VolumeSpec.UNNAMED
                            .withDriverOption("type", "tmpfs")
                            .withDriverOption("device", "tmpfs")
                            .withLabel("stage", "test"));
            VolumeList found = client.volumes().list(Filters.by("name", volume.name()));
            client.volumes().remove(volume.name(), true);

            assertThat(found).extracting(VolumeDetails::name).containsExactly(volume.name());
            assertThat(found.warnings()).isEmpty();
        }
    }

    @Test
    void asksTheEngineAboutItself() {
        try (DockerClient client = DockerClient.connect()) {
            if (client.system().isReachable()) {
                Ping ping = client.system().ping();
                DiskUsage usage = client.system().diskUsage(DiskUsageType.IMAGE, DiskUsageType.VOLUME);
                Instant now = Instant.now();
                try (EventStream events = client.system()
                        .events(EventOptions.DEFAULT
                                .withSince(now.minusSeconds(60))
                                .withUntil(now))) {
                    events.forEachRemaining(event -> {});
                }
                assertThat(ping.apiVersion()).isNotBlank();
                assertThat(usage.images().totalCount()).isPositive();
            }
        }
    }
}
