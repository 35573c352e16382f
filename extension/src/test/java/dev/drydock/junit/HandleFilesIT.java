package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.FileChange;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of a container. */
@ExtendWith(LeakCheck.class)
class HandleFilesIT {
    @Box
    static class FilesTestCase {
        @Test
        void areWrittenAndRead(RunningContainer box) {
            box.files().write("/tmp/text", "grün\n");
            box.files().write("/tmp/bytes", new byte[] {0, 1, -1});

            assertThat(box.exec("cat", "/tmp/text").stdoutText()).isEqualTo("grün\n");
            assertThat(box.exec(ContainerCommand.of("cat", "/tmp/text").withUser("1234"))
                            .exitCode())
                    .isZero();
            assertThat(box.files().read("/tmp/text")).isEqualTo("grün\n");
            assertThat(box.files().readBytes("/tmp/bytes")).containsExactly(0, 1, -1);
            box.files().write("/tmp/text", "other");
            assertThat(box.files().read("/tmp/text")).isEqualTo("other");
        }

        @Test
        void areCopiedWithTheirFolders(RunningContainer box, @TempDir Path here) throws IOException {
            Files.createDirectories(here.resolve("in/below"));
            Files.writeString(here.resolve("in/below/file"), "content");

            box.files().copyIn(here.resolve("in"), "/tmp");
            box.files().copyOut("/tmp/in", here.resolve("out"));

            assertThat(here.resolve("out/below/file")).hasContent("content");
        }

        @Test
        void areLookedAt(RunningContainer box) {
            assertThat(box.files().exists("/bin/sh")).isTrue();
            assertThat(box.files().exists("/bin/none")).isFalse();
            assertThat(box.files().stat("/tmp").orElseThrow().isDirectory()).isTrue();
            box.exec("touch", "/changed");
            assertThat(box.files().changes())
                    .anyMatch(each -> each.path().equals("/changed") && each.type() == FileChange.Type.ADDED);
        }

        @Test
        void mistakesAreTold(RunningContainer box, @TempDir Path here) {
            assertThatThrownBy(() -> box.files().read("/none"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("/none");
            assertThatThrownBy(() -> box.files().read("/tmp"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot read '/tmp' of container 'box' (busybox:1.36): it is a folder.");
            assertThatThrownBy(() -> box.files().write("/tmp/", "text")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> box.files().write("/tmp", "text"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot write '/tmp' in container 'box' (busybox:1.36): it is a folder.");
            assertThatThrownBy(() -> box.files().write("/none/file", "text"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("/none");
            assertThatThrownBy(() -> box.files().copyIn(here.resolve("none"), "/tmp"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void files() {
        try (Run run = Run.of(FilesTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("4 ok, 0 failed, 0 aborted");
        }
    }
}
