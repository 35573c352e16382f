package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people start it: by itself, with signals and in a terminal. */
@Tag("long")
class JarIT {
    private static final Path JAR = Path.of("target/drydock.jar").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static Stored stored;

    @TempDir
    private Path folder;

    @BeforeAll
    static void take() {
        stored = Stored.set();
    }

    @AfterAll
    static void remove() {
        stored.close();
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", JAR.toString(), "snapshots"));
        command.addAll(List.of(args));
        return command;
    }

    private static Cli run(List<String> command, File out, File err) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(err)
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Cli(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    @Test
    void itHasNothingOfJUnit() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(Object::toString))
                    .contains(
                            "dev/drydock/cli/Main.class",
                            "dev/drydock/snapshot/Snapshots.class",
                            "picocli/CommandLine.class")
                    .noneMatch(each -> each.startsWith("org/junit/") || each.startsWith("dev/drydock/junit/"))
                    .noneMatch(each -> each.endsWith("module-info.class"));
        }
    }

    @Test
    void listAndFailure() throws Exception {
        Cli list = run(command("list", "--quiet"), file("out"), file("err"));
        assertThat(list.err()).isEmpty();
        assertThat(list.code()).isZero();
        assertThat(list.out().lines()).contains(stored.id());
        assertThat(run(command("show"), file("out2"), file("err2")).code()).isEqualTo(2);
        assertThat(run(command("show", "nothing"), file("out3"), file("err3")).code())
                .isEqualTo(1);
    }

    @Test
    void runPassesTheIdOnAndTheCodeBack() throws Exception {
        Cli run = run(
                command(
                        "run",
                        stored.id(),
                        "--from",
                        "before",
                        "--",
                        "sh",
                        "-c",
                        "echo $DRYDOCK_REPLAY $DRYDOCK_REPLAY_FROM; exit 5"),
                file("out"),
                file("err"));
        assertThat(run.out()).isEqualTo(stored.id() + " before\n");
        assertThat(run.code()).isEqualTo(5);
        Cli none = run(command("run", stored.id(), "--", "no-such-program"), file("out2"), file("err2"));
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).startsWith("drydock: Cannot run 'no-such-program': ");
    }

    @Test
    void signalRemovesWhatWasOpened() throws Exception {
        Process open = new ProcessBuilder(command("open", stored.id(), "box", "--", "sh", "-c", "echo in; sleep 300"))
                .redirectOutput(file("out"))
                .redirectError(file("err"))
                .start();
        try {
            await(() -> Files.readString(file("out").toPath()).contains("in\n"));
            assertThat(Stored.opened(stored.id())).isNotEmpty();
            // As Ctrl-C, a closed terminal and 'kill' all do in the end: the JVM's hooks run.
            open.destroy();
            assertThat(open.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(open.exitValue()).isEqualTo(143);
            assertThat(Stored.opened(stored.id())).isEmpty();
        } finally {
            open.destroyForcibly();
        }
    }

    @Test
    void signalWhileTheSetIsStartedLeavesNothing() throws Exception {
        Process open = new ProcessBuilder(command("open", stored.id(), "box", "--", "sleep", "300"))
                .redirectOutput(file("out"))
                .redirectError(file("err"))
                .start();
        try {
            // The network is the first that is made.
            await(() -> !Stored.opened(stored.id()).isEmpty());
            open.destroy();
            assertThat(open.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(open.exitValue()).isEqualTo(143);
            assertThat(Stored.opened(stored.id())).isEmpty();
            assertThat(Files.readString(file("err").toPath())).doesNotContain("drydock: ");
        } finally {
            open.destroyForcibly();
        }
    }

    /** With the terminal that {@code script} makes: the shell inside has one, Ctrl-C is for what it runs, and it can be left. */
    @Test
    void terminalIsHandedOn() throws Exception {
        String line = String.join(" ", command("open", stored.id(), "box"));
        Process script = new ProcessBuilder(
                        "script", "-qec", "stty rows 33 cols 77; " + line + "; stty -a", "/dev/null")
                .redirectOutput(file("out"))
                .redirectErrorStream(true)
                .start();
        try (var keys = script.getOutputStream()) {
            await(() -> text().contains("# "));
            keys.write("echo be''gun; sleep 300\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            await(() -> text().contains("begun"));
            keys.write(3);
            keys.flush();
            keys.write("tty; stty size; echo co''de $?\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            await(() -> text().contains("code 0"));
            assertThat(text()).contains("/dev/pts/").contains("33 77");
            keys.write("exit 9\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            await(() -> text().contains("icanon"));
            // As it was before.
            assertThat(text())
                    .containsPattern("[^-]icanon")
                    .containsPattern("[^-]echo ")
                    .containsPattern("[^-]isig");
        } finally {
            script.destroy();
            script.waitFor(30, TimeUnit.SECONDS);
        }
        assertThat(Stored.opened(stored.id())).isEmpty();
    }

    private String text() throws IOException {
        return Files.readString(file("out").toPath());
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(Condition condition) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.holds()) {
            assertThat(Instant.now()).as(text()).isBefore(deadline);
            Thread.sleep(100);
        }
    }
}
