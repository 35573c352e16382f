package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.EnsuredContainer;
import dev.drydock.client.model.EnsuredContainer.Action;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people want of containers in one go, with the real engine. */
@Tag("long")
class RunIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    private List<ContainerSummary> mine() {
        return containers.list(engine.filter());
    }

    @Test
    void aRunGivesExitCodeAndBothOutputsAndLeavesNothing() {
        ExecResult result =
                containers.run(engine.busybox("sh", "-c", "echo first; echo err >&2; seq 1 20000; echo last; exit 7")
                        .build());

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.stdoutText())
                .startsWith("first\n1\n")
                .endsWith("\n20000\nlast\n")
                .hasLineCount(20002);
        assertThat(result.stderrText()).isEqualTo("err\n");
        assertThat(mine()).isEmpty();
    }

    @Test
    void aRunReadsItsInputToTheEnd() {
        byte[] input = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);

        ExecResult result = containers.run(engine.busybox("wc", "-c").build(), new ByteArrayInputStream(input));

        assertThat(result.stdoutText().strip()).isEqualTo("300000");
        assertThat(mine()).isEmpty();
    }

    @Test
    void aShortRunLosesNothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(containers.run(engine.busybox("echo", "short").build()).stdoutText())
                    .isEqualTo("short\n");
        }
    }

    @Test
    void whatTheEngineWouldRemoveHasAnExitCodeToo() {
        assertThat(containers
                        .run(engine.busybox("sh", "-c", "exit 3")
                                .autoRemove(true)
                                .build())
                        .exitCode())
                .isEqualTo(3);
        assertThat(mine()).isEmpty();
    }

    @Test
    void aRunThatCannotBeStartedLeavesNothing() {
        assertThatThrownBy(
                        () -> containers.run(engine.busybox("/no/such/program").build()))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("/no/such/program");
        assertThat(mine()).isEmpty();
    }

    @Test
    void aRunWhoseInputFailsLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("no disk");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("no disk");
            }
        };

        assertThatThrownBy(() -> containers.run(engine.busybox("cat").build(), broken))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("its input couldn't be read")
                .hasMessageContaining("no disk");
        assertThat(mine()).isEmpty();
    }

    @Test
    void aRunThatIsCancelledLeavesNothing() throws InterruptedException {
        CompletableFuture<ExecResult> run = engine.client()
                .async(client ->
                        client.containers().run(engine.busybox("sleep", "1000").build()));
        while (mine().stream().noneMatch(each -> "running".equals(each.state()))) {
            assertThat(run).isNotDone();
            Thread.sleep(10);
        }

        run.cancel(true);

        while (!mine().isEmpty()) {
            Thread.sleep(10);
        }
    }

    @Test
    void aRunWithoutTimeLeftLeavesNothing() {
        DockerClient hurried = engine.client().within(Timeouts.DEFAULT.withCall(Duration.ofSeconds(2)));

        assertThatThrownBy(() ->
                        hurried.containers().run(engine.busybox("sleep", "1000").build()))
                .isInstanceOf(DockerTimeoutException.class);
        assertThat(mine()).isEmpty();
    }

    /** Also when the time is over in the middle of the creation, or while the rest is cleared up. */
    @ParameterizedTest
    @ValueSource(ints = {5, 20, 35, 45, 60, 100, 150, 250, 400})
    void whenTheTimeIsOverAnywhereNothingIsLeft(int millis) {
        DockerClient hurried = engine.client().within(Timeouts.DEFAULT.withCall(Duration.ofMillis(millis)));
        try {
            hurried.containers().run(engine.busybox("sleep", "1000").build());
            throw new AssertionError("it came to an end");
        } catch (DockerTimeoutException e) {
            assertThat(mine()).isEmpty();
        }
    }

    /** Where one who ensures it runs out of time, others keep what they were given. */
    @Test
    void whoRunsOutOfTimeTakesNothingFromOthers() {
        for (int millis : List.of(60, 100, 140, 180, 220, 260, 300)) {
            ContainerSpec spec =
                    engine.busybox("sleep", "1000").name(engine.name("shared")).build();
            CompletableFuture<?> hurried = engine.client()
                    .async(client -> client.within(Timeouts.DEFAULT.withCall(Duration.ofMillis(millis)))
                            .containers()
                            .ensure(spec));
            EnsuredContainer mine = containers.ensure(spec);
            hurried.handle((result, failure) -> failure).join();

            assertThat(containers.inspect(mine.id()).state().running()).isTrue();
            containers.remove(mine.id());
        }
    }

    @Test
    void whatWouldNotEndIsNotRun() {
        assertThatThrownBy(() -> containers.run(
                        engine.busybox("true").restart(RestartPolicy.ALWAYS).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'always'");
        assertThat(containers
                        .run(engine.busybox("true").restart(RestartPolicy.NO).build())
                        .exitCode())
                .isZero();
    }

    @Test
    @Acceptance(
            value = {"A-030", "A-031", "A-032", "A-033", "A-034"},
            by = "containers().ensure(spec) → id and created, started or already running")
    void aContainerIsEnsuredWhateverThereIs() {
        String name = engine.name("ensured");
        ContainerSpec spec = engine.busybox("sleep", "1000").name(name).build();

        EnsuredContainer created = containers.ensure(spec);
        EnsuredContainer again = containers.ensure(spec);
        containers.stop(name, Duration.ZERO);
        EnsuredContainer started = containers.ensure(spec);
        containers.pause(name);
        EnsuredContainer unpaused = containers.ensure(spec);

        assertThat(List.of(created, again, started, unpaused))
                .extracting(EnsuredContainer::action)
                .containsExactly(Action.CREATED, Action.ALREADY_RUNNING, Action.STARTED, Action.STARTED);
        assertThat(List.of(again.id(), started.id(), unpaused.id())).containsOnly(created.id());
        assertThat(containers.inspect(name).state().running()).isTrue();
        assertThat(containers.inspect(name).state().paused()).isFalse();
    }

    @Test
    @Acceptance(value = "A-035", by = "containers().ensure(spec), by exactly that name, stopped ones included")
    void onlyTheExactNameCounts() {
        String name = engine.name("exact.name");
        String longer = engine.create(engine.busybox("sleep", "1000").name(name + ".2"));
        String other = engine.create(engine.busybox("sleep", "1000").name(name.replace('.', 'x')));
        String stopped = engine.create(engine.busybox("sleep", "1000").name(name));

        EnsuredContainer found =
                containers.ensure(engine.busybox("sleep", "1000").name(name).build());

        assertThat(found)
                .isEqualTo(new EnsuredContainer(stopped, Action.STARTED))
                .extracting("id")
                .isNotIn(longer, other);
        // The beginning of an id isn't a name either.
        String prefix = longer.substring(0, 12);
        EnsuredContainer named =
                containers.ensure(engine.busybox("sleep", "1000").name(prefix).build());
        assertThat(named.action()).isEqualTo(Action.CREATED);
        assertThat(named.id()).isNotEqualTo(longer);
    }

    @Test
    void severalWhoEnsureTheSameGetTheSame() {
        ContainerSpec spec =
                engine.busybox("sleep", "1000").name(engine.name("race")).build();
        List<CompletableFuture<EnsuredContainer>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(engine.client().async(client -> client.containers().ensure(spec)));
        }

        List<EnsuredContainer> ensured =
                all.stream().map(CompletableFuture::join).toList();

        assertThat(ensured)
                .extracting(EnsuredContainer::id)
                .containsOnly(ensured.get(0).id());
        assertThat(ensured).filteredOn(each -> each.action() == Action.CREATED).hasSize(1);
    }

    @Test
    void whatCannotBeEnsuredIsSaidAndRemoved() {
        assertThatThrownBy(() -> containers.ensure(engine.busybox("true").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ContainerSpec.Builder.name");
        assertThatThrownBy(() -> containers.ensure(engine.busybox("/no/such")
                        .name(engine.name("unstartable"))
                        .build()))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("/no/such");
        assertThat(mine()).isEmpty();
        assertThatThrownBy(() -> containers.ensure(ContainerSpec.of("drydock-test/none:1")
                        .name(engine.name("imageless"))
                        .build()))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(value = "A-036", by = "containers().stopIfRunning(name, grace) → false where there is nothing to stop")
    void whatIsNotThereOrDoesNotRunNeedNotBeStopped() {
        String name = engine.name("stopped");
        assertThat(containers.stopIfRunning(name, Duration.ZERO)).isFalse();
        engine.start(engine.busybox("sleep", "1000").name(name));

        assertThat(containers.stopIfRunning(name, Duration.ZERO)).isTrue();
        assertThat(containers.stopIfRunning(name, Duration.ZERO)).isFalse();
    }

    @Test
    @Acceptance(
            value = {"A-038", "A-039"},
            by =
                    "containers().removeIfPresent(name) → false where there is none; kills and takes anonymous volumes along, as remove(name) does")
    void whatIsNotThereNeedNotBeRemoved() {
        String name = engine.name("removed");
        assertThat(containers.removeIfPresent(name)).isFalse();
        engine.start(engine.busybox("sleep", "1000").name(name).volumes("/data"));
        String volume = containers.inspect(name).mounts().get(0).name();

        assertThat(containers.removeIfPresent(name)).isTrue();

        assertThat(containers.removeIfPresent(name)).isFalse();
        assertThatThrownBy(() -> engine.client().volumes().inspect(volume)).isInstanceOf(NotFoundException.class);
    }
}
