package dev.drydock.client.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.Acceptance;
import dev.drydock.client.Answers;
import dev.drydock.client.Certificates;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.ScriptedEngine;
import dev.drydock.client.internal.transport.Connectors;
import dev.drydock.client.internal.transport.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS that the environment or a context asks for. */
class TlsDiscoveryTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine(Certificates.server("server"));

    @TempDir
    Path home;

    private Discovery discovery(Map<String, String> environment) {
        return new Discovery(new Surroundings(environment, home, List.of()), Connectors.DEFAULT, false);
    }

    private String tcp() {
        return engine.address().toString().replace("https", "tcp");
    }

    private static boolean answers(Route route) {
        return Probe.of(route).state() == Probe.State.ANSWERS;
    }

    @ParameterizedTest
    @CsvSource({
        "DOCKER_TLS_VERIFY, 1, DOCKER_TLS_VERIFY is set",
        "DOCKER_TLS_VERIFY, 0, DOCKER_TLS_VERIFY is set",
        "DOCKER_TLS, 1, isn't verified"
    })
    @Acceptance(
            value = {"B-005", "B-007"},
            by = "DOCKER_TLS_VERIFY, DOCKER_CERT_PATH")
    void theEnvironmentAsksForTls(String variable, String value, String explained) {
        Map<String, String> environment = Map.of(
                "DOCKER_HOST",
                tcp(),
                variable,
                value,
                "DOCKER_CERT_PATH",
                Certificates.of("client").toString());

        Route route = discovery(environment).get();

        assertThat(route.address()).isEqualTo(engine.address());
        assertThat(answers(route)).isTrue();
        assertThat(discovery(environment).describe())
                .contains("DOCKER_HOST: " + engine.address() + " with TLS", explained);
    }

    @Test
    void anEmptyVariableAsksForNothing() {
        assertThat(discovery(Map.of("DOCKER_HOST", "tcp://h", "DOCKER_TLS_VERIFY", ""))
                        .get()
                        .address())
                .hasToString("tcp://h:2375");
        assertThat(discovery(Map.of("DOCKER_HOST", "tcp://h", "DOCKER_TLS_VERIFY", "1"))
                        .get()
                        .address())
                .hasToString("https://h:2376");
    }

    @Test
    @Acceptance(value = "B-004", by = "TlsSettings.builder().verifyPeer(false); DOCKER_TLS")
    void withoutVerificationAnyCertificateWillDo() {
        String lost = Certificates.of("lost").toString();
        Route verified = discovery(Map.of("DOCKER_HOST", tcp(), "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", lost))
                .get();

        assertThatThrownBy(() -> verified.connector().open(Duration.ofSeconds(10)))
                .isInstanceOf(javax.net.ssl.SSLException.class);
    }

    @Test
    void theCertificatesAreInDockersFolderUnlessNamed() throws IOException {
        Path folder = Files.createDirectories(home.resolve(".docker"));
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.copy(Certificates.of("client").resolve(name), folder.resolve(name));
        }

        assertThat(answers(discovery(Map.of("DOCKER_HOST", tcp(), "DOCKER_TLS_VERIFY", "1"))
                        .get()))
                .isTrue();
    }

    @Test
    void aFolderWithoutCertificatesIsTold() {
        assertThatThrownBy(() -> discovery(Map.of(
                                "DOCKER_HOST", tcp(), "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", home.toString()))
                        .get())
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContainingAll("DOCKER_CERT_PATH is " + home, "ca.pem, cert.pem and key.pem");
    }

    @ParameterizedTest
    @CsvSource({"client, false", "lost, true"})
    void aContextBringsItsFiles(String certificates, boolean skipVerify) throws IOException {
        engine.onPing(Answers.json(200, "{}"));
        String hash = "b71199ebd070b36beab7317920c2c2f1d777df8d05e5527d8458fda57cb17a7a";
        Path docker = home.resolve(".docker");
        Path meta = Files.createDirectories(docker.resolve("contexts/meta").resolve(hash));
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Endpoints\":{\"docker\":{\"Host\":\"" + tcp() + "\",\"SkipTLSVerify\":" + skipVerify + "}}}");
        Path files = Files.createDirectories(
                docker.resolve("contexts/tls").resolve(hash).resolve("docker"));
        Files.copy(Certificates.of(certificates).resolve("ca.pem"), files.resolve("ca.pem"));
        for (String name : List.of("cert.pem", "key.pem")) {
            Files.copy(Certificates.of("client").resolve(name), files.resolve(name));
        }
        Discovery discovery = discovery(Map.of("DOCKER_CONTEXT", "remote"));

        assertThat(answers(discovery.get())).isTrue();
        assertThat(discovery.describe())
                .contains("Docker context 'remote': " + engine.address() + " with TLS")
                .endsWith("Used: " + engine.address());
    }
}
