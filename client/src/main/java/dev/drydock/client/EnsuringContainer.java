package dev.drydock.client;

import dev.drydock.client.model.ContainerStatus;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.EnsuredContainer;
import dev.drydock.client.model.EnsuredContainer.Action;
import java.util.Optional;

/** Brings a container of a name about, whatever others do to it meanwhile. */
final class EnsuringContainer {
    /** Of all pauses together some 10 s. */
    private static final long LONGEST_PAUSE = 2000;

    private final Containers containers;
    private final ContainerSpec spec;
    private final String name;

    EnsuringContainer(Containers containers, ContainerSpec spec) {
        this.containers = containers;
        this.spec = spec;
        String wanted = spec.name();
        if (wanted == null) {
            throw new IllegalArgumentException("Cannot ensure a container from image '" + spec.image()
                    + "': it has no name by which to find it. Give it one with ContainerSpec.Builder.name.");
        }
        this.name = wanted;
    }

    EnsuredContainer ensure() {
        for (long pause = 10; ; pause += pause / 2) {
            try {
                Optional<ContainerSummary> there = find();
                return there.isEmpty() ? create() : start(there.get());
            } catch (Meanwhile e) {
                if (pause > LONGEST_PAUSE) {
                    throw e.refusal;
                }
                pause(pause);
            }
        }
    }

    /** By a filter, which is a pattern, and exactly: inspect would also take the beginning of another's id. */
    private Optional<ContainerSummary> find() {
        Filters filter = Filters.by("name", "^/?" + name.replace(".", "\\.") + "$");
        return containers.list(filter).stream()
                .filter(each ->
                        each.names().contains("/" + name) || each.names().contains(name))
                .findFirst();
    }

    private EnsuredContainer create() {
        String id;
        try {
            id = containers.create(spec);
        } catch (ConflictException e) {
            // Somebody else was faster.
            throw new Meanwhile(e);
        }
        try {
            containers.start(id);
        } catch (DockerResponseException e) {
            // The engine refused. Left there, the next one to ensure it would start what can't be started, whatever it
            // asks for.
            // Not by force: others may have had more luck. After a time-out or a cancellation it may run, and be
            // theirs.
            try {
                containers.lasting().remove(id, ContainerRemoveOptions.DEFAULT.withVolumes());
            } catch (NotFoundException | ConflictException left) {
                throw e;
            } catch (DockerException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
        return new EnsuredContainer(id, Action.CREATED);
    }

    private EnsuredContainer start(ContainerSummary there) {
        try {
            if (there.containerStatus() == ContainerStatus.PAUSED) {
                containers.unpause(there.id());
                return new EnsuredContainer(there.id(), Action.STARTED);
            }
            boolean started = containers.start(there.id());
            return new EnsuredContainer(there.id(), started ? Action.STARTED : Action.ALREADY_RUNNING);
        } catch (NotFoundException | ConflictException e) {
            // It is gone or about to go, or its state is another one now.
            throw new Meanwhile(e);
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DockerException("Cannot ensure container '" + name + "': the thread was interrupted.", e);
        }
    }

    /** What was found isn't so any more. */
    private static final class Meanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final DockerResponseException refusal;

        Meanwhile(DockerResponseException refusal) {
            super(null, refusal, false, false);
            this.refusal = refusal;
        }
    }
}
