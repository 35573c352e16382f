package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.junit.CommitOnFailure;
import dev.drydock.junit.ContainerStartException;
import dev.drydock.junit.FromDockerfile;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import dev.drydock.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images that are built for a run, and go with it. */
@ExtendWith(LeakCheck.class)
class BuildIT {
    private static final String FOLDER = "target/drydock-build";
    private static final Map<String, String> OWN = Map.of("drydock.session.linger", "0", "drydock.progress", "quiet");

    @BeforeAll
    static void write() throws IOException {
        Path folder = Files.createDirectories(Path.of(FOLDER));
        Files.writeString(folder.resolve("greeting.txt"), "good day\n");
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM busybox:1.36 AS base
                ARG WHO=nobody
                COPY greeting.txt /greeting.txt
                RUN echo "$WHO" >/who.txt
                FROM base AS last
                RUN echo unwanted >/last.txt
                """);
        Files.writeString(folder.resolve("Broken"), "FROM busybox:1.36\nRUN echo the reason is written here; exit 7\n");
    }

    @WithContainer(
            name = "app",
            build = @FromDockerfile(value = FOLDER, args = "WHO=${sys:nobody.sets.this:-somebody}", target = "base"),
            command = {"sleep", "600"})
    static class OneTestCase {
        @Test
        void isBuilt(RunningContainer app, TestReporter reporter) {
            assertThat(app.exec("cat", "/greeting.txt", "/who.txt").stdoutText())
                    .isEqualTo("good day\nsomebody\n");
            assertThat(app.exec("ls", "/last.txt").exitCode()).isNotZero();
            reporter.publishEntry(
                    "image", TestEngine.CLIENT.containers().inspect(app.id()).image());
        }
    }

    static class OtherTestCase extends OneTestCase {}

    @WithContainer(name = "app", build = @FromDockerfile(value = FOLDER, file = "Broken"))
    static class BrokenTestCase {
        @Test
        void isNotReached() {}
    }

    @CommitOnFailure
    @WithContainer(
            name = "app",
            build = @FromDockerfile(FOLDER),
            command = {"sleep", "600"})
    static class FailingTestCase {
        @Test
        void fails() {
            throw new AssertionError("on purpose");
        }
    }

    private static List<String> images() {
        return TestEngine.CLIENT.images().list(Filters.NONE).stream()
                .map(ImageSummary::id)
                .toList();
    }

    @Test
    void aRunHasOneThatGoesWithIt() {
        Run run = Run.with(
                Map.of("drydock.session.linger", "0", "drydock.progress", "plain"),
                OneTestCase.class,
                OtherTestCase.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.stderr().lines().filter(line -> line.contains(FOLDER) && line.endsWith(": building")))
                .hasSize(1);
        assertThat(run.reported("image")).hasSize(2);
        assertThat(run.reported("image").stream().distinct()).hasSize(1);
        assertThat(images()).doesNotContain(run.reported("image").get(0));
    }

    @Test
    void whatTheBuildWroteIsInTheError() {
        Run run = Run.with(OWN, BrokenTestCase.class);

        assertThat(run.failure())
                .isInstanceOf(ContainerStartException.class)
                .hasMessageStartingWith("The image of target/drydock-build/Broken couldn't be built: ")
                .hasMessageContainingAll("The build's output ended with:", "the reason is written here");
    }

    @Test
    void aSnapshotOfItStays() {
        try (Run run = Run.with(OWN, FailingTestCase.class)) {
            String image = run.snapshot().images().get(0).name().toString();
            // Podman's names are whole.
            assertThat(TestEngine.CLIENT.images().inspect(image).repoTags())
                    .contains(TestEngine.CLIENT.isPodman() ? "docker.io/" + image : image);
        }
    }
}
