package dev.drydock.junit.internal.ready;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.NetworkSettings;
import dev.drydock.junit.internal.session.ContainerWatch;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three ways of finding out whether something in a container listens, each by itself. */
@ExtendWith(LeakCheck.class)
class InsidePortConditionIT {
    private static final DockerClient CLIENT = TestEngine.CLIENT;

    private String id = "";
    private ContainerDetails details;

    @BeforeEach
    void start() {
        id = CLIENT.containers()
                .create(ContainerSpec.of("busybox:1.36")
                        .command("httpd", "-f", "-p", "8080")
                        .build());
        CLIENT.containers().start(id);
        details = CLIENT.containers().inspect(id);
    }

    @AfterEach
    void remove() {
        CLIENT.containers().remove(id);
    }

    private InsidePortCondition condition(long pid, int port, Optional<InetSocketAddress> address) {
        return new InsidePortCondition(CLIENT, id, pid, port, address, new ContainerWatch(), Runnable::run);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void byTheKernel() {
        InsidePortCondition condition = condition(details.state().pid(), 8080, Optional.empty());

        assertThat(ListeningPorts.of(details.state().pid(), id)).isPresent();
        await(() -> condition.look().holds());
        assertThat(condition(details.state().pid(), 8081, Optional.empty()).look())
                .isEqualTo(new BesideCondition.Look(false, "nothing in the container listens on it"));
    }

    @Test
    void byTheContainersAddress() {
        String address = details.networkSettings().networks().values().stream()
                .map(NetworkSettings.Endpoint::ipAddress)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();

        await(() -> condition(0, 8080, Optional.of(new InetSocketAddress(address, 8080)))
                .look()
                .holds());
    }

    @Test
    void byAProgramInTheContainer() {
        await(() -> condition(0, 8080, Optional.empty()).look().holds());
        assertThat(condition(0, 8081, Optional.empty()).look().holds()).isFalse();
    }

    @Test
    void withoutAnyOfThemItIsSaidThatItCannotBeTold() {
        CLIENT.exec().run(id, "rm", "/bin/cat");
        InsidePortCondition condition = condition(0, 8080, Optional.empty());
        InetSocketAddress refusing = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        InsidePortCondition reached = condition(0, 8081, Optional.of(refusing));

        condition.look();
        assertThat(condition.look().seen()).startsWith("it can't be told: the container's address can't be reached");
        reached.look();
        assertThat(reached.look().seen()).isEqualTo("nothing listens at the container's address");
    }
}
