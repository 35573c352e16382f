package dev.drydock.client.internal;

import dev.drydock.client.internal.transport.SshException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What ssh, or the other machine, says when it fails, and what to do then. */
final class SshFailures {
    private SshFailures() {}

    static @Nullable String sentence(IOException failure) {
        for (Throwable other : failure.getSuppressed()) {
            if (other instanceof SshException ssh) {
                return sentence(ssh);
            }
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SshException ssh) {
                return ssh.getMessage() + " " + next(ssh.getMessage().toLowerCase(Locale.ROOT));
            }
        }
        return null;
    }

    private static String next(String words) {
        if (words.contains("host key verification failed") || words.contains("host identification has changed")) {
            return "The machine isn't known to ssh here, or shows another key than before: connect to it once by hand with"
                    + " ssh, and look at its key.";
        }
        if (words.contains("permission denied (") || words.contains("too many authentication failures")) {
            return "Passwords aren't asked for: give ssh a key, in its agent or its configuration, that works without one.";
        }
        if (words.contains("could not resolve hostname")) {
            return "Correct the name, or add it to the configuration of ssh.";
        }
        if (words.contains("connection refused") || words.contains("timed out") || words.contains("no route to host")) {
            return "Look whether an ssh server runs there, on this port.";
        }
        if (words.contains("dial-stdio") || words.contains("is not a docker command")) {
            return "The docker command there is too old: it needs `docker system dial-stdio`, which came with 18.09.";
        }
        if (words.contains("not found") || (words.contains("no such file") && words.contains("docker"))) {
            return "Install the docker command there, on the PATH that a command by ssh gets.";
        }
        if (words.contains("permission denied") || words.contains("daemon running") || words.contains("docker.sock")) {
            return "The docker command there doesn't get at its engine: try `docker version` on that machine.";
        }
        return "Try the same by hand with ssh.";
    }
}
