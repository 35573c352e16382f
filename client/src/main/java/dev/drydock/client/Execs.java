package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Feed;
import dev.drydock.client.internal.Framing;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ExecDetails;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands in running containers: {@code /containers/ID/exec} and {@code /exec}. All methods throw the
 * {@link DockerException}s when the engine can't be reached or refuses.
 */
public final class Execs {
    private static final int MOST_OUTPUT = 64 * 1024 * 1024;
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
     */
    public String create(String container, ExecSpec spec) {
        return create(exchange, container, spec);
    }

    private static String create(Exchange through, String container, ExecSpec spec) {
        if (spec.command().isEmpty()) {
            throw new IllegalArgumentException("Cannot run a command in container '" + container + "': it is empty.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Cmd", spec.command());
        body.put("Env", spec.env());
        body.put("AttachStdin", spec.stdin());
        body.put("AttachStdout", true);
        body.put("AttachStderr", true);
        body.put("Tty", spec.tty());
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
        return new Attachment(once, doing, response, Framing.isRaw(response, once.version(), true, () -> tty));
    }

    private static boolean hasTty(Exchange once, String exec) {
        ExecDetails details = inspect(once, exec);
        return details.more().get("ProcessConfig") instanceof Map<?, ?> process
                && Boolean.TRUE.equals(process.get("tty"));
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
        Collected output = new Collected(running(container, spec));
        try (Attachment attached = attach(once, exec, spec.tty())) {
            if (stdin == null) {
                attached.output().forEachRemaining(output::add);
            } else {
                feed(attached, stdin, output);
            }
        }
        return new ExecResult(
                exitCode(once, container, exec, spec), output.stdout.toByteArray(), output.stderr.toByteArray());
    }

    private static void feed(Attachment attached, InputStream stdin, Collected output) {
        try (Feed feed = new Feed(stdin, attached.stdin(), attached::close)) {
            try {
                attached.output().forEachRemaining(output::add);
            } finally {
                output.unreadable(feed.unreadable());
            }
        }
    }

    private static String running(String container, ExecSpec spec) {
        // Arguments aren't shown: a password may be among them.
        return "run '" + spec.command().get(0) + "' in container '" + container + "'";
    }

    /** What a command has written. */
    private static final class Collected {
        private final String doing;
        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

        Collected(String doing) {
            this.doing = doing;
        }

        void add(OutputFrame frame) {
            (frame.source() == OutputFrame.Source.STDERR ? stderr : stdout).writeBytes(frame.bytes());
            if (stdout.size() + (long) stderr.size() > MOST_OUTPUT) {
                throw new DockerException(
                        "Cannot " + doing + ": it writes more than " + MOST_OUTPUT / (1024 * 1024)
                                + " MiB. Read its output bit by bit, with create and start.",
                        null);
            }
        }

        void unreadable(@Nullable Throwable stdin) {
            if (stdin != null) {
                throw new DockerException("Cannot " + doing + ": its input couldn't be read: " + stdin, stdin);
            }
        }
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
