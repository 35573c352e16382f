package dev.drydock.client;

import java.nio.charset.StandardCharsets;

/**
 * How a command in a container ended.
 *
 * @param exitCode 0 for success; 126 and 127 when it couldn't be started
 * @param stdout what it wrote to standard output
 * @param stderr what it wrote to standard error
 */
@SuppressWarnings("ArrayRecordComponent") // Read, never compared.
public record ExecResult(long exitCode, byte[] stdout, byte[] stderr) {
    /** @return the exit code and how much was written: what it was may be secret */
    @Override
    public String toString() {
        return "ExecResult[exitCode=" + exitCode + ", stdout=" + stdout.length + " bytes, stderr=" + stderr.length
                + " bytes]";
    }

    /** @return what it wrote to standard output, as UTF-8 */
    public String stdoutText() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** @return what it wrote to standard error, as UTF-8 */
    public String stderrText() {
        return new String(stderr, StandardCharsets.UTF_8);
    }
}
