package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.StopOptions;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Output that goes somewhere while a container runs. */
@ExtendWith(LeakCheck.class)
class OutputCopyIT {
    private static final String FOLDER = "target/output-copy-it";

    @AfterEach
    void removeFiles() throws IOException {
        if (Files.exists(Path.of(FOLDER))) {
            try (Stream<Path> all = Files.walk(Path.of(FOLDER))) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    /** Writes until it is killed: its last words are those that were written just before. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo first; echo second >&2; printf 'no\\377break'; exec sleep 600"},
            logTo = FOLDER + "/of/{class}-{name}.log")
    static class FileTestCase {
        @Test
        void isWrittenWhileItRuns() {
            // Which of the two outputs comes first isn't said.
            until(() -> content(FileTestCase.class).contains("break")
                    && content(FileTestCase.class).contains("second\n"));
        }
    }

    private static String content(Class<?> type) {
        try {
            return Files.readString(Path.of(FOLDER, "of", type.getName() + "-box.log"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Gone before anybody could ask for its log. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", "seq 1 20000"},
            ready = @Ready(exits = true),
            logTo = FOLDER + "/of/{class}-{name}.log")
    static class BriefTestCase {
        @Test
        void isOver() {}
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo run $(cat /count | wc -l); echo x >>/count; exec sleep 600"},
            files = @CopyIn(to = "/count"),
            logTo = FOLDER + "/of/{class}-{name}.log")
    static class RestartedTestCase {
        @Test
        void isFollowedAgain(RunningContainer box) {
            until(() -> content(RestartedTestCase.class).equals("run 0\n"));
            TestEngine.CLIENT.containers().restart(box.id(), StopOptions.DEFAULT.withGrace(Duration.ZERO));
            until(() -> content(RestartedTestCase.class).equals("run 0\nrun 1\n"));
            TestEngine.CLIENT.containers().restart(box.id(), StopOptions.DEFAULT.withGrace(Duration.ZERO));
            until(() -> content(RestartedTestCase.class).equals("run 0\nrun 1\nrun 2\n"));
        }
    }

    @WithContainer(
            name = "out",
            image = "busybox:1.36",
            command = {"sh", "-c", "printf 'ü one\\r\\ntwo\\n\\nno break'; exec sleep 600"},
            logTo = "stdout")
    @WithContainer(
            name = "err",
            image = "busybox:1.36",
            command = {"sh", "-c", "echo to err; echo also >&2; exec sleep 600"},
            logTo = "stderr")
    static class ConsoleTestCase {
        @Test
        void isFine() {}
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            logTo = "pom.xml/of/{name}.log")
    static class NoFileTestCase {
        @Test
        void isNotReached() {}
    }

    @Test
    void aFileIsWrittenWhileItRuns() throws IOException {
        Files.createDirectories(Path.of(FOLDER, "of"));
        Files.writeString(Path.of(FOLDER, "of", FileTestCase.class.getName() + "-box.log"), "of the last run");
        try (Run run = Run.of(FileTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(content(FileTestCase.class)).contains("first\n", "second\n", "no\u00ffbreak");
            assertThat(content(FileTestCase.class)).doesNotContain("of the last run");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(each -> each.getName().matches("drydock-\\d+") && each.isAlive())
                .allSatisfy(each -> assertThat(each.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().endsWith("OutputCopy")));
    }

    @Test
    void nothingIsMissedOfOneThatIsGoneAtOnce() {
        try (Run run = Run.of(BriefTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            List<String> lines = content(BriefTestCase.class).lines().toList();
            assertThat(lines).hasSize(20000).last().isEqualTo("20000");
        }
    }

    @Test
    void oneThatIsRestartedIsFollowedAgain() {
        try (Run run = Run.of(RestartedTestCase.class)) {
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void linesGoToTheConsoleWithTheNameInFront() {
        PrintStream original = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            try (Run run = Run.of(ConsoleTestCase.class)) {
                assertThat(run.failures()).isEmpty();
                assertThat(run.stderr().lines()).contains("[err] to err", "[err] also");
            }
        } finally {
            System.setOut(original);
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("[out] ü one", "[out] two", "[out] ", "[out] no break");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        try (Run run = Run.of(NoFileTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining(
                            "'box' (busybox:1.36) couldn't be started: logTo = \"pom.xml/of/box.log\" can't be"
                                    + " written");
        }
    }
}
