package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Framing;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerExit;
import dev.drydock.client.model.ContainerSummary;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Containers: the {@code /containers} endpoints. A container is named by its id, an unambiguous beginning of it, or its
 * name. All methods throw {@link NotFoundException} when there is no such container, and the other
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Containers {
    private final Exchange exchange;

    Containers(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Creates a container, without starting it: {@code POST /containers/create}.
     *
     * @param spec what it is to be like
     * @return its id, 64 hexadecimal digits
     * @throws NotFoundException when the image isn't on the engine; nothing is pulled here
     * @throws ConflictException when the name is taken
     */
    public String create(ContainerSpec spec) {
        Object image = spec.body().get("Image");
        Request request = Request.post("create a container from image '" + image + "'", "containers", "create")
                .query("name", spec.name())
                .query("platform", spec.platform())
                .json(Json.bytes(spec.body()));
        return exchange.json(request, Created.class).id();
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

    private static ContainerDetails inspect(Exchange through, String container) {
        return through.json(
                Request.get(doing("inspect", container), "containers", name(container), "json"),
                ContainerDetails.class);
    }

    /**
     * Lists containers, stopped ones included: {@code GET /containers/json?all=1}.
     *
     * @param filters such as {@code label} → {@code [key=value]}, all of which must hold; empty for all containers
     * @return the newest first
     */
    public List<ContainerSummary> list(Map<String, List<String>> filters) {
        return List.of(exchange.json(
                Request.get("list containers", "containers", "json")
                        .query("all", true)
                        .query("filters", Json.text(filters)),
                ContainerSummary[].class));
    }

    /**
     * {@code POST /containers/ID/start}.
     *
     * @param container id or name
     * @return false when it was running already
     */
    public boolean start(String container) {
        return changes(Request.post(doing("start", container), "containers", name(container), "start"));
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
        long seconds = grace.getSeconds() + (grace.getNano() > 0 ? 1 : 0);
        return changes(Request.post(doing("stop", container), "containers", name(container), "stop")
                .query("t", seconds)
                .patient());
    }

    /**
     * Sends a signal to the container's first process: {@code POST /containers/ID/kill}.
     *
     * @param container id or name
     * @param signal such as {@code KILL} or {@code HUP}
     * @throws ConflictException when it isn't running
     */
    public void kill(String container, String signal) {
        exchange.discard(Request.post(doing("kill", container), "containers", name(container), "kill")
                .query("signal", signal));
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
        exchange.discard(Request.delete(doing("remove", container), "containers", name(container))
                .query("force", true)
                .query("v", true)
                .patient());
    }

    /**
     * What the container has written: {@code GET /containers/ID/logs}.
     *
     * @param container id or name
     * @param options what of it
     * @return the output, to be closed; ends with the container when it is followed, else at once
     */
    public OutputFrames logs(String container, LogOptions options) {
        Exchange once = exchange.oneCall();
        BooleanSupplier tty = tty(once, container);
        String doing = doing("read the logs of", container);
        Response response = once.send(Request.get(doing, "containers", name(container), "logs")
                .query("stdout", options.stdout())
                .query("stderr", options.stderr())
                .query("follow", options.follow())
                .query("timestamps", options.timestamps())
                .query("tail", options.tail() < 0 ? "all" : options.tail())
                .patient());
        return new OutputFrames(once, doing, response, isRaw(once, response, false, tty));
    }

    /**
     * Connects to the input and output of a container's first process: {@code POST /containers/ID/attach}. When this
     * returns, the engine has accepted it: of a container that is started afterwards nothing is missed.
     *
     * @param container id or name
     * @param options to what
     * @return input and output, to be closed
     */
    public Attachment attach(String container, AttachOptions options) {
        if (!options.stdin() && !options.stdout() && !options.stderr()) {
            throw new IllegalArgumentException("Cannot " + doing("attach to", container)
                    + ": nothing of it is chosen. Choose stdin, stdout or stderr.");
        }
        Exchange once = exchange.oneCall();
        BooleanSupplier tty = tty(once, container);
        String doing = doing("attach to", container);
        Response response = once.send(Request.post(doing, "containers", name(container), "attach")
                .query("stream", true)
                .query("stdin", options.stdin())
                .query("stdout", options.stdout())
                .query("stderr", options.stderr())
                .query("logs", options.logs())
                .header("Connection", "Upgrade")
                .header("Upgrade", "tcp")
                .patient());
        return new Attachment(once, doing, response, isRaw(once, response, true, tty));
    }

    private static BooleanSupplier tty(Exchange once, String container) {
        if (Framing.isTold(once.version())) {
            return () -> inspect(once, container).config().tty();
        }
        boolean known = inspect(once, container).config().tty();
        return () -> known;
    }

    private static boolean isRaw(Exchange once, Response response, boolean hijack, BooleanSupplier tty) {
        try {
            return Framing.isRaw(response, once.version(), hijack, tty);
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
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
                .query("container", name(container))
                .query("pause", spec.pause())
                .query("comment", spec.comment())
                .json(Json.bytes(Map.of("Labels", spec.labels())))
                .patient();
        ImageReference image = spec.image();
        if (image != null) {
            request.query("repo", image.familiarName()).query("tag", image.tagOrLatest());
        }
        return exchange.json(request, Created.class).id();
    }

    /**
     * A file or folder of the container as a tar archive, also of a stopped or paused one: {@code GET
     * /containers/ID/archive}.
     *
     * @param container id or name
     * @param path absolute, in the container; a folder's content alone when it ends in {@code /.}
     * @return the archive, to be closed
     */
    public ArchiveStream archive(String container, String path) {
        String doing = "copy '" + path + "' out of container '" + container + "'";
        Response response = exchange.send(Request.get(doing, "containers", name(container), "archive")
                .query("path", path)
                .patient());
        return new ArchiveStream(exchange, doing, response);
    }

    /**
     * Unpacks a tar archive in the container, also in one that was never started: {@code PUT /containers/ID/archive}.
     *
     * @param container id or name
     * @param folder absolute, in the container, where it exists already
     * @param tar may be compressed with gzip, bzip2 or xz; read to its end, not closed
     */
    public void unpack(String container, String folder, InputStream tar) {
        String doing = "copy into '" + folder + "' of container '" + container + "'";
        exchange.discard(Request.put(doing, "containers", name(container), "archive").query("path", folder).stream(
                        tar, "application/x-tar")
                .patient());
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

    /** Inspect shows names with a leading slash, which Podman doesn't take back. */
    static String name(String container) {
        return container.startsWith("/") ? container.substring(1) : container;
    }
}
