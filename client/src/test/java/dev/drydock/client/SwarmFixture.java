package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.drydock.client.model.ConfigDetails;
import dev.drydock.client.model.SecretDetails;
import dev.drydock.client.model.ServiceDetails;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The engine of this machine as the only node of a swarm, for one test class. One that is in a swarm already stays in it;
 * another leaves it again after the class. To be registered after {@link EngineFixture}. Podman has no swarm: there the class
 * is left out, and {@link NoSwarmIT} shows what it says instead.
 */
final class SwarmFixture implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** What an engine makes for a swarm, and leaves behind. */
    private static final String GATEWAY = "docker_gwbridge";

    private final EngineFixture engine;
    private boolean made;
    private boolean gatewayWasThere;

    SwarmFixture(EngineFixture engine) {
        this.engine = engine;
    }

    private DockerClient client() {
        return engine.client();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeFalse(client().isPodman(), "Podman has no swarm");
        gatewayWasThere = hasGateway();
        if (!isInSwarm()) {
            made = true;
            client().swarm().init(SwarmInitOptions.on("127.0.0.1"));
        }
        assertThat(isInSwarm()).isTrue();
    }

    private boolean isInSwarm() {
        try {
            return !client().swarm().inspect().id().isEmpty();
        } catch (EngineFailureException e) {
            assertThat(e.status()).isEqualTo(503);
            return false;
        }
    }

    /** The engine's own node. */
    String node() {
        return client().nodes().list(Filters.NONE).stream()
                .filter(each ->
                        each.managerStatus() != null && each.managerStatus().leader())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private boolean hasGateway() {
        return client().networks().list(Filters.by("name", GATEWAY)).stream()
                .anyMatch(each -> GATEWAY.equals(each.name()));
    }

    /** Whether this class may do with the swarm what it likes. */
    boolean isOwn() {
        return made;
    }

    /** A service to be, with a label, whose containers end at once when they are to. */
    ServiceSpec.Builder busybox(String name, String... command) {
        return ServiceSpec.of(EngineFixture.BUSYBOX)
                .name(name)
                .label(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL))
                .containerLabel(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL))
                .command(command)
                .option("TaskTemplate.ContainerSpec.StopGracePeriod", 0);
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        for (ServiceDetails each : client().services().list(engine.filter())) {
            client().services().remove(each.id());
        }
        for (SecretDetails each : client().secrets().list(engine.filter())) {
            client().secrets().remove(each.id());
        }
        for (ConfigDetails each : client().configs().list(engine.filter())) {
            client().configs().remove(each.id());
        }
        // The swarm removes them in the background, and nobody else is to get in its way.
        Filters containers = engine.filter().label("com.docker.swarm.service.id");
        while (!client().containers().list(containers).isEmpty()) {
            Thread.sleep(50);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (!made) {
            return;
        }
        client().swarm().leave(true);
        if (!gatewayWasThere && hasGateway()) {
            removeGateway();
        }
        assertThat(isInSwarm()).isFalse();
    }

    /**
     * The engine takes its own end out of it in the background, after it has left; Docker 20.10 sometimes only at the next
     * swarm. It is the engine's own network, so one that can't be removed stays, as it does without this.
     */
    private void removeGateway() throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                client().networks().remove(GATEWAY);
                return;
            } catch (ForbiddenException e) {
                if (tries == 50) {
                    return;
                }
                Thread.sleep(100);
            }
        }
    }
}
