package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.client.Archives;
import dev.drydock.client.DockerProtocolException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Archives of a container's files. The input is the archive. */
class TarFuzz {
    @FuzzTest
    void rebase(byte[] archive) throws IOException {
        byte[] copy = Allocation.bounded(archive.length, () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                Archives.rebase(new ByteArrayInputStream(archive), out, "data");
                return out.toByteArray();
            } catch (IOException | DockerProtocolException e) {
                return new byte[0];
            }
        });
        TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(copy), "UTF-8");
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            inside(entry.getName());
            if (entry.isLink()) {
                inside(entry.getLinkName());
            }
        }
    }

    private static void inside(String name) {
        assertThat(name).matches("(?s)data(/.*)?");
        assertThat(name.split("/", -1)).doesNotContain("..");
    }
}
