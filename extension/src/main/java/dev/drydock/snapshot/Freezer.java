package dev.drydock.snapshot;

import dev.drydock.client.CommitSpec;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerDetails;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Reads a set of containers at one instant: all are paused, then committed and spooled, then they go on. */
final class Freezer {
    private static final String COMMENT = "Drydock snapshot";

    private final DockerClient client;
    private final ExecutorService threads;
    private final List<String> remarks = new ArrayList<>();
    private boolean consistent = true;

    Freezer(DockerClient client, ExecutorService threads) {
        this.client = client;
        this.threads = threads;
    }

    /**
     * A container as it was read.
     *
     * @param member what was asked for
     * @param details as inspected before the pause
     * @param open what a person runs in it
     * @param committedId image of its file system, without volumes
     * @param volumes its volumes' data
     */
    record Frozen(
            SnapshotRequest.Member member,
            ContainerDetails details,
            String open,
            String committedId,
            List<VolumeSpool.Spooled> volumes) {}

    boolean isConsistent() {
        return consistent;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    List<Frozen> freeze(SnapshotRequest request, String id, Instant created, Path folder) {
        Map<SnapshotRequest.Member, ContainerDetails> details = new LinkedHashMap<>();
        for (SnapshotRequest.Member member : request.members()) {
            try {
                details.put(member, client.containers().inspect(member.containerId()));
            } catch (NotFoundException e) {
                consistent = false;
                remarks.add("container '" + member.name() + "' is gone, so it isn't in the snapshot");
            }
        }
        if (details.isEmpty()) {
            remarks.clear();
            throw new SnapshotException("none of its containers exists any more", null);
        }
        Map<String, String> labels = new LinkedHashMap<>(request.blanks());
        labels.put(SnapshotLabels.ID, id);
        labels.put(SnapshotLabels.TEST, request.test());
        labels.put(SnapshotLabels.CREATED, created.toString());
        labels.put(SnapshotLabels.MAKER, request.maker());
        List<ContainerDetails> paused = new CopyOnWriteArrayList<>();
        try {
            pause(details.values(), paused);
            labels.put(SnapshotLabels.CONSISTENT, Boolean.toString(consistent));
            return all(details.entrySet().stream()
                    .<Callable<Frozen>>map(each -> () -> read(each.getKey(), each.getValue(), labels, folder))
                    .toList());
        } finally {
            // Also when this was given up, by an interrupt: that must not keep the containers from going on.
            boolean interrupted = Thread.interrupted();
            unpause(paused);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Notes each as soon as it is paused: should another one fail, all go on again. */
    private void pause(Iterable<ContainerDetails> containers, List<ContainerDetails> paused) {
        List<Callable<Boolean>> pauses = new ArrayList<>();
        for (ContainerDetails each : containers) {
            if (each.state().running() && !each.state().paused()) {
                pauses.add(() -> pause(each) && paused.add(each));
            }
        }
        all(pauses);
    }

    private boolean pause(ContainerDetails container) {
        try {
            client.containers().pause(container.id());
            return true;
        } catch (DockerException e) {
            boolean runs = client.containers().inspect(container.id()).state().running();
            if (runs) {
                synchronized (remarks) {
                    consistent = false;
                    remarks.add("container " + container.name() + " couldn't be paused, so its files may not agree with"
                            + " each other: " + e.getMessage());
                }
            }
            // One that has just ended needs no pause.
            return false;
        }
    }

    private void unpause(List<ContainerDetails> paused) {
        for (ContainerDetails each : paused) {
            try {
                client.containers().unpause(each.id());
            } catch (NotFoundException | ConflictException e) {
                remarks.add("container " + each.name() + " ended while it was paused");
            } catch (DockerException e) {
                remarks.add("container " + each.name() + " couldn't be unpaused: " + e.getMessage());
            }
        }
    }

    private Frozen read(
            SnapshotRequest.Member member, ContainerDetails details, Map<String, String> labels, Path folder)
            throws IOException {
        String asked = member.open().isEmpty() ? OpenCommand.client(member.image(), details.config()) : member.open();
        String open = details.state().running() ? asked : OpenCommand.ENDED;
        Map<String, String> own = new LinkedHashMap<>(labels);
        own.put(SnapshotLabels.CONTAINER, member.name());
        own.put(SnapshotLabels.OPEN, open);
        String committed = client.containers()
                .commit(
                        details.id(),
                        CommitSpec.unnamed()
                                .comment(COMMENT)
                                .pause(false)
                                .labels(own)
                                .build());
        try {
            return new Frozen(member, details, open, committed, new VolumeSpool(client, folder).spool(details));
        } catch (IOException | RuntimeException e) {
            drop(committed, e);
            throw e;
        }
    }

    private void drop(String image, Throwable because) {
        try {
            client.images().remove(image, true);
        } catch (DockerException e) {
            because.addSuppressed(e);
        }
    }

    /** Runs all at once and waits for all, also when one fails: nothing may be under way when the pause ends. */
    private <T> List<T> all(List<Callable<T>> tasks) {
        List<Future<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(threads.submit(task)));
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add(e);
            }
        }
        if (failures.isEmpty()) {
            return results;
        }
        Throwable first = failures.get(0);
        for (T each : results) {
            if (each instanceof Frozen frozen) {
                drop(frozen.committedId(), first);
            }
        }
        failures.stream().skip(1).filter(each -> each != first).forEach(first::addSuppressed);
        throw new SnapshotException(String.valueOf(first.getMessage()), first);
    }
}
