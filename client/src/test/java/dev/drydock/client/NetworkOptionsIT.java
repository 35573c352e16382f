package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.CreatedNetwork;
import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.NetworkSettings.Endpoint;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Networks with all that can be said of them. */
class NetworkOptionsIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Networks networks = engine.client().networks();
    private final Random random = new Random();
    /** Such as {@code 10.213.7}, the beginning of addresses that no other network of the engine has. */
    private String free = "";

    private NetworkSpec spec(String name) {
        return NetworkSpec.of(engine.name(name)).withLabels(engine.labels());
    }

    /** Others make networks, too: an overlap is no failure. */
    private CreatedNetwork createInFreeSubnet(Function<String, NetworkSpec> spec) {
        for (int tries = 0; ; tries++) {
            free = "10." + (192 + random.nextInt(16)) + "." + random.nextInt(256);
            try {
                return networks.create(spec.apply(free));
            } catch (DockerResponseException e) {
                if (tries > 20 || !e.getMessage().matches("(?s).*(overlap|already used|conflict).*")) {
                    throw e;
                }
            }
        }
    }

    private Endpoint endpoint(String container, String network) {
        return engine.containers()
                .inspect(container)
                .networkSettings()
                .networks()
                .get(network);
    }

    @Test
    @Acceptance(
            value = {"B-171", "D-020"},
            by = "networks().create(NetworkSpec…) gives id and warning; CheckDuplicate is always sent")
    void aNetworkHasWhatWasAskedFor() {
        CreatedNetwork created = createInFreeSubnet(free -> spec("full")
                .withDriver("bridge")
                .withInternal(true)
                .withDriverOption("com.docker.network.driver.mtu", "1400")
                .withLabel("colour", "green")
                .withPool(IpamPool.of(free + ".0/24")
                        .withIpRange(free + ".128/25")
                        .withGateway(free + ".1")));

        NetworkDetails network = networks.inspect(engine.name("full"));

        assertThat(network.id()).isEqualTo(created.id());
        assertThat(String.valueOf(created.warning())).isIn("", "null");
        assertThat(network.driver()).isEqualTo("bridge");
        assertThat(network.scope()).isEqualTo("local");
        assertThat(network.internal()).isTrue();
        assertThat(network.enableIPv6()).isFalse();
        assertThat(network.labels()).containsEntry("colour", "green").containsAllEntriesOf(engine.labels());
        assertThat(network.created()).startsWith("20");
        assertThat(network.containers()).isEmpty();
        assertThat(network.ipam().driver()).isNotNull();
        assertThat(network.ipam().config()).singleElement().satisfies(pool -> {
            assertThat(pool.subnet()).isEqualTo(free + ".0/24");
            assertThat(pool.gateway()).isEqualTo(free + ".1");
        });
        if (!engine.client().isPodman()) {
            // Podman names its options otherwise, and doesn't tell the range.
            assertThat(network.options()).containsEntry("com.docker.network.driver.mtu", "1400");
            assertThat(network.ipam().config().get(0).ipRange()).isEqualTo(free + ".128/25");
        }
    }

    @Test
    @Acceptance(
            value = {"B-172"},
            by = "networks().connect(container, EndpointSpec…)")
    void aContainerGetsTheAddressThatWasAskedFor() {
        createInFreeSubnet(free -> spec("addresses").withPool(IpamPool.of(free + ".0/24")));
        String network = engine.name("addresses");
        String container = engine.sleeping();

        networks.connect(
                container, EndpointSpec.of(network).withIpv4(free + ".77").withAliases("db"));

        assertThat(endpoint(container, network).ipAddress()).isEqualTo(free + ".77");
        assertThat(endpoint(container, network).aliases()).contains("db");
        assertThat(networks.inspect(network).containers()).hasEntrySatisfying(container, member -> {
            assertThat(member.ipv4Address()).isEqualTo(free + ".77/24");
            assertThat(member.macAddress()).isNotBlank();
            assertThat(member.name()).isNotBlank();
            assertThat(member.more()).isEmpty();
        });
    }

    @Test
    void aMacAddressOfAConnectionIsTakenOrRefused() {
        String network = engine.name("mac");
        networks.create(spec("mac"));
        String container = engine.sleeping();
        EndpointSpec place = EndpointSpec.of(network).withMacAddress("02:42:0a:00:00:4d");

        if (engine.client().isPodman()) {
            networks.connect(container, place);
            assertThat(networks.inspect(network).containers().get(container).macAddress())
                    .isEqualTo("02:42:0a:00:00:4d");
        } else {
            assertThatThrownBy(() -> networks.connect(container, place))
                    .isInstanceOf(UnsupportedByEngineException.class);
            assertThat(networks.inspect(network).containers()).isEmpty();
        }
    }

    @Test
    void aContainerGetsAnIpv6Address() {
        String prefix = "fd00:" + Integer.toHexString(random.nextInt(0x10000)) + ":"
                + Integer.toHexString(random.nextInt(0x10000));
        createInFreeSubnet(free -> spec("six")
                .withIpv6(true)
                .withPool(IpamPool.of(free + ".0/24"))
                .withPool(IpamPool.of(prefix + "::/64")));
        String network = engine.name("six");
        String container = engine.sleeping();

        networks.connect(container, EndpointSpec.of(network).withIpv6(prefix + "::77"));

        assertThat(networks.inspect(network).enableIPv6()).isTrue();
        assertThat(networks.inspect(network).containers().get(container).ipv6Address())
                .isEqualTo(prefix + "::77/64");
    }

    @Test
    @Acceptance(
            value = {"B-169"},
            by = "networks().list(filters): name, id, type, driver, label, dangling")
    void filtersSayWhichNetworksAreListed() {
        String id = networks.create(spec("listed")).id();
        String other = networks.create(spec("other")).id();

        assertThat(ids(engine.filter())).containsExactlyInAnyOrder(id, other);
        assertThat(ids(Filters.by("name", engine.name("listed")))).containsExactly(id);
        assertThat(ids(Filters.by("id", id))).containsExactly(id);
        assertThat(ids(engine.filter().and("driver", "bridge"))).contains(id);
        if (engine.client().isPodman()) {
            assertThatThrownBy(() -> ids(Filters.by("type", "custom"))).hasMessageContaining("invalid filter");
        } else {
            assertThat(ids(engine.filter().and("type", "custom"))).contains(id);
        }
        assertThat(ids(engine.filter().and("name", "no-such-network"))).isEmpty();
    }

    private List<String> ids(Filters filters) {
        return networks.list(filters).stream().map(NetworkDetails::id).toList();
    }

    @Test
    @Acceptance(
            value = {"B-170"},
            by = "networks().inspect(network, options)")
    void inspectLooksWhereItIsTold() {
        String id = networks.create(spec("scope")).id();

        assertThat(networks.inspect(
                                id,
                                NetworkInspectOptions.DEFAULT.withScope("local").withVerbose(true))
                        .name())
                .isEqualTo(engine.name("scope"));
        assertThatThrownBy(() -> networks.inspect("drydock-no-such-network")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> networks.inspect(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Acceptance(
            value = {"B-173"},
            by = "networks().disconnect(network, container, force)")
    void namesMayBeginWithASlash() {
        networks.create(spec("slash"));
        String network = engine.name("slash");
        String name = engine.name("guest");
        String container = engine.start(engine.busybox("sleep", "1000").name(name));

        networks.connect("/" + name, EndpointSpec.of(network));
        assertThat(endpoint(container, network)).isNotNull();

        networks.disconnect(network, "/" + name, false);
        assertThat(endpoint(container, network)).isNull();
        assertThatThrownBy(() -> networks.disconnect(network, "drydock-no-such-container", false))
                .isInstanceOf(DockerResponseException.class);
        assertThatThrownBy(() -> networks.connect("/", EndpointSpec.of(network)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Acceptance(
            value = {"B-174"},
            by = "networks().remove(network), networks().prune(filters)")
    void pruningTakesWhatIsUnused() {
        networks.create(spec("unused"));
        networks.create(spec("used"));
        engine.start(engine.busybox("sleep", "1000").network(engine.name("used")));

        assertThat(networks.prune(engine.filter()).networksDeleted()).containsExactly(engine.name("unused"));

        assertThat(networks.list(engine.filter()))
                .extracting(NetworkDetails::name)
                .containsExactly(engine.name("used"));
        assertThatThrownBy(() -> networks.remove("drydock-no-such-network")).isInstanceOf(NotFoundException.class);
    }

    @Test
    void settingsMayComeFromAnotherNetwork() {
        if (engine.client().isPodman()) {
            // Podman takes it for a network like any other.
            assertThat(networks.create(spec("config").withConfigOnly(false)).id())
                    .isNotEmpty();
            return;
        }
        createInFreeSubnet(free -> spec("config").withConfigOnly(true).withPool(IpamPool.of(free + ".0/24")));

        networks.create(NetworkSpec.of(engine.name("from")).withConfigFrom(engine.name("config")));

        assertThat(networks.inspect(engine.name("config")).configOnly()).isTrue();
        NetworkDetails network = networks.inspect(engine.name("from"));
        assertThat(network.configFrom()).isEqualTo(new NetworkDetails.ConfigFrom(engine.name("config")));
        assertThat(network.ipam().config())
                .singleElement()
                .satisfies(pool -> assertThat(pool.subnet()).isEqualTo(free + ".0/24"));
        networks.remove(engine.name("from"));
    }
}
