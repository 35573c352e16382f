package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ExecDetails;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands in running containers: {@code /containers/ID/exec} and {@code /exec}. All methods throw the
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Execs {
    private static final int POLLS = 200;
    private static final int POLL_MILLIS = 10;

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
     */
    public String create(String container, ExecSpec spec) {
        if (spec.command().isEmpty()) {
            throw new IllegalArgumentException("Cannot run a command in container '" + container + "': it is empty.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Cmd", spec.command());
        body.put("Env", spec.env());
        body.put("AttachStdout", true);
        body.put("AttachStderr", true);
        if (spec.user() != null) {
            body.put("User", spec.user());
        }
        if (spec.workingDir() != null) {
            body.put("WorkingDir", spec.workingDir());
        }
        Request request = Request.post(
                        "run " + spec.command() + " in container '" + container + "'",
                        "containers",
                        Containers.name(container),
                        "exec")
                .json(Json.bytes(body));
        return exchange.json(request, Created.class).id();
    }

    /**
     * Starts a prepared command: {@code POST /exec/ID/start}.
     *
     * @param exec its id
     * @return its output, to be closed; ends with the command
     */
    public OutputFrames start(String exec) {
        String doing = "start exec '" + exec + "'";
        Response response = exchange.send(Request.post(doing, "exec", exec, "start")
                .json(Json.bytes(Map.of("Detach", false, "Tty", false)))
                .header("Connection", "Upgrade")
                .header("Upgrade", "tcp")
                .patient());
        return new OutputFrames(exchange, doing, response, false);
    }

    /**
     * {@code GET /exec/ID/json}.
     *
     * @param exec its id
     * @return what the engine knows of it
     */
    public ExecDetails inspect(String exec) {
        return exchange.json(Request.get("inspect exec '" + exec + "'", "exec", exec, "json"), ExecDetails.class);
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
     * Runs a command to its end and collects its output in memory.
     *
     * @param container id or name
     * @param spec the command
     * @return exit code and output
     */
    public ExecResult run(String container, ExecSpec spec) {
        String exec = create(container, spec);
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (OutputFrames frames = start(exec)) {
            frames.forEachRemaining(
                    frame -> (frame.source() == OutputFrame.Source.STDERR ? stderr : stdout).writeBytes(frame.bytes()));
        }
        return new ExecResult(exitCode(container, exec, spec.command()), stdout.toByteArray(), stderr.toByteArray());
    }

    /** The output's end may be seen a moment before the engine has noted the exit code. */
    private long exitCode(String container, String exec, List<String> command) {
        for (int poll = 0; poll < POLLS; poll++) {
            ExecDetails details = inspect(exec);
            Long code = details.exitCode();
            if (!details.running() && code != null) {
                return code;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DockerException("Interrupted while running " + command + " in '" + container + "'", e);
            }
        }
        throw new DockerProtocolException(
                "Cannot run " + command + " in container '" + container
                        + "': its output has ended, but the engine doesn't say its exit code.",
                null);
    }
}
