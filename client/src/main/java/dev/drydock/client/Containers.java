package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerExit;
import dev.drydock.client.model.ContainerPruneReport;
import dev.drydock.client.model.ContainerStats;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.CreatedContainer;
import dev.drydock.client.model.EnsuredContainer;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.FileStat;
import dev.drydock.client.model.ProcessTable;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Containers: the {@code /containers} endpoints. A container is named by its id, an unambiguous beginning of it, or its
 * name. All methods throw {@link NotFoundException} when there is no such container, and the other
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Containers {

    private final Exchange exchange;
    private final ContainerStreams streams;
    private final ContainerFiles files;

    Containers(Exchange exchange) {
        this.exchange = exchange;
        this.streams = new ContainerStreams(exchange);
        this.files = new ContainerFiles(exchange);
    }

    /** The same for clearing up, see {@link Exchange#lasting()}. */
    Containers lasting() {
        return new Containers(exchange.lasting());
    }

    /**
     * Creates a container, without starting it: {@code POST /containers/create}.
     *
     * @param spec what it is to be like
     * @return its id, 64 hexadecimal digits
     * @throws NotFoundException when the image isn't on the engine; nothing is pulled here
     * @throws ConflictException when the name is taken
     * @throws UnsupportedByEngineException when something of it needs another engine; this one would ignore it
     */
    public String create(ContainerSpec spec) {
        return createWithWarnings(spec).id();
    }

    /**
     * As {@link #create}, with what the engine says of options that it doesn't follow.
     *
     * @param spec what it is to be like
     * @return its id, and warnings
     */
    public CreatedContainer createWithWarnings(ContainerSpec spec) {
        return new ContainerCreation(exchange, spec).create();
    }

    /**
     * Sees to it that a container of that name runs: creates and starts it, or starts the one that there is, or does
     * nothing. One that is there is taken as it is, also when the spec says otherwise. If somebody else creates it at the
     * same time, theirs is taken.
     *
     * @param spec with a name
     * @return its id, and which of these was done
     * @throws NotFoundException when the image isn't on the engine; nothing is pulled here
     */
    public EnsuredContainer ensure(ContainerSpec spec) {
        return new EnsuringContainer(new Containers(exchange.oneCall()), spec).ensure();
    }

    /**
     * Creates a container, starts it, waits for its end, and removes it with its anonymous volumes, also when something
     * goes wrong, a limit runs out, or the call is cancelled.
     *
     * @param spec what it is to be like
     * @return its exit code, and what it has written, up to 64 MiB
     * @throws NotFoundException when the image isn't on the engine; nothing is pulled here
     * @throws DockerException also when it can't be started, or writes more than that
     */
    public ExecResult run(ContainerSpec spec) {
        return new ContainerRun(new Containers(exchange.oneCall()), spec, null).run();
    }

    /**
     * As {@link #run(ContainerSpec)}, with something to read.
     *
     * @param spec what it is to be like; it is given an input
     * @param stdin what it reads; read as far as the process takes it, not closed
     * @return its exit code, and what it has written, up to 64 MiB
     */
    public ExecResult run(ContainerSpec spec, InputStream stdin) {
        return new ContainerRun(new Containers(exchange.oneCall()), spec, stdin).run();
    }

    /**
     * As {@link #stop}, for what may not be there.
     *
     * @param container id or name
     * @param grace in whole seconds, rounded up
     * @return false when it wasn't running, or there is none
     */
    public boolean stopIfRunning(String container, Duration grace) {
        try {
            return stop(container, grace);
        } catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * As {@link #remove}, for what may not be there.
     *
     * @param container id or name
     * @return false when there is none
     */
    public boolean removeIfPresent(String container) {
        try {
            remove(container);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * {@code GET /containers/ID/json}.
     *
     * @param container id or name
     * @return what the engine knows of it
     */
    public ContainerDetails inspect(String container) {
        return inspect(exchange, container);
    }

    /**
     * {@code GET /containers/ID/json?size=1}.
     *
     * @param container id or name
     * @param withSize whether with its sizes on disk, which takes the engine a while
     * @return what the engine knows of it
     */
    public ContainerDetails inspect(String container, boolean withSize) {
        return exchange.json(
                Request.get(doing("inspect", container), "containers", name(container), "json")
                        .query("size", withSize),
                ContainerDetails.class);
    }

    private static ContainerDetails inspect(Exchange through, String container) {
        return through.json(
                Request.get(doing("inspect", container), "containers", name(container), "json"),
                ContainerDetails.class);
    }

    /**
     * Lists containers, stopped ones included: {@code GET /containers/json?all=1}.
     *
     * @param filters {@link Filters#NONE} for all containers
     * @return the newest first; Podman has no order
     */
    public List<ContainerSummary> list(Filters filters) {
        return list(ContainerListOptions.ALL.withFilters(filters));
    }

    /**
     * Lists containers: {@code GET /containers/json}.
     *
     * @param options {@link ContainerListOptions#RUNNING} for those that run, {@link ContainerListOptions#ALL} for all
     * @return the newest first; Podman has no order
     * @throws BadRequestException when the engine doesn't know a filter
     */
    public List<ContainerSummary> list(ContainerListOptions options) {
        return List.of(exchange.json(
                Request.get("list containers", "containers", "json")
                        .query("all", options.all())
                        .query("size", options.size() ? true : null)
                        .query("limit", options.limit())
                        .query("filters", options.filters().query()),
                ContainerSummary[].class));
    }

    /**
     * Changes what a container may use, while it runs or not: {@code POST /containers/ID/update}.
     *
     * @param container id or name
     * @param limits those to be changed
     * @return what the engine doesn't do as it was told, in its words
     * @throws IllegalArgumentException when one of them can be set at creation only
     * @throws UnsupportedByEngineException when one of them needs another engine; this one would ignore it
     */
    public List<String> update(String container, Resources limits) {
        return update(container, limits, null);
    }

    /**
     * Changes what a container may use, and when it is started again: {@code POST /containers/ID/update}.
     *
     * @param container id or name
     * @param limits those to be changed; {@link Resources#NONE} for none
     * @param policy when it is started again; {@code null} leaves it as it is
     * @return what the engine doesn't do as it was told, in its words
     */
    public List<String> update(String container, Resources limits, @Nullable RestartPolicy policy) {
        return new ContainerUpdate(exchange, doing("update", container), name(container)).make(limits, policy);
    }

    /**
     * Removes all containers that don't run: {@code POST /containers/prune}.
     *
     * @param filters for which of them: {@code label}, {@code label!} and {@code until}; {@link Filters#NONE} for all
     * @return the ids of what was removed, and its size
     */
    public ContainerPruneReport prune(Filters filters) {
        return exchange.json(
                Request.post("prune containers", "containers", "prune")
                        .query("filters", filters.query())
                        .patient(),
                ContainerPruneReport.class);
    }

    /**
     * {@code POST /containers/ID/start}.
     *
     * @param container id or name
     * @return false when it was running already
     */
    public boolean start(String container) {
        return start(container, StartOptions.DEFAULT);
    }

    /**
     * {@code POST /containers/ID/start}.
     *
     * @param container id or name
     * @param options how
     * @return false when it was running already
     * @throws BadRequestException when there is a checkpoint, and the engine isn't in experimental mode
     * @throws UnsupportedByEngineException when there is a checkpoint, and the engine is Podman, which would ignore it
     */
    public boolean start(String container, StartOptions options) {
        String doing = doing("start", container);
        if (options.checkpoint() != null || options.checkpointDir() != null) {
            EngineNeeds.docker(exchange, doing, "a checkpoint");
        }
        return changes(Request.post(doing, "containers", name(container), "start")
                .query("detachKeys", options.detachKeys())
                .query("checkpoint", options.checkpoint())
                .query("checkpoint-dir", options.checkpointDir()));
    }

    /**
     * Sends the container's stop signal, and kills it when it still runs after the grace period:
     * {@code POST /containers/ID/stop}.
     *
     * @param container id or name
     * @param grace in whole seconds, rounded up
     * @return false when it wasn't running
     */
    public boolean stop(String container, Duration grace) {
        return stop(container, StopOptions.DEFAULT.withGrace(grace));
    }

    /**
     * As {@link #stop(String, Duration)}, with a signal to choose.
     *
     * @param container id or name
     * @param options signal and grace
     * @return false when it wasn't running
     * @throws UnsupportedByEngineException when there is a signal, and the engine is Podman or its API older than 1.42
     */
    public boolean stop(String container, StopOptions options) {
        return changes(stopping("stop", container, options));
    }

    /**
     * Stops the container, if it runs, and starts it again: {@code POST /containers/ID/restart}.
     *
     * @param container id or name
     * @param options how to stop it
     * @throws UnsupportedByEngineException when there is a signal, and the engine is Podman or its API older than 1.42
     */
    public void restart(String container, StopOptions options) {
        exchange.discard(stopping("restart", container, options));
    }

    private Request stopping(String what, String container, StopOptions options) {
        String doing = doing(what, container);
        Request request = Request.post(doing, "containers", name(container), what);
        if (options.signal() != null) {
            EngineNeeds.docker(exchange, doing, "a signal", 42);
        }
        Long seconds = options.seconds();
        if (seconds != null && seconds < 0 && exchange.isPodman()) {
            // Podman 4 takes no negative number.
            seconds = (long) Integer.MAX_VALUE;
        }
        return request.query("t", seconds).query("signal", options.signal()).patient();
    }

    /**
     * Sends a signal to the container's first process: {@code POST /containers/ID/kill}.
     *
     * @param container id or name
     * @param signal such as {@code KILL} or {@code HUP}
     * @throws ConflictException when it isn't running
     */
    public void kill(String container, String signal) {
        String doing = doing("kill", container);
        if (signal.isBlank()) {
            throw new IllegalArgumentException("Cannot " + doing + ": the signal is blank.");
        }
        exchange.discard(
                Request.post(doing, "containers", name(container), "kill").query("signal", signal));
    }

    /**
     * Sends a signal to the container's first process: {@code POST /containers/ID/kill}.
     *
     * @param container id or name
     * @param signal its number on the engine's machine, such as 9
     * @throws ConflictException when it isn't running
     */
    public void kill(String container, int signal) {
        if (signal < 1) {
            throw new IllegalArgumentException(
                    "Cannot " + doing("kill", container) + ": " + signal + " isn't the number of a signal.");
        }
        kill(container, String.valueOf(signal));
    }

    /**
     * Freezes all processes of the container: {@code POST /containers/ID/pause}.
     *
     * @param container id or name
     * @throws ConflictException when it isn't running, or is paused already (some engines say 500 to the latter)
     */
    public void pause(String container) {
        exchange.discard(Request.post(doing("pause", container), "containers", name(container), "pause"));
    }

    /**
     * Lets a paused container go on: {@code POST /containers/ID/unpause}.
     *
     * @param container id or name
     */
    public void unpause(String container) {
        exchange.discard(Request.post(doing("unpause", container), "containers", name(container), "unpause"));
    }

    /**
     * Gives a container another name: {@code POST /containers/ID/rename}.
     *
     * @param container id or name
     * @param name two or more letters, digits, {@code _}, {@code .} and {@code -}
     * @throws ConflictException when another container has the name
     */
    public void rename(String container, String name) {
        String doing = doing("rename", container) + " to '" + name + "'";
        if (name.isBlank()) {
            throw new IllegalArgumentException("Cannot " + doing + ": the new name is blank.");
        }
        exchange.discard(
                Request.post(doing, "containers", name(container), "rename").query("name", name));
    }

    /**
     * Tells the container's terminal its size: {@code POST /containers/ID/resize}.
     *
     * @param container id or name, of a running one that was created with a terminal
     * @param columns in characters
     * @param rows in characters
     * @throws ConflictException when it isn't running
     */
    public void resize(String container, int columns, int rows) {
        exchange.discard(size(
                Request.post(doing("resize the terminal of", container), "containers", name(container), "resize"),
                doing("resize the terminal of", container),
                columns,
                rows));
    }

    static Request size(Request request, String doing, int columns, int rows) {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": " + columns + " columns and " + rows + " rows aren't a size.");
        }
        return request.query("h", rows).query("w", columns);
    }

    /**
     * The processes of a running container: {@code GET /containers/ID/top}. Docker runs {@code ps} on its own machine for
     * it; Podman looks itself, or runs that of the container.
     *
     * @param container id or name
     * @return the columns that the engine chooses, {@code ps -ef} on Docker
     * @throws DockerResponseException when it isn't running, a {@link ConflictException} on Docker and Podman 4; or there is
     *     no {@code ps}
     */
    public ProcessTable top(String container) {
        return top(container, null);
    }

    /**
     * As {@link #top(String)}, with columns to choose.
     *
     * @param container id or name
     * @param psArgs arguments of {@code ps}, such as {@code -o pid,comm}; Docker needs the column PID among them
     * @return the columns that the arguments choose
     */
    public ProcessTable top(String container, @Nullable String psArgs) {
        return streams.ofRunning(
                container,
                Request.get(doing("list the processes of", container), "containers", name(container), "top")
                        .query("ps_args", psArgs),
                ProcessTable.class);
    }

    /**
     * In what a container's files differ from its image: {@code GET /containers/ID/changes}.
     *
     * @param container id or name
     * @return a line for each file and folder
     */
    public List<FileChange> changes(String container) {
        return List.of(exchange.json(
                Request.get(doing("list the changes in", container), "containers", name(container), "changes"),
                FileChange[].class));
    }

    /**
     * What a container uses now: {@code GET /containers/ID/stats?stream=0&one-shot=1}. Docker with API 1.40 takes a second
     * or two for it. For the processor's load compare two samples: {@link ContainerStats#cpuPercentSince}.
     *
     * @param container id or name
     * @return one sample; mostly empty when it doesn't run, on Docker
     * @throws ConflictException when it doesn't run, on Podman
     */
    public ContainerStats stats(String container) {
        return streams.stats(container);
    }

    /**
     * What a container uses, about once a second: {@code GET /containers/ID/stats}.
     *
     * @param container id or name
     * @return the samples, to be closed; they end with the container on Podman, and go on empty on Docker
     */
    public StatsStream followStats(String container) {
        return streams.samples(container);
    }

    /**
     * Asks to be told when a container ends: {@code POST /containers/ID/wait}. When this returns, the engine has accepted
     * the question: a container that is started afterwards can't end unnoticed.
     *
     * @param container id or name
     * @param condition what to wait for
     * @return the pending answer, to be closed
     */
    public ContainerWait waitFor(String container, WaitCondition condition) {
        String doing = doing("wait for", container);
        Response response = exchange.send(Request.post(doing, "containers", name(container), "wait")
                .query("condition", condition.parameter())
                .patient());
        return new ContainerWait(exchange, doing, response);
    }

    /**
     * Waits until a container doesn't run.
     *
     * @param container id or name
     * @return how it ended
     */
    public ContainerExit waitUntilStopped(String container) {
        try (ContainerWait wait = waitFor(container, WaitCondition.NOT_RUNNING)) {
            return wait.await();
        }
    }

    /**
     * Removes a container with its anonymous volumes, whether it runs or not: {@code DELETE /containers/ID?force=1&v=1}.
     *
     * @param container id or name
     */
    public void remove(String container) {
        remove(container, ContainerRemoveOptions.DEFAULT.withForce().withVolumes());
    }

    /**
     * Removes a container: {@code DELETE /containers/ID}.
     *
     * @param container id or name
     * @param options what of it, and whether also when it runs
     * @throws ConflictException when it runs, and {@code force} isn't among the options
     */
    public void remove(String container, ContainerRemoveOptions options) {
        Request request = Request.delete(doing("remove", container), "containers", name(container))
                .query("force", options.force())
                .query("v", options.volumes())
                .query("link", options.link() ? true : null)
                .patient();
        if (options.force() && exchange.isPodman()) {
            killFirst(container);
        }
        exchange.discard(request);
    }

    /**
     * What the container has written: {@code GET /containers/ID/logs}.
     *
     * @param container id or name
     * @param options what of it
     * @return the output, to be closed; ends with the container when it is followed, else at once
     * @throws IllegalArgumentException when neither stdout nor stderr is chosen
     */
    public OutputFrames logs(String container, LogOptions options) {
        return streams.logs(container, options);
    }

    /**
     * Connects to the input and output of a container's first process: {@code POST /containers/ID/attach}. When this
     * returns, the engine has accepted it: of a container that is started afterwards nothing is missed.
     *
     * @param container id or name
     * @param options to what
     * @return input and output, to be closed
     * @throws IllegalArgumentException when none of stdin, stdout and stderr is chosen, or neither logs nor stream
     */
    public Attachment attach(String container, AttachOptions options) {
        return streams.attach(container, options);
    }

    /**
     * Makes an image of the container's file system, without what lies in volumes: {@code POST /commit}.
     *
     * @param container id or name
     * @param spec name and configuration of the image
     * @return the image's id
     */
    public String commit(String container, CommitSpec spec) {
        Request request = Request.post(doing("commit", container), "commit")
                .query("container", named(doing("commit", container), container))
                .query("pause", spec.pause())
                .query("author", spec.author())
                .query("comment", spec.comment())
                .json(Json.bytes(spec.config()))
                .patient();
        ImageReference image = spec.image();
        if (image != null) {
            request.query("repo", image.familiarName()).query("tag", image.tagOrLatest());
        }
        spec.changes().forEach(change -> request.query("changes", change));
        if (exchange.podman() == 4) {
            // It leaves the body out, and the container's own labels, variables and command would stay.
            spec.configAsChanges().forEach(change -> request.query("changes", change));
        }
        return imageId(exchange.json(request, Created.class).id());
    }

    /** Podman gives the digits alone, and the whole id everywhere else. */
    private static String imageId(String id) {
        return id.matches("[0-9a-f]{64}") ? "sha256:" + id : id;
    }

    /**
     * The whole file system of a container as a tar archive, without what lies in volumes, also of a stopped one: {@code GET
     * /containers/ID/export}.
     *
     * @param container id or name
     * @return the archive, to be closed; it needn't be read to its end
     */
    public ArchiveStream export(String container) {
        return streams.export(container);
    }

    /**
     * What there is at a path: {@code HEAD /containers/ID/archive}.
     *
     * @param container id or name, also of a stopped one
     * @param path in the container; a symbolic link isn't followed
     * @return its kind, size, mode and time
     * @throws NotFoundException when there is no such container, or nothing at that path
     */
    public FileStat stat(String container, String path) {
        return files.stat(container, path);
    }

    /**
     * A file or folder of the container as a tar archive, also of a stopped or paused one: {@code GET
     * /containers/ID/archive}.
     *
     * @param container id or name
     * @param path absolute, in the container; a folder's content alone when it ends in {@code /.}
     * @return the archive, to be closed, with what {@link #stat} would say
     */
    public ArchiveStream archive(String container, String path) {
        return files.archive(container, path);
    }

    /**
     * Unpacks a tar archive in the container, also in one that was never started: {@code PUT /containers/ID/archive}.
     *
     * @param container id or name
     * @param folder absolute, in the container, where it exists already (Podman makes it where it doesn't)
     * @param tar may be compressed with gzip, bzip2 or xz; read to its end, not closed
     */
    public void unpack(String container, String folder, InputStream tar) {
        unpack(container, folder, tar, UnpackOptions.DEFAULT);
    }

    /**
     * As {@link #unpack(String, String, InputStream)}, with options.
     *
     * @param container id or name
     * @param folder absolute, in the container, where it exists already
     * @param tar may be compressed with gzip, bzip2 or xz; read to its end, not closed
     * @param options owners, and what may take the place of what
     * @throws ForbiddenException when the container's file system, or the volume there, is read-only
     */
    public void unpack(String container, String folder, InputStream tar, UnpackOptions options) {
        files.unpack(container, folder, tar, options);
    }

    /**
     * Copies a file or folder of this machine into a container, also into one that was never started: {@code HEAD} and
     * {@code PUT /containers/ID/archive}. If the target is a folder, the copy lies in it under its own name. If there is
     * nothing, the copy gets that name; the folder above must be there. A file takes the place of a file.
     *
     * <p>Permissions, times and the symbolic links in a folder are kept; all belongs to root. Nothing is whole in memory,
     * however large.
     *
     * @param container id or name
     * @param source a file or folder; a symbolic link is followed
     * @param target in the container
     * @throws IllegalArgumentException when something of the source isn't there, can't be read, or is a socket or device; the
     *     engine has seen nothing of it then
     * @throws DockerException when the target is a file and the source a folder, or ends in {@code /} and isn't there
     */
    public void copyIn(String container, Path source, String target) {
        files.copyIn(container, source, target);
    }

    /**
     * Copies a file or folder of a container to this machine, also out of a stopped one: {@code HEAD} and {@code GET
     * /containers/ID/archive}. If the target is a folder, the copy lies in it under its own name; of a path that ends in
     * {@code /.} the content alone. If there is nothing, the copy gets that name; the folder above must be there. A file takes
     * the place of a file.
     *
     * <p>It is unpacked as {@link Archives#unpack} does: nothing but the copy is touched, whatever the container holds.
     *
     * @param container id or name
     * @param path absolute, in the container; a symbolic link is followed, those in a folder are copied as links
     * @param target a file or folder of this machine, or its name to be
     * @throws IllegalArgumentException when the target can't be
     * @throws DockerProtocolException when there is something that isn't unpacked here, such as a device; what came before
     *     it stays
     */
    public void copyOut(String container, String path, Path target) {
        files.copyOut(container, path, target);
    }

    /** Podman 5 would send TERM and wait for 10 s or what StopTimeout says, Docker kills. */
    private void killFirst(String container) {
        try {
            kill(container, "KILL");
        } catch (DockerResponseException e) {
            // It doesn't run. Any other reason will be told by the removal.
        }
    }

    private boolean changes(Request request) {
        try {
            exchange.discard(request);
            return true;
        } catch (NotModifiedException e) {
            return false;
        }
    }

    private static String doing(String what, String container) {
        return what + " container '" + container + "'";
    }

    /** As {@link #name}, where it doesn't become part of the path. */
    static String named(String doing, String container) {
        if (name(container).isBlank()) {
            throw new IllegalArgumentException("Cannot " + doing + ": the name or id is blank.");
        }
        return name(container);
    }

    /** Inspect shows names with a leading slash, which Podman doesn't take back. */
    static String name(String container) {
        return container.startsWith("/") ? container.substring(1) : container;
    }
}
