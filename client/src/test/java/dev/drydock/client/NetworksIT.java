package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.NetworkDetails;
import dev.drydock.client.model.NetworkSettings.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NetworksIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Networks networks = engine.client().networks();

    private Endpoint endpoint(String container, String network) {
        return engine.containers()
                .inspect(container)
                .networkSettings()
                .networks()
                .get(network);
    }

    @Test
    void aNetworkIsWhatWasAskedFor() {
        String name = engine.name("net");
        String id = networks.create(name, engine.labels());

        NetworkDetails details = networks.inspect(name);

        assertThat(details.id()).isEqualTo(id);
        assertThat(details.name()).isEqualTo(name);
        assertThat(details.driver()).isEqualTo("bridge");
        assertThat(details.labels()).isEqualTo(engine.labels());
        assertThat(details.ipam().config()).isNotEmpty();
        assertThat(networks.list(engine.filter()))
                .extracting(NetworkDetails::id)
                .containsExactly(id);
    }

    @Test
    void aNameIsTakenOnce() {
        String name = engine.name("once");
        networks.create(name, engine.labels());

        assertThatThrownBy(() -> networks.create(name, engine.labels())).isInstanceOf(ConflictException.class);
    }

    @Test
    void containersFindEachOtherByAlias() {
        String name = engine.name("aliases");
        networks.create(name, engine.labels());
        String server = engine.start(engine.busybox("sh", "-c", "mkdir /www; echo hi >/www/x; httpd -f -p 8080 -h /www")
                .network(name, "server", "other"));
        String client = engine.start(engine.busybox("sleep", "1000").network(name));

        assertThat(endpoint(server, name).aliases()).contains("server", "other");
        assertThat(endpoint(server, name).ipAddress()).isNotBlank();
        assertThat(endpoint(server, name).networkID())
                .isEqualTo(engine.podman() == 4 ? name : networks.inspect(name).id());
        ExecResult result = engine.client()
                .exec()
                .run(
                        client,
                        "sh",
                        "-c",
                        "for i in 1 2 3 4 5 6 7 8 9; do wget -qO- http://other:8080/x && exit; sleep 0.2; done");
        assertThat(result.stdoutText()).isEqualTo("hi\n");
    }

    @Test
    void aContainerJoinsAndLeaves() {
        String name = engine.name("join");
        networks.create(name, engine.labels());
        String container = engine.sleeping();

        networks.connect(name, container, List.of("late"));
        assertThat(endpoint(container, name).aliases()).contains("late");

        networks.disconnect(name, container);
        assertThat(endpoint(container, name)).isNull();
    }

    @Test
    void aNetworkInUseStays() {
        String name = engine.name("used");
        String id = networks.create(name, engine.labels());
        engine.start(engine.busybox("sleep", "1000").network(name));

        assertThatThrownBy(() -> networks.remove(name)).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> networks.remove(id)).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void whatIsRemovedIsNotFound() {
        String name = engine.name("gone");
        networks.create(name, engine.labels());

        networks.remove(name);

        assertThatThrownBy(() -> networks.inspect(name)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> networks.remove(name)).isInstanceOf(NotFoundException.class);
    }
}
