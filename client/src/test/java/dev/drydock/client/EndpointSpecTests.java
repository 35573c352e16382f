package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointSpecTests {
    @Test
    void nothingIsSentThatWasNotSet() {
        assertThat(EndpointSpec.of("net").body()).isEmpty();
        assertThat(EndpointSpec.of("net").network()).isEqualTo("net");
    }

    @Test
    void whatIsSetIsSentUnderTheEnginesNames() {
        EndpointSpec spec = EndpointSpec.of("net")
                .withAliases("a", "b")
                .withLinks("other:db")
                .withIpv4("10.0.0.2")
                .withIpv6("fd00::2")
                .withMacAddress("02:42:0a:00:00:02")
                .withDriverOption("com.example.speed", "1")
                .withDriverOption("com.example.mode", "x")
                .withGatewayPriority(0)
                .withOption("IPAMConfig.LinkLocalIPs", List.of("169.254.34.68"));

        assertThat(spec.body())
                .isEqualTo(Map.of(
                        "Aliases", List.of("a", "b"),
                        "Links", List.of("other:db"),
                        "IPAMConfig",
                                Map.of(
                                        "IPv4Address",
                                        "10.0.0.2",
                                        "IPv6Address",
                                        "fd00::2",
                                        "LinkLocalIPs",
                                        List.of("169.254.34.68")),
                        "MacAddress", "02:42:0a:00:00:02",
                        "DriverOpts", Map.of("com.example.speed", "1", "com.example.mode", "x"),
                        "GwPriority", 0));
    }

    @Test
    void aCopyLeavesTheOriginalAlone() {
        EndpointSpec original = EndpointSpec.of("net").withDriverOption("a", "1");

        EndpointSpec copy = original.withDriverOption("b", "2").withIpv4("10.0.0.2");

        assertThat(original).isEqualTo(EndpointSpec.of("net").withDriverOption("a", "1"));
        assertThat(copy).isNotEqualTo(original);
    }

    @Test
    void blanksAreRefused() {
        assertThatThrownBy(() -> EndpointSpec.of(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the network is blank");
        EndpointSpec spec = EndpointSpec.of("net");
        assertThatThrownBy(() -> spec.withAliases("a", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.withIpv4("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> spec.withDriverOption("", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asTextItHasNoValues() {
        assertThat(EndpointSpec.of("net").withDriverOption("a", "secret"))
                .hasToString("EndpointSpec[network=net, options=[DriverOpts]]");
    }
}
