package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.model.ObjectVersion;
import dev.drydock.client.model.SecretDetails;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an engine says that has no swarm: Podman, and a Docker engine that is in none. */
class NoSwarmIT {
    private static final List<Consumer<DockerClient>> SWARM = List.of(
            c -> c.swarm().inspect(),
            c -> c.swarm().unlockKey(),
            c -> c.services().list(Filters.NONE),
            c -> c.services().listWithStatus(Filters.NONE),
            c -> c.services().inspect("x"),
            c -> c.services().create(ServiceSpec.of("busybox").name("x").build()),
            c -> c.services()
                    .update("x", ObjectVersion.of(1), ServiceSpec.of("busybox").build()),
            c -> c.services().logs("x", LogOptions.ALL),
            c -> c.services().remove("x"),
            c -> c.tasks().list(Filters.NONE),
            c -> c.tasks().inspect("x"),
            c -> c.tasks().logs("x", LogOptions.ALL),
            c -> c.nodes().list(Filters.NONE),
            c -> c.nodes().inspect("self"),
            c -> c.nodes().remove("x", true),
            c -> c.configs().list(Filters.NONE),
            c -> c.configs().create(ConfigSpec.of("x", new byte[0])),
            c -> c.configs().remove("x"));

    private static final List<Consumer<DockerClient>> PLUGINS = List.of(
            c -> c.plugins().list(Filters.NONE),
            c -> c.plugins().inspect("x"),
            c -> c.plugins().privileges(ImageReference.parse("x")),
            c -> c.plugins().install(ImageReference.parse("x"), List.of(), progress -> {}),
            c -> c.plugins().create("x", InputStream.nullInputStream()),
            c -> c.plugins().remove("x", true));

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @Test
    void podmanHasNoSwarmAndNoPlugins() {
        assumeTrue(engine.client().isPodman());

        assertThat(SWARM)
                .hasSizeGreaterThan(10)
                .allSatisfy(call -> assertThatThrownBy(() -> call.accept(engine.client()))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageMatching(
                                "Cannot .*: swarm mode needs Docker, and the engine at \\S+ is Podman with API"
                                        + " \\S+\\. Do without it, or use another engine\\."));
        assertThat(PLUGINS)
                .allSatisfy(call -> assertThatThrownBy(() -> call.accept(engine.client()))
                        .isInstanceOf(UnsupportedByEngineException.class)
                        .hasMessageContaining(": the use of plugins needs Docker, and "));
        assertThatThrownBy(() -> engine.client().swarm().init(SwarmInitOptions.on("127.0.0.1")))
                .isInstanceOf(UnsupportedByEngineException.class);
        assertThatThrownBy(() -> engine.client().swarm().join(SwarmJoinOptions.to("127.0.0.1:2377", "x")))
                .isInstanceOf(UnsupportedByEngineException.class);
    }

    @Test
    void dockerWithoutASwarmSaysSo() {
        assumeTrue(!engine.client().isPodman() && !isInSwarm());

        assertThat(SWARM)
                .allSatisfy(call -> assertThatThrownBy(() -> call.accept(engine.client()))
                        .isInstanceOf(EngineFailureException.class)
                        .hasMessageStartingWith("Cannot ")
                        .hasMessageContaining("the engine answered 503 'This node is not a swarm manager"));
        assertThatThrownBy(() -> engine.client().swarm().leave(true))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageContaining("503 'This node is not part of a swarm'");
        assertThatThrownBy(() -> engine.client()
                        .swarm()
                        .join(SwarmJoinOptions.to("127.0.0.1:2377", "SWMTKN-none")
                                .withListenAddress("127.0.0.1")))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot join a swarm: ")
                .hasMessageContaining("invalid join token")
                .hasMessageNotContaining("SWMTKN");
    }

    private static boolean isInSwarm() {
        try {
            return !engine.client().swarm().inspect().id().isEmpty();
        } catch (EngineFailureException e) {
            return false;
        }
    }

    @Test
    void podmanHasSecretsOfItsOwn() {
        assumeTrue(engine.client().isPodman());
        Secrets secrets = engine.client().secrets();
        SecretSpec spec = SecretSpec.of(engine.name("secret"), "s3cret".getBytes(StandardCharsets.UTF_8));
        String id = secrets.create(spec);
        try {
            SecretDetails details = secrets.inspect(id);
            assertThat(details.name()).isEqualTo(spec.name());
            assertThat(details.toString()).doesNotContain("s3cret");
            assertThat(secrets.inspect(spec.name()).id()).isEqualTo(id);
            assertThat(secrets.list(Filters.by("name", spec.name())))
                    .extracting(SecretDetails::id)
                    .containsExactly(id);
            assertThatThrownBy(() -> secrets.create(spec))
                    .isInstanceOf(DockerResponseException.class)
                    .hasMessageNotContaining("s3cret");
            assertThatThrownBy(() -> secrets.update(details, Map.of()))
                    .isInstanceOf(UnsupportedByEngineException.class)
                    .hasMessageContaining(": a change of secrets needs Docker, and ");
        } finally {
            secrets.remove(id);
        }
        assertThatThrownBy(() -> secrets.inspect(id)).isInstanceOf(NotFoundException.class);
    }
}
