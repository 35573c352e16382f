package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that are copied in before the start. */
@ExtendWith(LeakCheck.class)
class CopiedFilesIT {
    private static final String FOLDER = "target/copied-files-it";

    @BeforeAll
    static void makeFiles() throws IOException {
        Path folder = Files.createDirectories(Path.of(FOLDER, "folder", "inner"));
        Files.writeString(folder.resolve("run.sh"), "echo run");
        Files.setPosixFilePermissions(folder.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.writeString(folder.resolve("other"), "other");
        Path link = folder.resolve("link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("other"));
        Files.write(Path.of(FOLDER, "large"), new byte[3_000_000]);
    }

    @AfterAll
    static void removeFiles() throws IOException {
        try (var all = Files.walk(Path.of(FOLDER))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** What its first process sees, and all that matters of a file: mode, owner, group, content. */
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", "cat /made/for/it/text; echo; exec sleep 600"},
            env = "PLACE=x",
            volumes = "/data",
            ready = @Ready(log = "placeholder"),
            files = {
                @CopyIn(to = "/made/for/it/text", content = "$${HOME} is ${sys:no.such:-not} a placeholder"),
                @CopyIn(to = "/etc/secret", content = "s", mode = 04600, owner = "70:71"),
                @CopyIn(to = "/etc/owned", content = "ü", owner = "999"),
                @CopyIn(to = "/empty"),
                @CopyIn(to = "/large", from = FOLDER + "/large"),
                @CopyIn(to = "/data/in-volume", content = "v"),
                @CopyIn(to = "/folder", from = FOLDER + "/folder", owner = "5:6"),
                @CopyIn(to = "/tmp", from = FOLDER + "/folder"),
                @CopyIn(to = "/closed", from = FOLDER + "/folder", mode = 0640),
                @CopyIn(to = "/Resource.class", from = "classpath:dev/drydock/junit/CopiedFilesIT.class"),
                @CopyIn(to = "/testing", from = "classpath:/dev/drydock/testing"),
                @CopyIn(to = "/json", from = "classpath:org/assertj/core/util/xml")
            })
    static class FilesTestCase {
        private static String stat(RunningContainer box, String... files) {
            return box.exec("stat", "-c", "%a %u:%g %s %n", String.join(" ", files))
                    .stdoutText();
        }

        private static String sh(RunningContainer box, String line) {
            return box.exec("sh", "-c", line).stdoutText();
        }

        @Test
        void theFirstProcessSeesThem(RunningContainer box) {
            assertThat(box.logs()).isEqualTo("${HOME} is not a placeholder\n");
        }

        @Test
        void foldersAboveAreMade(RunningContainer box) {
            assertThat(stat(box, "/made/for")).startsWith("755 0:0 ");
            assertThat(stat(box, "/made/for/it/text")).startsWith("644 0:0 28 ");
        }

        @Test
        void modeAndOwnerAreAsDeclared(RunningContainer box) {
            assertThat(stat(box, "/etc/secret")).isEqualTo("4600 70:71 1 /etc/secret\n");
            assertThat(stat(box, "/etc/owned")).isEqualTo("644 999:999 2 /etc/owned\n");
            assertThat(stat(box, "/empty")).isEqualTo("644 0:0 0 /empty\n");
            assertThat(stat(box, "/large")).contains(" 0:0 3000000 ");
            assertThat(sh(box, "cat /data/in-volume")).isEqualTo("v");
        }

        @Test
        void aFolderComesWithAllInIt(RunningContainer box) {
            assertThat(stat(box, "/folder")).contains(" 5:6 ");
            assertThat(stat(box, "/folder/inner/run.sh")).startsWith("750 5:6 8 ");
            assertThat(sh(box, "readlink /folder/inner/link; cat /folder/inner/link"))
                    .isEqualTo("other\nother");
            assertThat(sh(box, "/tmp/inner/run.sh || sh /tmp/inner/run.sh")).isEqualTo("run\n");
            // That was there before.
            assertThat(stat(box, "/tmp")).startsWith("1777 0:0 ");
        }

        @Test
        void whoMayReadAFolderMayEnterIt(RunningContainer box) {
            assertThat(stat(box, "/closed/inner")).startsWith("750 0:0 ");
            assertThat(stat(box, "/closed/inner/run.sh")).startsWith("640 0:0 ");
        }

        @Test
        void resourcesComeFromFoldersAndJars(RunningContainer box) {
            assertThat(stat(box, "/Resource.class")).startsWith("644 0:0 ");
            assertThat(sh(box, "head -c 4 /Resource.class | od -An -tx1")).isEqualTo(" ca fe ba be\n");
            assertThat(sh(box, "ls /testing")).contains("LeakCheck.class\n");
            assertThat(stat(box, "/testing")).startsWith("755 0:0 ");
            assertThat(sh(box, "ls /json")).contains("XmlStringPrettyFormatter.class\n");
            assertThat(stat(box, "/json/XmlStringPrettyFormatter.class")).startsWith("644 0:0 ");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sh", "-c", "cat /data/below/a; echo; exec sleep 600"},
            ready = @Ready(log = "volume"),
            readOnly = true,
            volumes = "/data",
            files = @CopyIn(to = "/data/below/a", content = "volume"))
    static class VolumeOfReadOnlyTestCase {
        @Test
        void isCopiedTo(RunningContainer box) {
            assertThat(box.logs()).isEqualTo("volume\n");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            readOnly = true,
            files = @CopyIn(to = "/etc/app/a", content = "s3cret"))
    static class ReadOnlyTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            files = @CopyIn(to = "/etc/passwd/a", content = "s3cret"))
    static class BelowAFileTestCase {
        @Test
        void isNotReached() {}
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"},
            files = {
                @CopyIn(to = "/one", from = "classpath:in-jar/one.txt"),
                @CopyIn(to = "/all", from = "classpath:in-jar", mode = 0600, owner = "7")
            })
    static class OwnLoaderTestCase {
        @Test
        void see(RunningContainer box) {
            assertThat(box.exec(
                                    "sh",
                                    "-c",
                                    "cat /one /all/below/two.txt; stat -c ' %a %u' /all/below/two.txt /all/below")
                            .stdoutText())
                    .isEqualTo("onetwo 600 7\n 700 7\n");
        }
    }

    @Test
    void theyArriveWithModeAndOwner() {
        try (Run run = Run.of(FilesTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("6 ok, 0 failed, 0 aborted");
        }
    }

    @Test
    void aReadOnlyContainerTakesThemInItsVolumesOnly() {
        try (Run run = Run.of(VolumeOfReadOnlyTestCase.class)) {
            assertThat(run.failures()).isEmpty();
        }
        try (Run run = Run.of(ReadOnlyTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContainingAll(
                            "'box' (busybox:1.36) couldn't be started",
                            "files: /etc/app/a can't be copied there, since readOnly = true",
                            "volumes = \"/etc/app\"")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void whereTheyCannotBeTheEngineSaysWhy() {
        try (Run run = Run.of(BelowAFileTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("'box' (busybox:1.36) couldn't be started: files couldn't be copied into it")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void resourcesAreFoundByTheClassLoaderOfTheTests() throws IOException {
        Path jar = Path.of(FOLDER, "in.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String each : new String[] {"in-jar/", "in-jar/below/"}) {
                zip.putNextEntry(new ZipEntry(each));
            }
            entry(zip, "in-jar/one.txt", "one");
            entry(zip, "in-jar/below/two.txt", "two");
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            try (Run run = Run.of(OwnLoaderTestCase.class)) {
                assertThat(run.failures()).isEmpty();
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
