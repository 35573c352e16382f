package dev.drydock.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of volumes that a killed process has left goes; that of others stays. */
class SpooledDataTests {
    @TempDir
    private Path temporary;

    private Path folder(String name, String maker) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        Files.writeString(folder.resolve("maker"), maker);
        Files.writeString(folder.resolve("volume1.tar"), "data");
        return folder;
    }

    @Test
    void aFolderSaysWhoMakesTheSnapshot() throws IOException {
        Path folder = SpooledData.folder("somebody");

        assertThat(folder.getFileName().toString()).startsWith("drydock-snapshot");
        assertThat(folder.resolve("maker")).hasContent("somebody");
        SpooledData.delete(folder);
        assertThat(folder).doesNotExist();
    }

    @Test
    void onlyThatOfTheDeadIsRemoved() throws IOException {
        Path dead = folder("drydock-snapshot1", "dead");
        Path living = folder("drydock-snapshot2", "living");
        Path others = folder("mine", "dead");
        Path nobodys = Files.createDirectory(temporary.resolve("drydock-snapshot3"));

        SpooledData.remove(temporary, (maker, made) -> maker.equals("dead"));

        assertThat(dead).doesNotExist();
        assertThat(living.resolve("volume1.tar")).exists();
        assertThat(others).exists();
        assertThat(nobodys).exists();
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path elsewhere = folder("elsewhere", "dead");
        Files.createSymbolicLink(temporary.resolve("drydock-snapshot1"), elsewhere);
        Path folder = folder("drydock-snapshot2", "dead");
        Files.createSymbolicLink(folder.resolve("volume2.tar"), elsewhere.resolve("volume1.tar"));

        SpooledData.remove(temporary, (maker, made) -> maker.equals("dead"));

        assertThat(elsewhere.resolve("volume1.tar")).exists();
        assertThat(folder).doesNotExist();
    }

    @Test
    void aParentThatIsNotThereIsNoFailure() {
        SpooledData.remove(temporary.resolve("none"), (maker, made) -> true);
    }
}
