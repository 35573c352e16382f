package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.VolumeDetails;
import dev.drydock.client.model.VolumePruneReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Volumes with all that can be said of them. */
class VolumeOptionsIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Volumes volumes = engine.client().volumes();

    private VolumeSpec spec(String name) {
        return VolumeSpec.of(engine.name(name)).withLabels(engine.labels());
    }

    @Test
    @Acceptance(
            value = {"B-166", "B-167"},
            by = "volumes().create(VolumeSpec…), volumes().inspect(name)")
    void aVolumeHasWhatWasAskedFor() {
        VolumeDetails created = volumes.create(spec("full")
                .withDriver("local")
                .withDriverOption("type", "tmpfs")
                .withDriverOption("device", "tmpfs")
                .withDriverOption("o", "mode=0711")
                .withLabel("colour", "green"));

        VolumeDetails volume = volumes.inspect(engine.name("full"));

        assertThat(volume.name()).isEqualTo(created.name()).isEqualTo(engine.name("full"));
        assertThat(volume.driver()).isEqualTo("local");
        assertThat(volume.scope()).isEqualTo("local");
        assertThat(volume.options()).containsEntry("type", "tmpfs").containsEntry("device", "tmpfs");
        assertThat(volume.labels()).containsEntry("colour", "green").containsAllEntriesOf(engine.labels());
        assertThat(volume.createdAt()).startsWith("20");
        assertThat(volume).asString().contains("options=[").doesNotContain("mode=0711");
        String container = engine.start(engine.busybox("stat", "-c", "%a", "/data")
                .option("HostConfig.Binds", List.of(engine.name("full") + ":/data")));
        assertThat(engine.output(container)).isEqualTo("711\n");
        assertThatThrownBy(() -> volumes.inspect("drydock-no-such-volume")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void theEngineMakesUpAName() {
        VolumeDetails one = volumes.create(VolumeSpec.UNNAMED.withLabels(engine.labels()));
        VolumeDetails two = volumes.create(VolumeSpec.UNNAMED.withLabels(engine.labels()));

        assertThat(one.name()).isNotBlank().isNotEqualTo(two.name());
    }

    @Test
    @Acceptance(
            value = {"B-165"},
            by = "volumes().list(filters).warnings(); no filter unless one is given")
    void filtersSayWhichVolumesAreListed() {
        volumes.create(spec("unused"));
        volumes.create(spec("used").withLabel("colour", "green"));
        engine.create(engine.busybox("true").option("HostConfig.Binds", List.of(engine.name("used") + ":/data")));

        VolumeList all = volumes.list(engine.filter());

        assertThat(all)
                .extracting(VolumeDetails::name)
                .containsExactlyInAnyOrder(engine.name("unused"), engine.name("used"));
        assertThat(all.warnings()).isEmpty();
        assertThat(names(engine.filter().and("dangling", true))).containsExactly(engine.name("unused"));
        assertThat(names(engine.filter().and("dangling", false))).containsExactly(engine.name("used"));
        assertThat(names(engine.filter().label("colour", "green"))).containsExactly(engine.name("used"));
        assertThat(names(engine.filter().and("name", engine.name("unused")))).containsExactly(engine.name("unused"));
        assertThat(names(Filters.NONE)).contains(engine.name("used"), engine.name("unused"));
    }

    private List<String> names(Filters filters) {
        return volumes.list(filters).stream().map(VolumeDetails::name).toList();
    }

    @Test
    @Acceptance(
            value = {"B-168"},
            by = "volumes().remove(name, force)")
    void aVolumeInUseStaysAndAMissingOneMayBeMissing() {
        volumes.create(spec("used"));
        engine.create(engine.busybox("true").option("HostConfig.Binds", List.of(engine.name("used") + ":/data")));

        assertThatThrownBy(() -> volumes.remove(engine.name("used"), false)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> volumes.remove(engine.name("missing"), false)).isInstanceOf(NotFoundException.class);
        volumes.remove(engine.name("missing"), true);
        assertThatThrownBy(() -> volumes.remove(" ", true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pruningTakesThoseWithANameToo() {
        volumes.create(spec("unused"));
        volumes.create(spec("used"));
        engine.create(engine.busybox("true").option("HostConfig.Binds", List.of(engine.name("used") + ":/data")));

        VolumePruneReport gone = volumes.prune(engine.filter().and("all", true));

        assertThat(gone.volumesDeleted()).containsExactly(engine.name("unused"));
        assertThat(gone.spaceReclaimed()).isNotNegative();
        assertThat(names(engine.filter())).containsExactly(engine.name("used"));
    }

    @Test
    void pruningByTwoFiltersTakesWhatFitsBothOrTheEngineIsNotAsked() {
        volumes.create(spec("green").withLabel("colour", "green"));
        volumes.create(spec("red"));
        Filters both = engine.filter().and("all", true).and("label!", "colour=green");

        if (engine.client().isPodman()) {
            assertThatThrownBy(() -> volumes.prune(both))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("a choice by all of several filters, ")
                    .hasMessageEndingWith(
                            "List them by volumes().list(filters) and remove each, or use another engine.");
            assertThat(names(engine.filter())).hasSize(2);
        } else {
            assertThat(volumes.prune(both).volumesDeleted()).containsExactly(engine.name("red"));
        }
    }

    @Test
    void thoseWithANameAreSparedOrTheEngineIsNotAsked() {
        volumes.create(spec("named"));
        boolean canSpare =
                !engine.client().isPodman() && engine.client().apiVersion().isAtLeast(new ApiVersion(1, 42));
        Filters filters = engine.filter().and("all", false);

        if (canSpare) {
            assertThat(volumes.prune(filters).volumesDeleted()).isEmpty();
        } else {
            assertThatThrownBy(() -> volumes.prune(filters))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining("the sparing of those that have a name needs Docker with API 1.42");
        }
        assertThat(names(engine.filter())).containsExactly(engine.name("named"));
    }
}
