package dev.drydock.junit.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.NetworkDetails;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Networks with subnets of our own. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class OwnNetworksIT {
    private final List<String> made = new ArrayList<>();

    private NetworkDetails made(OwnNetworks networks, int containers) {
        String name = "drydock-test-" + UUID.randomUUID();
        made.add(networks.create(name, Map.of(), containers));
        return TestEngine.CLIENT.networks().inspect(name);
    }

    private static String subnet(NetworkDetails network) {
        return String.valueOf(network.ipam().config().get(0).subnet());
    }

    @AfterEach
    void remove() {
        made.forEach(TestEngine.CLIENT.networks()::remove);
    }

    /** The engine's own pools have some 30. */
    @Test
    void thereAreMoreThanTheEngineHasAddressesFor() {
        OwnNetworks networks = new OwnNetworks(TestEngine.CLIENT, Optional.empty());

        for (int i = 0; i < 33; i++) {
            assertThat(subnet(made(networks, 2))).endsWith("/28");
        }
        assertThat(subnet(made(networks, 40))).endsWith("/26");
    }

    @Test
    void oneThatIsTakenIsLeftToOthers() {
        OwnNetworks narrow = new OwnNetworks(TestEngine.CLIENT, Optional.of("10.219.7.0/24"), List.of());
        made(narrow, 250);

        assertThat(subnet(made(narrow, 2))).as("the engine's choice").doesNotStartWith("10.219.7.");
    }

    @Test
    void routesOfThisMachineAreAvoided() {
        List<Ipv4Range> routes = Ipv4Range.routes(List.of(
                "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT",
                "eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0",
                "vpn 0000000A 00000000 0001 0 0 0 000000FF 0 0 0"));
        assertThat(routes).containsExactly(Ipv4Range.parse("10.0.0.0/8"));

        assertThat(subnet(made(new OwnNetworks(TestEngine.CLIENT, Optional.empty(), routes), 2)))
                .startsWith("172.16.");
    }

    @Test
    void theEngineChoosesWhenItIsTold() {
        assertThat(subnet(made(new OwnNetworks(TestEngine.CLIENT, Optional.of("engine")), 2)))
                .doesNotStartWith("10.213.");
    }
}
