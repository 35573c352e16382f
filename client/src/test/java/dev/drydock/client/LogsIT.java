package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("compat")
class LogsIT {
    private static final String BOTH = "echo out; echo err >&2; echo größer";

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private String logs(String container, LogOptions options, OutputFrame.Source source) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (OutputFrames frames = engine.containers().logs(container, options)) {
            frames.forEachRemaining(frame -> {
                if (frame.source() == source) {
                    bytes.writeBytes(frame.bytes());
                }
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void stdoutAndStderrAreToldApart() {
        String id = engine.run("sh", "-c", BOTH);

        assertThat(logs(id, LogOptions.ALL, OutputFrame.Source.STDOUT)).isEqualTo("out\ngrößer\n");
        assertThat(logs(id, LogOptions.ALL, OutputFrame.Source.STDERR)).isEqualTo("err\n");
    }

    @Test
    void aTerminalsOutputIsAllStdout() {
        String id = engine.start(engine.busybox("sh", "-c", BOTH).option("Tty", true));
        engine.containers().waitUntilStopped(id);

        assertThat(logs(id, LogOptions.ALL, OutputFrame.Source.STDOUT)).isEqualTo("out\r\nerr\r\ngrößer\r\n");
    }

    @Test
    void onlyWhatIsAskedForComes() {
        String id = engine.run("sh", "-c", "echo out; echo größer");

        assertThat(logs(id, LogOptions.last(1), OutputFrame.Source.STDOUT)).isEqualTo("größer\n");
        assertThat(logs(id, LogOptions.last(0), OutputFrame.Source.STDOUT)).isEmpty();
        assertThat(logs(id, LogOptions.ALL.stderrOnly(), OutputFrame.Source.STDOUT))
                .isEmpty();
        assertThat(logs(id, LogOptions.ALL.stdoutOnly().withTimestamps(), OutputFrame.Source.STDOUT))
                .matches("(?s)20\\S+Z out\n20\\S+Z größer\n");
    }

    @Test
    @Acceptance(value = "B-104", by = "containers().logs(id, options), with until, too, and moments to the nanosecond")
    void aPartOfThemHasABeginningAndAnEnd() {
        String id = engine.run("sh", "-c", "for i in 1 2 3 4; do echo line $i; sleep 0.1; done");
        List<Instant> times = new ArrayList<>();
        try (OutputFrames frames = engine.containers().logs(id, LogOptions.ALL.withTimestamps())) {
            frames.lines()
                    .forEach(line -> times.add(OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                            .toInstant()));
        }
        assertThat(times).hasSize(4);
        Instant afterOne = times.get(0).plusNanos(1);
        Instant beforeFour = times.get(3).minusNanos(1);

        if (!engine.client().isPodman()) {
            // Podman 4 counts whole seconds here.
            assertThat(logs(id, LogOptions.ALL.withSince(afterOne), OutputFrame.Source.STDOUT))
                    .isEqualTo("line 2\nline 3\nline 4\n");
            assertThat(logs(id, LogOptions.ALL.withUntil(beforeFour), OutputFrame.Source.STDOUT))
                    .isEqualTo("line 1\nline 2\nline 3\n");
            assertThat(logs(id, LogOptions.ALL.withSince(afterOne).withUntil(beforeFour), OutputFrame.Source.STDOUT))
                    .isEqualTo("line 2\nline 3\n");
        }
        assertThat(logs(id, LogOptions.ALL.withSince(afterOne.plusSeconds(3600)), OutputFrame.Source.STDOUT))
                .isEmpty();
        assertThat(logs(id, LogOptions.last(2), OutputFrame.Source.STDOUT)).isEqualTo("line 3\nline 4\n");
    }

    @Test
    @Acceptance(value = "D-021", by = "containers().logs(id, LogOptions.FOLLOW).lines()")
    void linesComeOneByOneWhileTheyAreWritten() {
        String id =
                engine.start(engine.busybox("sh", "-c", "echo größer; printf 'in '; printf 'pieces\\n'; sleep 1000"));
        try (Stream<String> lines =
                engine.containers().logs(id, LogOptions.FOLLOW).lines()) {
            Iterator<String> each = lines.iterator();

            assertThat(each.next()).isEqualTo("größer");
            assertThat(each.next()).isEqualTo("in pieces");
            engine.containers().kill(id, "KILL");
            assertThat(each.hasNext()).isFalse();
        }
    }

    @Test
    void followedLogsEndWithTheContainer() {
        String id = engine.start(engine.busybox("sh", "-c", "for i in 1 2 3; do echo $i; done; sleep 1000"));
        try (OutputFrames logs = engine.containers().logs(id, LogOptions.FOLLOW)) {
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("3\n")) {
                text.append(logs.next().text());
            }
            assertThat(text).hasToString("1\n2\n3\n");

            engine.containers().kill(id, "KILL");

            assertThat(logs.hasNext()).isFalse();
        }
    }

    @Test
    void muchOutputComesWhole() {
        String id = engine.run("sh", "-c", "seq 1 100000");

        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 100_000; i++) {
            expected.append(i).append('\n');
        }
        assertThat(logs(id, LogOptions.ALL, OutputFrame.Source.STDOUT)).isEqualTo(expected.toString());
    }

    @Test
    void closingEndsTheFollowingWithoutAnError() throws Exception {
        String id = engine.start(engine.busybox("sh", "-c", "echo ready; sleep 1000"));
        OutputFrames logs = engine.containers().logs(id, LogOptions.FOLLOW);
        assertThat(logs.next().text()).isEqualTo("ready\n");
        CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(logs::hasNext);

        logs.close();

        assertThat(more.get(20, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void onlyWhatIsThereHasLogs() {
        String none = engine.name("none");

        assertThatThrownBy(() -> engine.containers().logs(none, LogOptions.ALL))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot read the logs of container '" + none + "': ");
        assertThatThrownBy(() -> engine.containers().attach(none, AttachOptions.ALL))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot attach to container '" + none + "': ");
    }
}
