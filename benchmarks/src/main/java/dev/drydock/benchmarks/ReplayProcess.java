package dev.drydock.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The replay server in a process of its own, so that its work isn't counted as a client's.
 *
 * @param process ends when its standard input does
 * @param unix its address
 * @param tcp its other address
 */
record ReplayProcess(Process process, String unix, String tcp) implements AutoCloseable {
    /**
     * @param recorded folder with what the engine answered
     */
    static ReplayProcess start(Path recorded) throws IOException {
        // Not in the folder of the results: the path of a Unix socket is short.
        Path socket = Files.createTempDirectory("bench").resolve("replay.sock");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:MaxDirectMemorySize=256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplayServer.class.getName(),
                        socket.toString(),
                        recorded.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader();
        String unix = said.readLine();
        String tcp = said.readLine();
        if (unix == null || tcp == null) {
            process.destroy();
            throw new IOException("The replay server didn't start; what it says is above");
        }
        return new ReplayProcess(process, unix, tcp);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(Path.of(unix.substring(7)).toAbsolutePath().getParent());
    }
}
