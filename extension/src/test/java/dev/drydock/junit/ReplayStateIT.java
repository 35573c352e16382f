package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.Snapshots;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import dev.drydock.testing.TestImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a test that is run again finds of folders of the machine, of memory, of a port of its own, and of secrets. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class ReplayStateIT {
    /** What the fixtures saw. */
    static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    private static final String BOUND = "target/replay-state-it";
    private static final int PORT = 21734;

    @TempDir
    private Path temporary;

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    /** Writes where it could write at the failure, and tells what was there. */
    @CommitOnFailure(binds = true, tmpfs = true)
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            network = "none",
            binds = BOUND + ":/bound",
            tmpfs = "/memory:size=1m",
            command = {"sleep", "600"})
    @WithContainer(
            name = "unwritable",
            image = "busybox:1.36",
            network = "none",
            readOnly = true,
            tmpfs = "/memory:size=1m",
            command = {"sleep", "600"})
    static class MountsTestCase {
        private static final String LOOK = "cd / && cat memory/file && stat -c '%n %u:%g %a' memory memory/file";
        private static final String WRITE = "echo test >>/memory/file && chown 6:7 /memory/file"
                + " && chmod 640 /memory/file && chown 8:9 /memory && chmod 1771 /memory";

        @Test
        void fails(RunningContainer box, RunningContainer unwritable) {
            SEEN.add(ReplayIT.sh(box, LOOK + " && cat bound/file && stat -c '%n %u:%g %a' bound/file"));
            SEEN.add(ReplayIT.sh(unwritable, LOOK));
            assertThat(ReplayIT.sh(box, WRITE)).isEmpty();
            assertThat(ReplayIT.sh(unwritable, WRITE)).isEmpty();
            assertThat(ReplayIT.sh(box, "echo test >>/bound/file && chown 4:5 /bound/file && chmod 606 /bound/file"))
                    .isEmpty();
            fail("on purpose");
        }
    }

    @Test
    void whatWasKeptOfTheMachineAndOfMemoryIsThere() throws IOException {
        Path file = Files.createDirectories(Path.of(BOUND)).resolve("file");
        Files.writeString(file, "");
        try (Run run = Run.of(MountsTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            SEEN.clear();
            Files.writeString(file, "of today\n");
            try (Run again = Run.with(Map.of("drydock.replay", run.snapshot().id()), MountsTestCase.class)) {
                assertThat(again.failure()).hasMessage("on purpose");
                assertThat(SEEN)
                        .containsExactly(
                                "test\nmemory 8:9 1771\nmemory/file 6:7 640\ntest\nbound/file 4:5 606",
                                "test\nmemory 8:9 1771\nmemory/file 6:7 640");
                assertThat(file).hasContent("of today");
            }
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            publish = PORT + ":80",
            command = {"httpd", "-f", "-p", "80"})
    static class FixedPortTestCase {
        @Test
        void fails(RunningContainer web) {
            SEEN.add("port " + web.port(80));
            fail("on purpose");
        }
    }

    @Test
    void aFixedPortThatSomebodyHasIsSaidAndNothingIsLeft() throws IOException {
        try (Run run = Run.of(FixedPortTestCase.class)) {
            assertThat(run.failure()).hasMessage("on purpose");
            Snapshot snapshot = run.snapshot();
            Map<String, String> replay = Map.of("drydock.replay", snapshot.id());
            try (ServerSocket taken = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress());
                    Run again = Run.with(replay, FixedPortTestCase.class)) {
                assertThat(taken.isBound()).isTrue();
                assertThat(again.failure())
                        .isInstanceOf(ContainerStartException.class)
                        .hasMessageContaining("Container 'web' (busybox:1.36) couldn't be started: port " + PORT
                                + " of this machine, which publish = \"" + PORT + ":80\" asks for, is taken by another"
                                + " program. Free it, or leave it out for a free port that Drydock picks.");
            }
            try (Run free = Run.with(replay, FixedPortTestCase.class)) {
                assertThat(free.failure()).hasMessage("on purpose");
            }
            assertThat(SEEN).containsExactly("port " + PORT, "port " + PORT);
        }
    }

    /** The first value is in the declaration, the second is made up, the third is in the image. */
    @CommitOnFailure
    @WithContainer(
            name = "given",
            image = "busybox:1.36",
            network = "none",
            env = "API_TOKEN=declared",
            command = {"sleep", "600"})
    static class DeclaredSecretTestCase {
        @Test
        void fails(RunningContainer given) {
            SEEN.add(ReplayIT.sh(given, "echo $API_TOKEN"));
            fail("on purpose");
        }
    }

    @CommitOnFailure
    @WithContainer(
            name = "made-up",
            image = "busybox:1.36",
            network = "none",
            env = "URL=redis://:${random:pw}@cache",
            command = {"sleep", "600"})
    static class MadeUpSecretTestCase {
        @Test
        void fails() {
            SEEN.add("started");
            fail("on purpose");
        }
    }

    private static final String IMAGE = "drydock-test/replay-state:1";

    @CommitOnFailure
    @WithContainer(
            name = "built-in",
            image = IMAGE,
            network = "none",
            command = {"sleep", "600"})
    static class SecretOfTheImageTestCase {
        @Test
        void fails() {
            SEEN.add("started");
            fail("on purpose");
        }
    }

    /** As on the machine of a colleague, who has got it without its secrets. */
    private Snapshot withoutSecrets(Run run) {
        Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
        Snapshot snapshot = run.snapshot();
        Path folder = temporary.resolve(snapshot.id());
        snapshots.export(snapshot, folder, true, bytes -> {});
        snapshots.remove(snapshot);
        return snapshots.importFrom(folder, bytes -> {});
    }

    @Test
    void aSecretThatTheTestDeclaresIsThereAllTheSame() {
        try (Run run = Run.of(DeclaredSecretTestCase.class);
                Run again =
                        Run.with(Map.of("drydock.replay", withoutSecrets(run).id()), DeclaredSecretTestCase.class)) {
            assertThat(again.failure()).hasMessage("on purpose");
            assertThat(SEEN).containsExactly("declared", "declared");
        }
    }

    @Test
    void oneThatWasMadeUpIsAskedFor() {
        try (Run run = Run.of(MadeUpSecretTestCase.class);
                Run again =
                        Run.with(Map.of("drydock.replay", withoutSecrets(run).id()), MadeUpSecretTestCase.class)) {
            assertThat(again.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining("the value of URL was taken out of the snapshot, and"
                            + " env = \"URL=redis://:${random:pw}@cache\" would make up another one. Declare the value that"
                            + " its data was made with.");
            assertThat(SEEN).containsExactly("started");
        }
    }

    @Test
    void oneThatTheImageHadIsAskedFor() throws IOException {
        try (TestImage image = new TestImage(IMAGE, "busybox:1.36", "ENV SERVICE_PASSWORD=of-the-image");
                Run run = Run.of(SecretOfTheImageTestCase.class);
                Run again =
                        Run.with(Map.of("drydock.replay", withoutSecrets(run).id()), SecretOfTheImageTestCase.class)) {
            assertThat(image.toString()).isEqualTo(IMAGE);
            assertThat(again.failure())
                    .isInstanceOf(ContainerStartException.class)
                    .hasMessageContaining(
                            "the value of SERVICE_PASSWORD was taken out of the snapshot. Declare it: env ="
                                    + " \"SERVICE_PASSWORD=…\".");
            assertThat(List.copyOf(SEEN)).containsExactly("started");
        }
    }
}
