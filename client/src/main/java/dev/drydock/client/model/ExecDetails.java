package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /exec/ID/json}.
 *
 * @param id of the exec
 * @param running whether the command still runs
 * @param exitCode of the command; {@code null} while it runs, and before (Podman says 0 before)
 * @param containerID that it runs in
 * @param pid of the command, as the engine's machine counts; 0 before it runs, on Podman also afterwards
 * @param openStdin whether it has an input
 * @param openStdout whether its standard output is to be read
 * @param openStderr whether its standard error is to be read
 * @param processConfig the command
 * @param more what else came
 */
public record ExecDetails(
        @Nullable String id,
        boolean running,
        @Nullable Long exitCode,
        @Nullable String containerID,
        long pid,
        boolean openStdin,
        boolean openStdout,
        boolean openStderr,
        ProcessConfig processConfig,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ExecDetails {
        processConfig = processConfig == null ? ProcessConfig.UNKNOWN : processConfig;
        more = Values.others(more);
    }

    /**
     * A command.
     *
     * @param entrypoint its program
     * @param arguments of the program
     * @param tty whether it has a terminal
     * @param privileged whether it may do all that root may
     * @param user that it runs as; {@code null} for the container's own
     * @param more what else came
     */
    public record ProcessConfig(
            @Nullable String entrypoint,
            List<String> arguments,
            boolean tty,
            boolean privileged,
            @Nullable String user,
            Map<String, @Nullable Object> more) {
        static final ProcessConfig UNKNOWN = new ProcessConfig(null, List.of(), false, false, null, Map.of());

        /** Replaces what wasn't sent. */
        public ProcessConfig {
            arguments = Values.orEmpty(arguments);
            user = user == null || user.isEmpty() ? null : user;
            more = Values.others(more);
        }

        /** Arguments are only counted: a password may be among them. */
        @Override
        public String toString() {
            return "ProcessConfig[entrypoint=" + entrypoint + ", arguments=" + arguments.size() + " words, tty=" + tty
                    + ", privileged=" + privileged + ", user=" + user + "]";
        }
    }
}
