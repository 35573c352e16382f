package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.VolumeDetails;
import dev.drydock.testing.Fork;
import dev.drydock.testing.OwnEngine;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A snapshot is being taken when the engine's disk is full, or the engine is killed: no hang, the test's own failure stays
 * what it is and says why there is no snapshot, and nothing half-made stays. Each on an engine of its own.
 */
@Tag("hard")
class HardFailuresIT {
    private static final String MEGABYTES = "TEST_MEGABYTES";

    /** Has so much data in a volume and in its own files, and fails. */
    @CommitOnFailure
    @WithContainer(
            name = "data",
            image = "busybox:1.36",
            volumes = "/data",
            command = {"sleep", "600"})
    static class FailingTestCase {
        @Test
        void fails(RunningContainer data) {
            for (String each : List.of("/data/file", "/file")) {
                String fill = "head -c " + System.getenv(MEGABYTES) + "000000 /dev/urandom >" + each;
                assertThat(data.exec("sh", "-c", fill).exitCode()).isZero();
            }
            System.out.println("[fixture] " + data.id());
            fail("the test's own failure");
        }

        @AfterEach
        void look(RunningContainer data) {
            try {
                System.out.println("[after] " + data.exec("echo", "goes on").stdoutText());
            } catch (DockerException e) {
                System.out.println("[after] no engine");
            }
        }
    }

    @WithContainer(
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class NextTestCase {
        @Test
        void passes() {}
    }

    private static Fork fork(OwnEngine engine, int megabytes, Class<?> fixture) {
        return Fork.with(Map.of("DOCKER_HOST", engine.address(), MEGABYTES, "" + megabytes), fixture);
    }

    /** All but images with a name that were pulled. */
    private static List<String> left(OwnEngine engine) {
        List<String> left = new ArrayList<>();
        for (ContainerSummary each : engine.client().containers().list(Filters.NONE)) {
            left.add("container " + each.names() + " " + each.state() + " " + each.labels());
        }
        for (VolumeDetails each : engine.client().volumes().list(Filters.NONE)) {
            left.add("volume " + each.name());
        }
        for (ImageSummary each : engine.client().images().list(Filters.NONE)) {
            if (each.repoTags().stream().noneMatch(tag -> tag.endsWith("busybox:1.36"))) {
                left.add("image " + each.repoTags() + " " + each.labels());
            }
        }
        return left;
    }

    private static void assertThatTheFailureIsIntact(String output) {
        assertThat(output)
                .contains(
                        "[fork] fails(RunningContainer) FAILED\norg.opentest4j.AssertionFailedError: the test's own failure")
                .contains("Suppressed: dev.drydock.junit.SnapshotNotice: ")
                .contains("FailingTestCase.fails couldn't be kept: ")
                .contains("[fork] through");
    }

    @Test
    void aFullDisk() throws IOException, InterruptedException {
        try (OwnEngine engine = OwnEngine.withDisk(220);
                Fork fork = fork(engine, 40, FailingTestCase.class)) {
            String output = fork.toEnd();

            assertThatTheFailureIsIntact(output);
            assertThat(output).contains("no space left on device").contains("[after] goes on");
            assertThat(left(engine)).isEmpty();
            File disk = engine.data().toFile();
            assertThat(disk.getUsableSpace()).as("bytes free").isGreaterThan(150_000_000);
        }
    }

    @Test
    void anEngineKilledInTheMiddleOfACommit() throws IOException, InterruptedException {
        killed(engine -> engine.client().containers().list(Filters.NONE).stream()
                .anyMatch(each -> "paused".equals(each.state())));
    }

    @Test
    void anEngineKilledInTheMiddleOfABuild() throws IOException, InterruptedException {
        // Where the context is unpacked.
        killed(engine -> {
            String[] building =
                    engine.data().resolve("tmp").toFile().list((folder, name) -> name.startsWith("docker-builder"));
            return building != null && building.length > 0;
        });
    }

    private interface Moment {
        boolean isThere(OwnEngine engine);
    }

    private static void killed(Moment moment) throws IOException, InterruptedException {
        try (OwnEngine engine = OwnEngine.start();
                Fork fork = fork(engine, 150, FailingTestCase.class)) {
            fork.await("[fixture] ");
            OwnEngine.await("It didn't come so far", () -> moment.isThere(engine));
            engine.kill();

            String output = fork.toEnd();
            assertThatTheFailureIsIntact(output);
            assertThat(output).contains("[after] no engine");

            engine.startAgain();
            try (Fork next = fork(engine, 0, NextTestCase.class)) {
                assertThat(next.toEnd()).contains("[fork] passes() SUCCESSFUL", "[fork] through");
            }
            OwnEngine.await("This is left: " + left(engine), () -> left(engine).isEmpty());
        }
    }
}
