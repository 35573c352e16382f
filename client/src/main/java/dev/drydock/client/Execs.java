package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Framing;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ExecDetails;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands in running containers: {@code /containers/ID/exec} and {@code /exec}. All methods throw the
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Execs {
    /** Of all pauses together some 10 s. */
    private static final long LONGEST_PAUSE = 2000;

    private final Exchange exchange;

    Execs(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Prepares a command: {@code POST /containers/ID/exec}.
     *
     * @param container id or name
     * @param spec the command
     * @return the exec's id
     * @throws NotFoundException when there is no such container
     * @throws ConflictException when it doesn't run, or is paused
     * @throws UnsupportedByEngineException when the terminal's size is given, and the engine is Podman or its API older than 1.42
     */
    public String create(String container, ExecSpec spec) {
        return create(exchange, container, spec);
    }

    private static String create(Exchange through, String container, ExecSpec spec) {
        if (spec.command().isEmpty()) {
            throw new IllegalArgumentException("Cannot run a command in container '" + container + "': it is empty.");
        }
        if (spec.command().get(0).isBlank()) {
            throw new IllegalArgumentException(
                    "Cannot run a command in container '" + container + "': its program is blank.");
        }
        for (String variable : spec.env()) {
            if (variable.isBlank() || variable.startsWith("=")) {
                // What it is isn't shown: it may be a password.
                throw new IllegalArgumentException("Cannot " + running(container, spec)
                        + ": a variable of its environment has no name. Write NAME=value.");
            }
        }
        ExecSpec.ConsoleSize size = spec.consoleSize();
        if (size != null) {
            EngineNeeds.docker(through, running(container, spec), "a size of its terminal from the beginning", 42);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Cmd", spec.command());
        body.put("Env", spec.env());
        body.put("AttachStdin", spec.stdin());
        body.put("AttachStdout", spec.stdout());
        body.put("AttachStderr", spec.stderr());
        body.put("Tty", spec.tty());
        if (spec.privileged()) {
            body.put("Privileged", true);
        }
        if (spec.detachKeys() != null) {
            body.put("DetachKeys", spec.detachKeys());
        }
        if (size != null) {
            body.put("ConsoleSize", List.of(size.rows(), size.columns()));
        }
        if (spec.user() != null) {
            body.put("User", spec.user());
        }
        if (spec.workingDir() != null) {
            body.put("WorkingDir", spec.workingDir());
        }
        Request request = Request.post(running(container, spec), "containers", Containers.name(container), "exec")
                .json(Json.bytes(body));
        return through.json(request, Created.class).id();
    }

    /**
     * Starts a prepared command: {@code POST /exec/ID/start}.
     *
     * @param exec its id
     * @return its output, to be closed; ends with the command
     */
    public OutputFrames start(String exec) {
        return attach(exec).output();
    }

    /**
     * Starts a prepared command, to write to it and to read from it: {@code POST /exec/ID/start}.
     *
     * @param exec its id, of a command with {@linkplain ExecSpec#stdin() input} if something is to be written
     * @return its input and output, to be closed
     */
    public Attachment attach(String exec) {
        Exchange once = exchange.oneCall();
        return attach(once, exec, hasTty(once, exec));
    }

    private Attachment attach(Exchange once, String exec, boolean tty) {
        String doing = doing("start", exec);
        // The engine goes by this word, not by that of the preparation, when it decides on frames.
        Response response = once.send(Request.post(doing, "exec", exec, "start")
                .json(Json.bytes(Map.of("Detach", false, "Tty", tty)))
                .header("Connection", "Upgrade")
                .header("Upgrade", "tcp")
                .patient());
        return new Attachment(once, doing, response, Framing.isRaw(response, once.version(), true, () -> tty), false);
    }

    private static boolean hasTty(Exchange once, String exec) {
        return inspect(once, exec).processConfig().tty();
    }

    /**
     * Starts a prepared command and leaves it alone: {@code POST /exec/ID/start}. What it writes is lost; {@link #inspect}
     * says when it has ended, and how.
     *
     * @param exec its id
     */
    public void startDetached(String exec) {
        Exchange once = exchange.oneCall();
        boolean tty = hasTty(once, exec);
        once.discard(Request.post(doing("start", exec), "exec", exec, "start")
                .json(Json.bytes(Map.of("Detach", true, "Tty", tty)))
                .patient());
    }

    /**
     * Tells the terminal of a running command its size: {@code POST /exec/ID/resize}. Docker waits up to 10 s for a command
     * that isn't started yet, and then fails; Podman fails at once.
     *
     * @param exec its id
     * @param columns in characters
     * @param rows in characters
     * @throws DockerResponseException when it doesn't run
     */
    public void resize(String exec, int columns, int rows) {
        String doing = doing("resize the terminal of", exec);
        exchange.discard(Containers.size(Request.post(doing, "exec", exec, "resize"), doing, columns, rows));
    }

    /**
     * {@code GET /exec/ID/json}.
     *
     * @param exec its id
     * @return what the engine knows of it
     */
    public ExecDetails inspect(String exec) {
        return inspect(exchange, exec);
    }

    private static ExecDetails inspect(Exchange through, String exec) {
        return through.json(Request.get(doing("inspect", exec), "exec", exec, "json"), ExecDetails.class);
    }

    private static String doing(String what, String exec) {
        return what + " exec '" + exec + "'";
    }

    /**
     * Runs a command to its end and collects its output in memory.
     *
     * @param container id or name
     * @param command the program and its arguments; no shell is involved
     * @return exit code and output
     */
    public ExecResult run(String container, String... command) {
        return run(container, ExecSpec.of(command));
    }

    /**
     * Runs a command to its end and collects its output in memory, up to 64 MiB.
     *
     * @param container id or name
     * @param spec the command
     * @return exit code and output
     * @throws DockerException also when there is more output than that; {@link #start} gives it bit by bit
     */
    public ExecResult run(String container, ExecSpec spec) {
        return run(container, spec, null);
    }

    /**
     * Runs a command to its end with something to read.
     *
     * @param container id or name
     * @param spec the command
     * @param stdin what it reads; read as far as the command takes it, not closed; {@code null} for nothing
     * @return exit code and output
     * @throws DockerException also when there is more output than 64 MiB, or {@code stdin} can't be read
     */
    public ExecResult run(String container, ExecSpec spec, @Nullable InputStream stdin) {
        Exchange once = exchange.oneCall();
        ExecSpec prepared = stdin == null ? spec : spec.withStdin();
        String exec = create(once, container, prepared);
        CollectedOutput output = new CollectedOutput(running(container, spec));
        try (Attachment attached = attach(once, exec, spec.tty())) {
            output.collect(attached, stdin);
        }
        return new ExecResult(exitCode(once, container, exec, spec), output.stdout(), output.stderr());
    }

    private static String running(String container, ExecSpec spec) {
        // Arguments aren't shown: a password may be among them.
        return "run '" + spec.command().get(0) + "' in container '" + container + "'";
    }

    /** The output's end may be seen a moment before the engine has noted the exit code. */
    private static long exitCode(Exchange once, String container, String exec, ExecSpec spec) {
        for (long pause = 5; pause < LONGEST_PAUSE; pause += pause / 4 + 1) {
            ExecDetails details = inspect(once, exec);
            Long code = details.exitCode();
            if (!details.running() && code != null) {
                return code;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DockerException(
                        "Cannot " + running(container, spec) + ": interrupted while its exit code was waited for.", e);
            }
        }
        throw new DockerProtocolException(
                "Cannot " + running(container, spec)
                        + ": its output has ended, but the engine doesn't say its exit code.",
                null);
    }
}
