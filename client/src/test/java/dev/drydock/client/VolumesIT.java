package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.Mount;
import dev.drydock.client.model.VolumeDetails;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VolumesIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Volumes volumes = engine.client().volumes();

    @Test
    void aVolumeIsWhatWasAskedFor() {
        String name = engine.name("vol");

        VolumeDetails created = volumes.create(name, engine.labels());

        assertThat(created.name()).isEqualTo(name);
        assertThat(created.driver()).isEqualTo("local");
        assertThat(created.mountpoint()).isNotBlank();
        assertThat(created.labels()).isEqualTo(engine.labels());
        assertSame(volumes.inspect(name), created);
        assertThat(volumes.list(engine.filter()))
                .extracting(VolumeDetails::name)
                .containsExactly(name);
    }

    @Test
    void theEngineMakesUpANameWhenThereIsNone() {
        assertThat(volumes.create("", engine.labels()).name()).isNotBlank();
    }

    @Test
    void creatingTwiceFindsTheFirst() {
        String name = engine.name("twice");

        assertSame(volumes.create(name, engine.labels()), volumes.create(name, engine.labels()));
    }

    /** Podman sends its options as null the first time, and as an empty object later. */
    private static void assertSame(VolumeDetails one, VolumeDetails other) {
        assertThat(one)
                .usingRecursiveComparison()
                .ignoringFields(engine.isPodman() ? new String[] {"more"} : new String[0])
                .isEqualTo(other);
    }

    @Test
    void contentOutlivesAContainer() {
        String name = engine.name("content");
        volumes.create(name, engine.labels());
        List<String> binds = List.of(name + ":/data");
        String first =
                engine.start(engine.busybox("sh", "-c", "echo kept >/data/x").option("HostConfig.Binds", binds));
        engine.containers().waitUntilStopped(first);
        engine.containers().remove(first);

        String second = engine.start(engine.busybox("cat", "/data/x").option("HostConfig.Binds", binds));

        assertThat(engine.output(second)).isEqualTo("kept\n");
        assertThat(engine.containers().inspect(second).mounts()).singleElement().satisfies(mount -> {
            assertThat(mount.type()).isEqualTo("volume");
            assertThat(mount.name()).isEqualTo(name);
            assertThat(mount.rw()).isTrue();
        });
        assertThat(engine.containers().inspect(second).mounts())
                .extracting(Mount::destination)
                .containsExactly("/data");
    }

    @Test
    void aVolumeInUseStays() {
        String name = engine.name("used");
        volumes.create(name, engine.labels());
        engine.create(engine.busybox("true").option("HostConfig.Binds", List.of(name + ":/data")));

        assertThatThrownBy(() -> volumes.remove(name)).isInstanceOf(ConflictException.class);
    }

    @Test
    void whatIsRemovedIsNotFound() {
        String name = engine.name("gone");
        volumes.create(name, engine.labels());

        volumes.remove(name);

        assertThatThrownBy(() -> volumes.inspect(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> volumes.remove(name)).isInstanceOf(NotFoundException.class);
    }
}
