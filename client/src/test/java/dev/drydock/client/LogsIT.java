package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
        assertThat(logs(id, new LogOptions(false, true, false, false, -1), OutputFrame.Source.STDOUT))
                .isEmpty();
        assertThat(logs(id, new LogOptions(true, false, false, true, -1), OutputFrame.Source.STDOUT))
                .matches("(?s)20\\S+Z out\n20\\S+Z größer\n");
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
        assertThatThrownBy(() -> engine.containers().logs(engine.name("none"), LogOptions.ALL))
                .isInstanceOf(NotFoundException.class);
    }
}
