package dev.drydock.junit.internal.session;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ForbiddenException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.VolumeDetails;
import dev.drydock.snapshot.SpooledData;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        List<ContainerSummary> listed = client.containers().list(ours);
        Exempt exempt = Exempt.of(listed, now);
        Set<String> overdue = new HashSet<>();
        for (ContainerSummary each : listed) {
            Optional<Instant> kept = RunNames.keptUntil(each.names(), each.labels());
            if (kept.isPresent()) {
                if (!now.isBefore(kept.get())) {
                    overdue.addAll(each.networkSettings().networks().keySet());
                    drop("container " + each.names(), () -> client.containers().remove(each.id()));
                }
            } else if (RunNames.isOf(each.names(), each.labels())
                    && isGone(each.labels().get(Labels.OWNER), Instant.ofEpochSecond(each.created()))) {
                drop("container " + each.names(), () -> client.containers().remove(each.id()));
            }
        }
        for (NetworkDetails each : client.networks().list(ours)) {
            if (RunNames.isOf(List.of(String.valueOf(each.name())), each.labels())
                    && !exempt.has(each)
                    && (overdue.contains(each.name())
                            || isGone(each.labels().get(Labels.OWNER), instant(each.created())))) {
                drop("network " + each.name(), () -> client.networks().remove(each.id()));
            }
        }
        for (VolumeDetails each : client.volumes().list(ours)) {
            if (!exempt.has(each) && isGone(each.labels().get(Labels.OWNER), instant(each.createdAt()))) {
                drop("volume " + each.name(), () -> client.volumes().remove(each.name()));
            }
        }
        HalfMade.all(client).forEach((each, maker) -> {
            if (isGone(maker, Instant.ofEpochSecond(each.created()))) {
                drop("unnamed image " + each.id(), () -> client.images().remove(each.id(), false));
            }
        });
        SpooledData.remove(Path.of(System.getProperty("java.io.tmpdir")), this::isGone);
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
            LOG.log(Level.INFO, "Removed {0}, which an earlier run has left", what);
        } catch (NotFoundException | ConflictException | ForbiddenException e) {
            LOG.log(Level.DEBUG, "{0} is being removed by somebody else, or still used", what);
        } catch (DockerException e) {
            LOG.log(Level.WARNING, "Cannot remove " + what + ", which an earlier run has left", e);
        }
    }
}
