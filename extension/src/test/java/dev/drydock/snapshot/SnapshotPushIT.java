package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.CredentialSource;
import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.testing.LeakCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots to a registry with a password, and back. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class SnapshotPushIT {
    private static final String REGISTRY = variable("DRYDOCK_TEST_REGISTRY");
    private static final String SECRET = "very-secret-7142";

    private final DockerClient client = DockerClient.builder()
            .credentials(CredentialSource.of(Map.of(
                    REGISTRY,
                    RegistryCredentials.of(
                            variable("DRYDOCK_TEST_REGISTRY_USER"), variable("DRYDOCK_TEST_REGISTRY_PASSWORD")))))
            .build();
    private final Snapshots snapshots = new Snapshots(client);

    private static String variable(String name) {
        return Objects.requireNonNull(
                System.getenv(name), name + " isn't set; see dev/README.md: eval \"$(dev/engine env)\"");
    }

    /** Names of images of the set, but for its own. */
    private List<String> otherNames(StoredSet set) {
        List<String> own = set.names.stream().map(ImageReference::toString).toList();
        return client.images().list(Filters.byLabel(SnapshotLabels.ID, set.id)).stream()
                .flatMap(each -> each.repoTags().stream())
                .map(each -> ImageReference.parse(each).toString())
                .filter(each -> !own.contains(each))
                .toList();
    }

    @Test
    void anyOfItsImagesBringsTheWholeSetBack() throws IOException {
        try (StoredSet set = StoredSet.of("ENV DB_PASSWORD=" + SECRET + "\nENV PLAIN=value", "db", "web")) {
            List<String> told = new ArrayList<>();

            List<ImageReference> pushed = snapshots.push(set.snapshot(), REGISTRY + "/team", true, told::add);

            assertThat(pushed)
                    .extracting(ImageReference::toString)
                    .containsExactlyInAnyOrderElementsOf(set.names.stream()
                            .map(each -> REGISTRY + "/team/" + each)
                            .toList());
            assertThat(told).anyMatch(each -> each.contains("digest"));
            assertThat(otherNames(set))
                    .as("names that were needed for the push")
                    .isEmpty();
            for (ImageReference each : pushed) {
                set.remove();
                assertThat(set.isGone()).isTrue();

                Snapshot back = snapshots.pull(each.toString(), line -> {});

                assertThat(back.id()).isEqualTo(set.id);
                assertThat(back.images())
                        .extracting(Snapshot.Image::name)
                        .containsExactlyInAnyOrderElementsOf(set.names);
                assertThat(otherNames(set))
                        .as("names that were needed for the pull")
                        .isEmpty();
            }
            var config = client.images().inspect(set.names.get(0).toString()).config();
            assertThat(config.env("DB_PASSWORD")).isEmpty();
            assertThat(config.env("PLAIN")).isEqualTo("value");
            List<String> asked = new ArrayList<>();
            assertThat(snapshots.pull(pushed.get(0).toString(), asked::add).id())
                    .isEqualTo(set.id);
            assertThat(asked).as("it is there already").isEmpty();
        }
    }

    @Test
    void aBeginningOfAnIdIsNone() throws IOException {
        try (StoredSet set = StoredSet.of("", "db")) {
            String name = REGISTRY + "/team/drydock/stored.set/db:" + set.id.substring(0, 19);
            assertThat(snapshots.find(set.id.substring(0, 19))).isPresent();

            assertThatThrownBy(() -> snapshots.pull(name, line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("isn't the name of an image of a snapshot");
        }
    }

    @Test
    void withoutStrippingTheValuesAreThere() throws IOException {
        try (StoredSet set = StoredSet.of("ENV DB_PASSWORD=" + SECRET, "db")) {
            List<ImageReference> pushed = snapshots.push(set.snapshot(), REGISTRY, false, line -> {});
            set.remove();
            snapshots.pull(pushed.get(0).toString(), line -> {});

            assertThat(client.images()
                            .inspect(set.names.get(0).toString())
                            .config()
                            .env("DB_PASSWORD"))
                    .isEqualTo(SECRET);
        }
    }

    @Test
    void wrongCredentialsAreToldAndNothingIsLeft() throws IOException {
        DockerClient other = DockerClient.builder()
                .credentials(
                        CredentialSource.of(Map.of(REGISTRY, RegistryCredentials.of("somebody", "wrong-" + SECRET))))
                .build();
        try (StoredSet set = StoredSet.of("ENV PASSWORD=x", "db")) {
            assertThatThrownBy(() -> new Snapshots(other).push(set.snapshot(), REGISTRY, true, line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("Snapshot " + set.id + " couldn't be pushed to '" + REGISTRY + "'")
                    .hasMessageNotContaining(SECRET);
            assertThat(otherNames(set)).isEmpty();
            assertThat(set.isGone()).isFalse();
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aRegistryThatIsDownIsToldAndNothingIsLeft() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        String down = "127.0.0.1:" + port;
        try (StoredSet set = StoredSet.of("ENV PASSWORD=x", "db")) {
            assertThatThrownBy(() -> snapshots.push(set.snapshot(), down, true, line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("couldn't be pushed to '" + down + "'")
                    .hasMessageContaining("connection refused");
            assertThat(otherNames(set)).isEmpty();
            String there = down + "/" + SnapshotNames.image("Stored.set", "db", "20260101-000000-0000");
            assertThatThrownBy(() -> snapshots.pull(there, line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("No snapshot could be pulled by '" + there)
                    .hasMessageContaining("connection refused");
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aRegistryThatNeverAnswersIsGivenUp() throws IOException {
        // Connections are taken by the operating system, and nothing ever comes.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                StoredSet set = StoredSet.of("ENV PASSWORD=x", "db")) {
            RegistryTransfer transfer = new RegistryTransfer(client, snapshots, Duration.ofSeconds(2));
            Snapshot snapshot = set.snapshot();

            assertThatThrownBy(() ->
                            transfer.push(snapshot, "127.0.0.1:" + silent.getLocalPort(), name -> true, line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("couldn't be pushed");
            assertThat(otherNames(set)).isEmpty();
        }
    }

    @Test
    void aSetOfWhichSomeIsMissingThereIsNotHalfPulled() throws IOException {
        try (StoredSet set = StoredSet.of("", "db", "web")) {
            // As a push that was killed leaves it: the first image is there.
            String all = "drydock/stored.set/db,drydock/stored.set/web";
            ImageReference there = ImageReference.parse(REGISTRY + "/half/" + set.names.get(0));
            try (CleanedImages images =
                    CleanedImages.of(client, set.snapshot(), name -> false, Map.of(SnapshotLabels.IMAGES, all))) {
                client.images().tag(images.sources().get(set.names.get(0)).toString(), there);
                client.images().push(there, line -> {});
                client.images().remove(there.toString(), false);
            }
            set.remove();

            assertThatThrownBy(() -> snapshots.pull(there.toString(), line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("No snapshot could be pulled by '" + there)
                    .hasMessageContaining("/web");
            assertThat(set.isGone()).isTrue();
            assertThat(otherNames(set)).isEmpty();
        }
    }

    @Test
    void otherImagesAreNotTaken() throws IOException {
        try (StoredSet set = StoredSet.of("", "db")) {
            // Somebody else's under such a name: without labels, with those of another, and with names of others.
            ImageReference there = ImageReference.parse(REGISTRY + "/drydock/fake:20260101-000000-0000");
            client.images().tag("busybox:1.36", there);
            client.images().push(there, line -> {});
            client.images().remove(there.toString(), false);
            assertThatThrownBy(() -> snapshots.pull(there.toString(), line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("isn't an image of the snapshot 20260101-000000-0000");
            assertThat(StoredSet.has(there.toString())).isFalse();

            ImageReference evil = ImageReference.parse(REGISTRY + "/evil/" + set.names.get(0));
            try (CleanedImages images = CleanedImages.of(
                    client, set.snapshot(), name -> false, Map.of(SnapshotLabels.IMAGES, "postgres"))) {
                client.images().tag(images.sources().get(set.names.get(0)).toString(), evil);
                client.images().push(evil, line -> {});
                client.images().remove(evil.toString(), false);
            }
            set.remove();
            assertThatThrownBy(() -> snapshots.pull(evil.toString(), line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("doesn't say which other images");
            assertThat(set.isGone()).isTrue();
        }
    }

    @Test
    void badNamesAreRefusedBeforeAnythingIsMade() throws IOException {
        try (StoredSet set = StoredSet.of("ENV PASSWORD=x", "db")) {
            Snapshot snapshot = set.snapshot();
            assertThatThrownBy(() -> snapshots.push(snapshot, " ", true, line -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("registry.example.com/snapshots");
            assertThatThrownBy(() -> snapshots.push(snapshot, "https://registry.example.com", true, line -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Nothing can be pushed to 'https://registry.example.com'");
            assertThatThrownBy(() -> snapshots.push(snapshot, "localhost", true, line -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no registry");
            assertThatThrownBy(() -> snapshots.pull("postgres:15", line -> {}))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("'postgres:15' isn't the name of an image of a snapshot");
            assertThat(otherNames(set)).isEmpty();
        }
    }
}
