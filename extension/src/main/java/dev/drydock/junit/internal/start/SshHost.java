package dev.drydock.junit.internal.start;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What a name of ssh stands for: its configuration may give a host any other name. */
final class SshHost {
    private static final Logger LOG = System.getLogger("dev.drydock");
    private static final long LIMIT_SECONDS = 10;

    private SshHost() {}

    /**
     * Asks the command {@code ssh}, which connects to nobody for that.
     *
     * @param name as in {@code ssh://name}
     * @return a host name or address; the name itself where ssh doesn't say
     */
    static String of(String name) {
        try {
            Process ssh = new ProcessBuilder("ssh", "-G", "--", name)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                ssh.getOutputStream().close();
                if (!ssh.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    return name;
                }
                // Less than a pipe holds.
                String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return said.lines()
                        .filter(line -> line.startsWith("hostname "))
                        .map(line -> line.substring("hostname ".length()).strip())
                        .findFirst()
                        .orElse(name);
            } finally {
                ssh.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "ssh doesn't say what host " + name + " is", e);
            return name;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name;
        }
    }
}
