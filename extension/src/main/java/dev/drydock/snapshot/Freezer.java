package dev.drydock.snapshot;

import dev.drydock.client.ApiVersion;
import dev.drydock.client.CommitSpec;
import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerDetails;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** Reads a set of containers at one instant: all are paused, then committed and spooled, then they go on. */
final class Freezer {
    static final String COMMENT = "Drydock snapshot";

    /** From Docker 23 on a folder {@code .pivot_root…} is in the container's root while an archive of it is read. */
    private static final ApiVersion ROOT_CHANGES = ApiVersion.parse("1.42");

    private final DockerClient client;
    private final Together together;
    private final Remarks remarks;
    private final PauseGuard guard;

    Freezer(DockerClient client, ExecutorService threads, Remarks remarks, PauseGuard guard) {
        this.client = client;
        this.guard = guard;
        this.together = new Together(threads);
        this.remarks = remarks;
    }

    /**
     * A container as it was read.
     *
     * @param member what was asked for
     * @param details as inspected before the pause
     * @param open what a person runs in it
     * @param committedId image of its file system, without volumes
     * @param mounts all that is mounted in it
     * @param volumes the data of those that were read for it
     */
    record Frozen(
            SnapshotRequest.Member member,
            ContainerDetails details,
            String open,
            String committedId,
            List<FrozenVolume> mounts,
            List<VolumeSpool.Spooled> volumes) {
        /** Whether the data of what is mounted there was read. */
        boolean has(String path) {
            return volumes.stream().anyMatch(each -> each.path().equals(path));
        }
    }

    /** A container on the way. */
    private static final class Member {
        private final SnapshotRequest.Member member;
        private final ContainerDetails details;
        private final List<FrozenVolume> mounts;
        private final List<VolumeSpool.Spooled> spooled = new CopyOnWriteArrayList<>();
        private volatile List<VolumeSpool.Source> sources = List.of();
        private volatile String committed = "";

        Member(SnapshotRequest.Member member, ContainerDetails details, List<FrozenVolume> mounts) {
            this.member = member;
            this.details = details;
            this.mounts = mounts;
        }
    }

    /**
     * @param id of the snapshot, a label of all that is committed: also of what is left should this fail
     * @param folder gets the data of volumes
     */
    List<Frozen> freeze(SnapshotRequest request, String id, Path folder) {
        List<Member> members = members(request);
        try (VolumeSpool spool = new VolumeSpool(client, folder, request, remarks)) {
            together.all(members.stream()
                    .<Callable<Void>>map(each -> () -> prepare(each, spool, request.options(), id, folder))
                    .toList());
            List<Member> paused = new CopyOnWriteArrayList<>();
            List<String> held = members.stream()
                    .filter(each -> request.options().pause() && runs(each.details))
                    .map(each -> each.details.id())
                    .toList();
            try {
                if (request.options().pause()) {
                    guard.hold(held);
                    pause(members, paused);
                } else if (members.stream().anyMatch(each -> runs(each.details))) {
                    remarks.inconsistent(
                            "The containers weren't paused, as was asked: their files may not agree with each other");
                }
                read(members, request, id, spool);
            } finally {
                // Also when this was given up, by an interrupt: that must not keep the containers from going on.
                boolean interrupted = Thread.interrupted();
                try {
                    unpause(paused);
                } finally {
                    guard.release(held);
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }
        return members.stream()
                .map(each -> new Frozen(
                        each.member,
                        each.details,
                        open(each, request.kind()),
                        each.committed,
                        each.mounts,
                        each.spooled))
                .toList();
    }

    private List<Member> members(SnapshotRequest request) {
        List<Optional<ContainerDetails>> found = together.all(request.members().stream()
                .<Callable<Optional<ContainerDetails>>>map(each -> () -> inspect(each))
                .toList());
        MountPlan plan = new MountPlan(request.options());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            SnapshotRequest.Member member = request.members().get(i);
            found.get(i).ifPresent(details -> members.add(new Member(member, details, plan.of(details))));
        }
        if (members.isEmpty()) {
            // Says it all.
            remarks.clear();
            throw new SnapshotException("none of its containers exists any more", null);
        }
        return members;
    }

    private Optional<ContainerDetails> inspect(SnapshotRequest.Member member) {
        try {
            return Optional.of(client.containers().inspect(member.containerId()));
        } catch (NotFoundException e) {
            remarks.inconsistent("container '" + member.name() + "' is gone, so it isn't in the snapshot");
            return Optional.empty();
        }
    }

    /** The user's commands first: they may write to volumes and memory. */
    private Void prepare(Member each, VolumeSpool spool, SnapshotOptions options, String id, Path folder)
            throws IOException {
        BeforePause before = new BeforePause(client, remarks);
        before.commands(each.member, each.details);
        if (options.checkpoint()) {
            before.checkpoint(each.details, id);
        }
        for (FrozenVolume volume : each.mounts) {
            if (volume.kept() && volume.kind() == FrozenVolume.Kind.TMPFS) {
                before.memory(each.details, volume, folder).ifPresent(each.spooled::add);
            }
        }
        each.sources = spool.prepare(each.details, each.mounts);
        return null;
    }

    private static boolean runs(ContainerDetails details) {
        return details.state().running() && !details.state().paused();
    }

    /** Notes each as soon as it is paused: should another one fail, all go on again. */
    private void pause(List<Member> members, List<Member> paused) {
        together.all(members.stream()
                .filter(each -> runs(each.details))
                .<Callable<Boolean>>map(each -> () -> pause(each, paused))
                .toList());
    }

    private boolean pause(Member member, List<Member> paused) {
        ContainerDetails container = member.details;
        if (!new StartingCommands(client, guard).await(container.id())) {
            // Docker 20.10 would lose it for good.
            remarks.inconsistent(
                    "container " + container.name() + " wasn't paused, since a command is being started in it"
                            + " all the time, so its files may not agree with each other");
            return false;
        }
        // Before the call: when it is given up here, the engine may have done it all the same.
        paused.add(member);
        try {
            client.containers().pause(container.id());
            return true;
        } catch (DockerException e) {
            // One that has just ended, or was paused by somebody else, needs no pause.
            boolean refused = e instanceof NotFoundException || e instanceof ConflictException;
            boolean runs = runs(client.containers().inspect(container.id()));
            if (refused || runs) {
                paused.remove(member);
            }
            if (runs || !refused) {
                remarks.inconsistent("container " + container.name() + " couldn't be paused, so its files may not agree"
                        + " with each other: " + e.getMessage());
            }
            return false;
        }
    }

    private void unpause(List<Member> paused) {
        together.all(paused.stream()
                .<Callable<Boolean>>map(each -> () -> unpause(each.details))
                .toList());
    }

    private boolean unpause(ContainerDetails container) {
        try {
            client.containers().unpause(container.id());
            return true;
        } catch (NotFoundException | ConflictException e) {
            remarks.add("container " + container.name() + " ended while it was paused");
        } catch (DockerException e) {
            remarks.add("container " + container.name() + " couldn't be unpaused: " + e.getMessage());
        }
        return false;
    }

    /** All files of all containers at once, if reading volumes leaves no trace in what is committed. */
    private void read(List<Member> members, SnapshotRequest request, String id, VolumeSpool spool) {
        List<Callable<Boolean>> commits = new ArrayList<>();
        List<Callable<Boolean>> volumes = new ArrayList<>();
        for (Member each : members) {
            commits.add(() -> {
                each.committed = commit(each.details, labels(request, id, each.details));
                return true;
            });
            each.sources.forEach(source -> volumes.add(() -> each.spooled.add(spool.read(source))));
        }
        if (client.isPodman() || client.apiVersion().compareTo(ROOT_CHANGES) < 0) {
            commits.addAll(volumes);
            together.all(commits);
        } else {
            together.all(commits);
            together.all(volumes);
        }
    }

    private String commit(ContainerDetails container, Map<String, String> labels) {
        return client.containers()
                .commit(
                        container.id(),
                        CommitSpec.unnamed()
                                .comment(COMMENT)
                                .pause(false)
                                .labels(labels)
                                .build());
    }

    /** Enough to know it for half-made; the others come with the last step. */
    private static Map<String, String> labels(SnapshotRequest request, String id, ContainerDetails container) {
        Map<String, String> labels = new LinkedHashMap<>(request.blanks());
        // Of a container that was started from a snapshot.
        container.config().labels().keySet().stream()
                .filter(ImageLabels::isOurs)
                .forEach(each -> labels.put(each, ""));
        labels.put(SnapshotLabels.ID, id);
        labels.put(SnapshotLabels.MAKER, request.maker());
        return labels;
    }

    private static String open(Member each, SnapshotKind kind) {
        // For a warm start it was stopped on purpose.
        if (!each.details.state().running() && kind != SnapshotKind.WARM) {
            return OpenCommand.ENDED;
        }
        String asked = each.member.open();
        return asked.isEmpty() ? OpenCommand.client(each.member.image(), each.details.config()) : asked;
    }
}
