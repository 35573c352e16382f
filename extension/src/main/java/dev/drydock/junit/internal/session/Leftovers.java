package dev.drydock.junit.internal.session;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.snapshot.SnapshotLabels;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes what earlier JVMs, which were killed, have left on the engine. */
final class Leftovers {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final DockerClient client;
    private final Owner self;
    private final Instant now = Instant.now();

    Leftovers(DockerClient client, Owner self) {
        this.client = client;
        this.self = self;
    }

    void remove() {
        Filters ours = Filters.byLabel(Labels.OWNER);
        for (ContainerSummary each : client.containers().list(ours)) {
            if (RunNames.isOf(each.names(), each.labels())
                    && isGone(each.labels().get(Labels.OWNER), Instant.ofEpochSecond(each.created()))) {
                drop("container " + each.names(), () -> client.containers().remove(each.id()));
            }
        }
        for (NetworkDetails each : client.networks().list(ours)) {
            if (RunNames.isOf(List.of(String.valueOf(each.name())), each.labels())
                    && isGone(each.labels().get(Labels.OWNER), instant(each.created()))) {
                drop("network " + each.name(), () -> client.networks().remove(each.id()));
            }
        }
        // Those of finished snapshots have the label too, but with an empty value.
        for (ImageSummary each : client.images().list(Filters.byLabel(SnapshotLabels.MAKER))) {
            if (each.repoTags().isEmpty()
                    && isGone(each.labels().get(SnapshotLabels.MAKER), Instant.ofEpochSecond(each.created()))) {
                drop("half-made image " + each.id(), () -> client.images().remove(each.id(), false));
            }
        }
    }

    private boolean isGone(@Nullable String label, Instant made) {
        return label != null
                && Owner.parse(label)
                        .map(owner -> owner.isGone(self, made, now))
                        .orElse(false);
    }

    private Instant instant(@Nullable String text) {
        try {
            return text == null ? now : java.time.OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return now;
        }
    }

    private static void drop(String what, Runnable removal) {
        try {
            removal.run();
            LOG.log(Level.INFO, "Removed {0}, left behind by a JVM that is gone", what);
        } catch (NotFoundException | ConflictException e) {
            LOG.log(Level.DEBUG, "{0} is being removed by somebody else", what);
        } catch (DockerException e) {
            LOG.log(Level.WARNING, "Cannot remove " + what + ", left behind by a JVM that is gone", e);
        }
    }
}
