package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.EngineInfo;
import dev.drydock.client.model.EngineVersion;
import dev.drydock.client.model.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SystemIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @Test
    void theEngineAnswersAPing() {
        engine.client().system().ping();
    }

    @Test
    void theVersionIsTheNewestThatBothSpeak() {
        EngineVersion version = engine.client().system().version();

        ApiVersion newest = ApiVersion.parse(version.apiVersion());
        assertThat(version.version()).isNotBlank();
        assertThat(version.os()).isEqualTo("linux");
        assertThat(version.arch()).isNotBlank();
        assertThat(version.kernelVersion()).isNotBlank();
        assertThat(version.minAPIVersion()).isNotBlank();
        assertThat(version.more()).containsKey("GoVersion");
        assertThat(engine.client().apiVersion())
                .isEqualTo(newest.isAtLeast(ApiVersion.NEWEST) ? ApiVersion.NEWEST : newest);
    }

    @Test
    void theEngineKnowsItself() {
        EngineInfo info = engine.client().system().info();

        assertThat(info.id()).isNotBlank();
        assertThat(info.osType()).isEqualTo("linux");
        assertThat(info.ncpu()).isPositive();
        assertThat(info.memTotal()).isGreaterThan(1_000_000L);
        assertThat(info.driver()).isNotBlank();
        assertThat(info.serverVersion())
                .isEqualTo(engine.client().system().version().version());
        assertThat(info.more()).containsKey("Containers");
    }

    @Test
    void eventsTellWhatHappensToAContainer() {
        try (EventStream events = engine.client().system().events(engine.filter())) {
            String id = engine.run("sh", "-c", "exit 3");

            List<String> actions = new ArrayList<>();
            Event event;
            do {
                event = events.next();
                actions.add(event.action());
                assertThat(event.type()).isIn("container", "network");
            } while (!"die".equals(event.action()));
            assertThat(actions).containsSubsequence("create", "start", "die");
            assertThat(event.actor().id()).isEqualTo(id);
            assertThat(event.actor().attributes())
                    .containsEntry("exitCode", "3")
                    .containsKey("image");
            assertThat(event.timeNano()).isPositive();
        }
    }

    @Test
    void aPinnedVersionIsSpoken() {
        ApiVersion oldest = ApiVersion.OLDEST;
        try (DockerClient pinned = DockerClient.builder()
                .address(engine.client().address())
                .apiVersion(oldest)
                .build()) {
            assertThat(pinned.system().version().version()).isNotBlank();
            assertThat(pinned.apiVersion()).isEqualTo(oldest);
        }
    }
}
