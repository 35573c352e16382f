package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerClient;
import dev.drydock.junit.ContainerName;
import dev.drydock.junit.ContainerUrl;
import dev.drydock.junit.HostPort;
import dev.drydock.junit.Injected;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a test can get: handles, ports, addresses, and the client. */
@WithContainer(name = "web", image = "nginx:1", ports = 80)
@WithContainer(name = "cache", image = "redis:7", ports = 6379)
class InjectionTests {
    @Injected
    static RunningContainer web;

    @ContainerUrl(value = "http://{host}:{port}/", container = "web")
    URI page;

    @HostPort(6379)
    private int redis;

    @Test
    void addresses(
            @ContainerUrl("redis://{host}:{port:6379}/0") String url,
            @ContainerUrl(port = 80) InetSocketAddress nginx) {
        assertThat(url).isEqualTo("redis://127.0.0.1:" + redis + "/0");
        assertThat(nginx.getPort()).isEqualTo(page.getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PING", "ECHO hello"})
    void handles(String command, RunningContainer cache, @ContainerName("cache") RunningContainer same) {
        assertThat(cache.exec("sh", "-c", "redis-cli " + command).exitCode()).isZero();
        assertThat(same).isSameAs(cache);
    }

    @Test
    void client(DockerClient client) {
        assertThat(client.containers().inspect(web.id()).state().running()).isTrue();
    }
}
