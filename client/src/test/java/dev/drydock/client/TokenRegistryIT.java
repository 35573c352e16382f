package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real engine and a registry with tokens, which expires them and stalls. */
class TokenRegistryIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final List<RegistryCredentials> given = new ArrayList<>(
            List.of(RegistryCredentials.ofIdentityToken("expired"), RegistryCredentials.ofIdentityToken("fresh")));
    private ScriptedRegistry registry;
    private DockerClient client;

    @BeforeEach
    void start() throws IOException {
        assumeFalse(engine.client().isPodman(), "Podman takes plain http from places in its registries.conf only");
        registry = new ScriptedRegistry(engine.labels());
        client = DockerClient.builder()
                .address(engine.client().address())
                .credentials(host -> given.remove(0))
                .build();
    }

    @AfterEach
    void close() {
        if (registry != null) {
            client.close();
            registry.close();
        }
    }

    @Test
    void anExpiredTokenIsChangedForAFreshOne() {
        client.images().pull(registry.image(), progress -> {});

        assertThat(given).isEmpty();
        assertThat(registry.tokens).anyMatch(asked -> asked.contains("refresh_token=expired"));
        assertThat(engine.client()
                        .images()
                        .inspect(registry.image().toString())
                        .config()
                        .labels())
                .containsAllEntriesOf(engine.labels());
    }

    @Test
    void aTokenThatStaysExpiredIsUnauthorized() {
        given.set(1, RegistryCredentials.ofIdentityToken("expired-too"));

        assertThatThrownBy(() -> client.images().pull(registry.image(), progress -> {}))
                .isInstanceOf(UnauthorizedException.class)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("expired-too"));
        assertThat(given).isEmpty();
    }

    @Test
    @Acceptance(
            value = "E-046",
            by = "client.within(Timeouts.DEFAULT.withInactivity(limit)); DockerTimeoutException says which limit")
    void aRegistryThatStallsRunsIntoTheLimit() {
        given.remove(0);
        registry.stalling = true;
        registry.silent = true;
        Timeouts limits = Timeouts.STREAMS.withInactivity(Duration.ofSeconds(2));

        assertThatThrownBy(() -> client.within(limits).images().pull(registry.image(), progress -> {}))
                .isInstanceOfSatisfying(
                        DockerTimeoutException.class,
                        e -> assertThat(e.phase()).isEqualTo(DockerTimeoutException.Phase.INACTIVITY))
                .hasMessageStartingWith("Cannot pull image '" + registry.image() + "': ");
    }

    @Test
    @Acceptance(value = "B-144", by = "ProgressStream.close() gives the pull up")
    void closingThePullGivesItUp() throws InterruptedException {
        given.remove(0);
        registry.stalling = true;

        try (ProgressStream lines = client.images().pull(registry.image())) {
            lines.next();
        }

        assertThat(registry.hungUp.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
