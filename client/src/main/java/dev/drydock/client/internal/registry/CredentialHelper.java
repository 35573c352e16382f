package dev.drydock.client.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.client.internal.discovery.Surroundings;
import dev.drydock.client.internal.json.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program {@code docker-credential-NAME}. It gets the registry on its input and writes what it has on its output; what it
 * writes is a secret, also when it fails, and so isn't told.
 */
final class CredentialHelper {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final int LARGEST = 1024 * 1024;

    private final Surroundings surroundings;
    private final String program;
    private final boolean named;

    /**
     * @param surroundings with the PATH
     * @param name as {@code credsStore} has it
     */
    CredentialHelper(Surroundings surroundings, String name) {
        this.surroundings = surroundings;
        this.named = NAME.matcher(name).matches();
        this.program = "docker-credential-" + (named ? name : "…");
    }

    /** Why there is no answer, in words for the user. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private record Outcome(int exitCode, String output) {}

    /**
     * @param server as Docker names it to the program
     * @return what it has; {@code null} when it says that it has none
     */
    @Nullable
    RegistryCredentials get(String server, Duration limit) throws Failed {
        Outcome outcome = run("get", server, limit);
        if (outcome.exitCode() != 0) {
            if (outcome.output().strip().startsWith("credentials not found")) {
                return null;
            }
            throw new Failed(program + " failed with exit code " + outcome.exitCode() + ": run `echo " + server + " | "
                    + program + " get` to see why");
        }
        JsonNode tree = json(outcome.output());
        String username = tree.path("Username").asText("");
        String secret = tree.path("Secret").asText("");
        RegistryCredentials found = username.equals("<token>")
                ? RegistryCredentials.ofIdentityToken(secret)
                : RegistryCredentials.of(username, secret);
        return found.isEmpty() ? null : found.withServerAddress(server);
    }

    /** @return all registries that it has credentials for */
    List<String> list(Duration limit) throws Failed {
        Outcome outcome = run("list", "", limit);
        if (outcome.exitCode() != 0) {
            throw new Failed(program + " failed with exit code " + outcome.exitCode() + ": run `" + program
                    + " list` to see why");
        }
        List<String> servers = new ArrayList<>();
        json(outcome.output()).fieldNames().forEachRemaining(servers::add);
        return servers;
    }

    private JsonNode json(String output) throws Failed {
        try {
            JsonNode tree = Trees.MAPPER.readTree(output);
            if (tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            // The parser's message would quote it.
        }
        throw new Failed(program + " answered something else than a JSON object");
    }

    private Outcome run(String command, String input, Duration limit) throws Failed {
        if (!named) {
            throw new Failed(program + " isn't run: its name has more than letters, digits, '.', '_' and '-'");
        }
        Path file = surroundings
                .program(program)
                .or(() -> surroundings.program(program + ".exe"))
                .orElseThrow(() -> new Failed(program + " isn't on the PATH"));
        Process process;
        try {
            process = new ProcessBuilder(file.toString(), command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new Failed(program + " can't be started (" + e.getMessage() + ")");
        }
        Reader reader = new Reader(process.getInputStream());
        Thread thread = new Thread(reader, "drydock-credentials");
        thread.setDaemon(true);
        thread.start();
        boolean ended = false;
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended without reading; what it wrote says more.
            }
            // The output ends with the program, or with what it has left behind.
            ended = await(process, thread, limit);
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
        if (!ended) {
            throw new Failed(program + " gave no answer within " + limit.toMillis() + " ms");
        }
        if (reader.failed) {
            throw new Failed(program + " gave an answer that can't be read, or has more than 1 MiB");
        }
        return new Outcome(process.exitValue(), reader.output.toString(StandardCharsets.UTF_8));
    }

    /** As with calls to the engine, an interruption doesn't end it. */
    private static boolean await(Process process, Thread reader, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return false;
                    }
                    reader.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                    return !reader.isAlive();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Reader implements Runnable {
        private final InputStream in;
        final ByteArrayOutputStream output = new ByteArrayOutputStream();
        volatile boolean failed;

        Reader(InputStream in) {
            this.in = in;
        }

        @Override
        public void run() {
            try (in) {
                byte[] all = in.readNBytes(LARGEST);
                failed = all.length == LARGEST;
                output.writeBytes(all);
            } catch (IOException e) {
                failed = true;
            }
        }
    }
}
