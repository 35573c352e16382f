package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.MountSpec;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Started;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A volume gets what an image has, before anybody else mounts it. */
@ExtendWith(LeakCheck.class)
class VolumeFillIT {
    private static final DockerClient CLIENT = TestEngine.CLIENT;
    private static final String VOLUME = "drydock-volume-fill-it";

    @Test
    void withOwnersAndModes() throws IOException {
        CLIENT.volumes().create(VOLUME, Map.of());
        try (TestImage image = new TestImage(
                "drydock-test/volume-fill:1",
                "busybox:1.36",
                "RUN mkdir -p /deep/data && echo kept >/deep/data/file && chown 12:34 /deep/data/file"
                        + " && chmod 640 /deep/data/file && chmod 711 /deep/data")) {
            new VolumeFill(CLIENT, Map.of("fill-it", "yes"))
                    .fill(VOLUME, image.toString(), "/deep/data", "drydock-fill-it");
            assertThat(CLIENT.containers().list(Filters.byLabel("fill-it"))).isEmpty();
            try (Started other = Started.with(
                    "busybox:1.36",
                    // The image's own content of that path must not take its place.
                    spec -> spec.networkMode("none")
                            .mounts(MountSpec.volume(VOLUME, "/etc"))
                            .command("sleep", "600"))) {
                assertThat(other.sh("ls /etc | grep -v -E 'hosts|hostname|resolv.conf|mtab'; cat /etc/file;"
                                + " stat -c '%u:%g %a' /etc/file; stat -c %a /etc"))
                        .isEqualTo("file\nkept\n12:34 640\n711\n");
            }
        } finally {
            CLIENT.volumes().remove(VOLUME);
        }
    }
}
