package dev.drydock.client.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Answers;
import dev.drydock.client.ScriptedEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The life of a Podman service of our own: as long as that of the JVM, hence in a JVM of its own. */
class PodmanServiceTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    @TempDir
    Path folder;

    @Test
    void aStartThatIsInterruptedLeavesNothing() throws Exception {
        Path podman = Files.writeString(folder.resolve("podman"), "#!/bin/sh\nexec sleep 1000\n");
        assertThat(podman.toFile().setExecutable(true)).isTrue();
        long before = ProcessHandle.current().descendants().count();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> PodmanService.start(podman))
                .isInstanceOf(PodmanService.Failed.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
    }

    @Test
    void itIsStartedOnceAndEndsWithTheJvm() throws IOException, InterruptedException {
        engine.onPing(Answers.json(200, "{}"));
        // In place of the service: a link from its socket to that of the scripted engine, and a process that stays.
        Path podman = Files.writeString(
                folder.resolve("podman"),
                "#!/bin/sh\necho $$ \"$@\" >>" + folder
                        + "/started\nsocket=${4#unix://}\nstat -c %a \"${socket%/*}\" >>" + folder + "/started\nln -s "
                        + engine.socketFile() + " \"$socket\"\nexec sleep 1000\n");
        assertThat(podman.toFile().setExecutable(true)).isTrue();

        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PodmanServiceMain.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();

        List<String> found = output.lines().toList();
        assertThat(found).hasSize(2).allMatch(line -> line.startsWith("found unix://"));
        assertThat(found.get(0)).isEqualTo(found.get(1));
        Path socket = Path.of(found.get(0).substring("found unix://".length()));
        List<String> started = Files.readAllLines(folder.resolve("started"));
        assertThat(started).hasSize(2);
        assertThat(started.get(0)).endsWith(" system service --time=0 unix://" + socket);
        assertThat(started.get(1)).isEqualTo("700");
        assertThat(ProcessHandle.of(Long.parseLong(started.get(0).replaceFirst(" .*", ""))))
                .isEmpty();
        assertThat(socket.getParent()).doesNotExist();
    }
}
