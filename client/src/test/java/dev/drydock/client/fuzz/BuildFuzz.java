package dev.drydock.client.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.drydock.client.internal.build.BuildTrace;
import dev.drydock.client.internal.build.DockerIgnore;
import dev.drydock.client.model.Progress;
import java.util.List;

/** What a build reads: {@code .dockerignore}, and the records of BuildKit. */
class BuildFuzz {
    @FuzzTest
    void dockerignore(byte[] file) {
        try {
            DockerIgnore ignore = DockerIgnore.parse(file, ".dockerignore");
            DockerIgnore.Verdict folder = ignore.verdict("src", null);
            DockerIgnore.Verdict below = ignore.verdict("src/größe.txt", folder);
            if (folder.excluded() && !below.excluded()) {
                assertThat(ignore.mayBringBackBelow("src")).isTrue();
            }
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s)Line [0-9]+ of .dockerignore, '.*', can't be read: .*\\.");
        }
    }

    @FuzzTest
    void trace(byte[] record) throws Exception {
        String once = Allocation.bounded(record.length, () -> read(record));
        assertThat(read(record)).isEqualTo(once);
    }

    private static String read(byte[] record) {
        try {
            List<Progress> lines = new BuildTrace().read(record);
            return lines.toString();
        } catch (IllegalArgumentException e) {
            return "refused";
        }
    }
}
