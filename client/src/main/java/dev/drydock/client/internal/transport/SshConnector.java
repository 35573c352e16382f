package dev.drydock.client.internal.transport;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens connections by way of {@code ssh HOST docker system dial-stdio}, which passes on what it gets to the engine of
 * that machine. It is the user's own ssh, so that its keys, agent, known hosts and configuration hold.
 */
final class SshConnector implements Connector {
    private final List<String> ssh;
    private final String host;
    private final List<String> options = new ArrayList<>();
    private final List<String> remote = new ArrayList<>(List.of("docker"));

    /**
     * @param ssh the command
     * @param target {@code [user@]host[:port][/path/of/socket]}, percent-encoded
     */
    SshConnector(List<String> ssh, String target) {
        this.ssh = ssh;
        int slash = target.indexOf('/');
        String authority = slash < 0 ? target : target.substring(0, slash);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            options.addAll(List.of("-l", authority.substring(0, at)));
        }
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(':');
        if (colon >= 0) {
            options.addAll(List.of("-p", hostAndPort.substring(colon + 1)));
        }
        String named = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        host = named.startsWith("[") ? named.substring(1, named.length() - 1) : named;
        if (slash >= 0) {
            // A plus is no space here.
            String encoded = target.substring(slash).replace("+", "%2B");
            String path = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            remote.addAll(List.of("--host", quoted("unix://" + path)));
        }
        remote.addAll(List.of("system", "dial-stdio"));
    }

    /** What ssh hands on is read by a shell of the other machine. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9/:._-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The command line; the host is no option, whatever it begins with. */
    List<String> command(Duration timeout) {
        List<String> command = new ArrayList<>(ssh);
        command.addAll(options);
        // Nobody is there to type a password.
        command.addAll(List.of("-o", "BatchMode=yes"));
        if (!timeout.isZero()) {
            // In whole seconds; zero would mean for ever.
            long seconds = Math.max(1, timeout.plusMillis(999).toSeconds());
            command.addAll(List.of("-o", "ConnectTimeout=" + Math.min(seconds, Integer.MAX_VALUE)));
        }
        command.addAll(List.of("-T", "--", host));
        command.addAll(remote);
        return command;
    }

    @Override
    public Connection open(Duration timeout) throws IOException {
        Path errors = Files.createTempFile("drydock-ssh", ".txt");
        Process process;
        try {
            process = new ProcessBuilder(command(timeout))
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            Files.delete(errors);
            SshException failure = new SshException(
                    "the command '" + ssh.get(0)
                            + "' can't be started. Install OpenSSH, or name the command with sshCommand of the client's builder.");
            failure.initCause(e);
            throw failure;
        }
        return new ProcessConnection(process, host, errors);
    }
}
