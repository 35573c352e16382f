package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.client.model.CreatedService;
import dev.drydock.client.model.ObjectVersion;
import dev.drydock.client.model.PluginPrivilege;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent for a swarm where one engine alone can't show it, and what is refused beforehand. */
class SwarmTests {
    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private static Map<?, ?> body(ScriptedCall call) throws Exception {
        return new ObjectMapper().readValue(call.body(), Map.class);
    }

    @Test
    void allOfAnInitIsSent() throws Exception {
        engine.next(json(200, "\"node1\"")).next(json(200, "\"node2\""));

        assertThat(engine.client().swarm().init(SwarmInitOptions.DEFAULT)).isEqualTo("node1");
        engine.client()
                .swarm()
                .init(SwarmInitOptions.on("10.0.0.1")
                        .withDataPathAddress("10.0.0.2")
                        .withDataPathPort(7777)
                        .withAddressPools(26, "10.9.0.0/16", "10.10.0.0/16")
                        .withForceNewCluster()
                        .withSpec(SwarmSpec.builder().autoLock(false).build()));

        assertThat(body(engine.call())).isEqualTo(Map.of("ListenAddr", "0.0.0.0:2377", "Spec", Map.of()));
        assertThat(body(engine.call()))
                .isEqualTo(Map.of(
                        "ListenAddr",
                        "10.0.0.1",
                        "AdvertiseAddr",
                        "10.0.0.1",
                        "DataPathAddr",
                        "10.0.0.2",
                        "DataPathPort",
                        7777,
                        "DefaultAddrPool",
                        List.of("10.9.0.0/16", "10.10.0.0/16"),
                        "SubnetSize",
                        26,
                        "ForceNewCluster",
                        true,
                        "Spec",
                        Map.of("EncryptionConfig", Map.of("AutoLockManagers", false))));
    }

    @Test
    void allOfAJoinIsSentAndItsTokenNotShown() throws Exception {
        engine.next(noContent()).next(json(500, "{\"message\":\"no\"}"));
        SwarmJoinOptions join = SwarmJoinOptions.to("10.0.0.1:2377", "SWMTKN-1-x")
                .withListenAddress("eth0:2378")
                .withAdvertiseAddress("10.0.0.2")
                .withDataPathAddress("10.0.0.3");

        engine.client().swarm().join(join);

        assertThat(body(engine.call()))
                .isEqualTo(Map.of(
                        "RemoteAddrs", List.of("10.0.0.1:2377"),
                        "JoinToken", "SWMTKN-1-x",
                        "ListenAddr", "eth0:2378",
                        "AdvertiseAddr", "10.0.0.2",
                        "DataPathAddr", "10.0.0.3"));
        assertThat(join.toString()).doesNotContain("SWMTKN").contains("eth0:2378");
        assertThatThrownBy(() -> engine.client().swarm().join(join)).hasMessageNotContaining("SWMTKN");
    }

    @Test
    void aLockedSwarmIsUnlocked() throws Exception {
        engine.next(noContent()).next(json(200, "{\"UnlockKey\":\"\"}"));

        engine.client().swarm().unlock("SWMKEY-1-x");

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/swarm/unlock");
        assertThat(body(call)).isEqualTo(Map.of("UnlockKey", "SWMKEY-1-x"));
        assertThat(engine.client().swarm().unlockKey()).isEmpty();
        assertThatThrownBy(() -> engine.client().swarm().unlock(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void versionsAreUnsigned() throws Exception {
        engine.next(json(200, "{}"));
        ObjectVersion version = new ObjectVersion(new BigInteger("18446744073709551615"));

        engine.client()
                .services()
                .update(
                        "web",
                        version,
                        ServiceSpec.of("x").build(),
                        ServiceUpdateOptions.DEFAULT.withCredentialsFrom(
                                ServiceUpdateOptions.CredentialsFrom.PREVIOUS_SPEC));

        assertThat(engine.call().line())
                .isEqualTo(
                        "POST /v1.41/services/web/update?version=18446744073709551615&registryAuthFrom=previous-spec");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ID\":\"s1\",\"Warning\":\"no digest\"}",
                "{\"ID\":\"s1\",\"Warnings\":[\"no digest\"]}",
                "{\"ID\":\"s1\",\"Warnings\":[\"no digest\"],\"Warning\":\"\"}",
            })
    void warningsComeUnderEitherName(String answer) {
        engine.next(json(201, answer));

        CreatedService created =
                engine.client().services().create(ServiceSpec.of("x").build());

        assertThat(created.id()).isEqualTo("s1");
        assertThat(created.warnings()).containsExactly("no digest");
    }

    @Test
    void credentialsOfAServiceAreThoseThatAreGivenAlone() throws Exception {
        engine.next(json(201, "{\"ID\":\"s1\"}"))
                .next(json(201, "{\"ID\":\"s1\"}"))
                .next(json(200, "{}"));
        RegistryCredentials credentials = RegistryCredentials.of("me", "s3cret");
        Services services = engine.client(DockerClient.builder().credentials(registry -> credentials))
                .services();
        ServiceSpec spec = ServiceSpec.of("x").build();

        services.create(spec);
        services.create(spec, credentials);
        ServiceUpdateOptions update = ServiceUpdateOptions.DEFAULT.withCredentials(credentials);
        services.update("s1", ObjectVersion.of(1), spec, update);

        assertThat(engine.call().header("x-registry-auth")).isNull();
        assertThat(engine.call().header("x-registry-auth")).isEqualTo(credentials.header());
        assertThat(engine.call().header("x-registry-auth")).isEqualTo(credentials.header());
        assertThat(update.toString()).doesNotContain("s3cret");
    }

    @Test
    void onlyWhatIsSetIsSent() {
        assertThat(ServiceSpec.of("x").build().body())
                .isEqualTo(Map.of(
                        "TaskTemplate", Map.of("ContainerSpec", Map.of("Image", "x")),
                        "Mode", Map.of("Replicated", Map.of("Replicas", 1L))));
        assertThat(ServiceSpec.of("x")
                        .rollback(Rollout.DEFAULT
                                .withParallelism(0)
                                .withDelay(Duration.ofSeconds(1))
                                .withMaxFailureRatio(0.5)
                                .withOnFailure(Rollout.OnFailure.CONTINUE))
                        .build()
                        .body())
                .containsEntry(
                        "RollbackConfig",
                        Map.of(
                                "Parallelism",
                                0L,
                                "Delay",
                                1_000_000_000L,
                                "MaxFailureRatio",
                                0.5,
                                "FailureAction",
                                "continue"));
    }

    @Test
    void aSpecDoesNotChangeWithItsBuilder() {
        ServiceSpec.Builder builder = ServiceSpec.of("x").env("A", "1").network("n", "a");
        ServiceSpec first = builder.build();

        builder.env("A", "2").label("l", "m").publish(80, 0, PublishMode.INGRESS);

        assertThat(first.body().toString()).contains("A=1").doesNotContain("A=2", "l=m", "Ports");
        assertThat(builder.build().body().toString())
                .contains("A=2", "l=m", "PublishMode=ingress", "Target=n")
                .doesNotContain("A=1", "PublishedPort");
    }

    @Test
    void badInputIsRefusedBeforeAnyRequest() {
        assertThatThrownBy(() -> ServiceSpec.of(" ")).hasMessage("The image of a service is blank.");
        assertThatThrownBy(() -> ServiceSpec.of("x").name("a b")).hasMessageContaining("can't be a service's name");
        assertThatThrownBy(() -> ServiceSpec.of("x").name("a".repeat(64)))
                .hasMessageContaining("can't be a service's name");
        assertThatThrownBy(() -> ServiceSpec.of("x").env("A=", "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServiceSpec.of("x").replicas(-1)).hasMessageContaining("-1 replicas");
        assertThatThrownBy(() -> ServiceSpec.of("x").cpuLimit(0)).hasMessageContaining("such as 0.5");
        assertThatThrownBy(() -> ServiceSpec.of("x").publish(0, 1, PublishMode.HOST))
                .hasMessageContaining("a port is 1 to 65535");
        assertThatThrownBy(() -> SecretSpec.of("a/b", new byte[0])).hasMessageContaining("the name of a secret");
        assertThatThrownBy(() -> ConfigSpec.of("", new byte[0])).hasMessageContaining("the name of a configuration");
        assertThatThrownBy(() -> SwarmJoinOptions.to("", "t")).hasMessageContaining("no address of a manager");
        assertThatThrownBy(() -> SwarmJoinOptions.to("a", "")).hasMessageContaining("the token is blank");
        assertThatThrownBy(() -> SwarmInitOptions.on("")).hasMessageContaining("the address to listen on is blank");
        assertThatThrownBy(() -> engine.client().services().inspect("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> engine.client().plugins().enable("p", Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        Services services = engine.client().services();
        assertThatThrownBy(() -> services.logs("s", LogOptions.ALL.withUntil(Instant.now())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot read the logs of service 's': the engine knows no end of such logs");
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void podmanIsntAskedForASwarm() {
        engine.onPing(raw(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Api-Version: 1.41",
                "Libpod-Api-Version: 5.8.0",
                "Connection: close",
                "Content-Length: 0",
                "",
                "")));
        DockerClient client = engine.client();

        assertThatThrownBy(() -> client.services().list(Filters.NONE))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessage("Cannot list services: swarm mode needs Docker, and the engine at " + engine.address()
                        + " is Podman with API 1.41. Do without it, or use another engine.");
        assertThat(engine.callsLeft()).isZero();
    }

    private void needs(String version, UnaryOperator<ServiceSpec.Builder> option) throws Exception {
        ServiceSpec spec = option.apply(ServiceSpec.of("x")).build();
        ApiVersion needed = ApiVersion.parse(version);
        Services old = engine.client(DockerClient.builder().apiVersion(new ApiVersion(1, needed.minor() - 1)))
                .services();

        assertThatThrownBy(() -> old.create(spec))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageStartingWith("Cannot create service: 'TaskTemplate.ContainerSpec.")
                .hasMessageContaining("' needs Docker with API " + version);
        assertThatThrownBy(() -> old.update("s", new ObjectVersion(BigInteger.valueOf(7)), spec))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageStartingWith("Cannot change service 's': 'TaskTemplate.ContainerSpec.");
        assertThat(engine.callsLeft()).isZero();
        engine.next(json(201, "{\"ID\":\"s1\"}"));
        engine.client(DockerClient.builder().apiVersion(needed)).services().create(spec);
        engine.call();
    }

    @Test
    void whatAnOlderEngineWouldIgnoreOfAServiceIsRefused() throws Exception {
        needs("1.42", spec -> spec.mounts(MountSpec.bind("/a", "/b").withCreateMountpoint()));
        needs("1.44", spec -> spec.health(HealthSpec.OF_IMAGE.withStartInterval(Duration.ofSeconds(1))));
        needs("1.44", spec -> spec.mounts(MountSpec.bind("/a", "/b").withReadOnlyNonRecursive()));
        needs("1.44", spec -> spec.mounts(MountSpec.bind("/a", "/b").withReadOnlyForceRecursive()));
        needs("1.45", spec -> spec.mounts(MountSpec.volume("v", "/v").withSubpath("sub")));
        needs("1.46", spec -> spec.mounts(MountSpec.tmpfs("/t").withTmpfsOptions("exec")));
        needs("1.48", spec -> spec.mounts(MountSpec.image("i", "/i")));
    }

    @Test
    void credentialsOfAnotherRegistryAreNotGivenToASwarm() {
        RegistryCredentials other = RegistryCredentials.of("me", "s3cret").withServerAddress("ghcr.io");
        Services services = engine.client().services();
        ServiceSpec spec = ServiceSpec.of("127.0.0.1:5001/x:1").build();

        assertThatThrownBy(() -> services.create(spec, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot create service: the credentials are for 'ghcr.io', the image is at"
                        + " '127.0.0.1:5001'.");
        ServiceUpdateOptions options = ServiceUpdateOptions.DEFAULT.withCredentials(other);
        assertThatThrownBy(() -> services.update("s", new ObjectVersion(BigInteger.valueOf(7)), spec, options))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.pings()).isEmpty();
    }

    @Test
    void aPluginIsGrantedWhatItWants() throws Exception {
        engine.next(json(200, "[{\"Name\":\"network\",\"Description\":\"d\",\"Value\":[\"host\"]},{\"Name\":\"x\"}]"))
                .next(json(200, "{\"status\":\"Download complete\",\"id\":\"1\"}\r\n"))
                .next(json(200, ""));
        RegistryCredentials credentials = RegistryCredentials.of("me", "s3cret").withServerAddress("docker.io");
        Plugins plugins = engine.client(DockerClient.builder().credentials(registry -> credentials))
                .plugins();
        ImageReference plugin = ImageReference.parse("vieux/sshfs:1");

        List<PluginPrivilege> wanted = plugins.privileges(plugin);
        try (ProgressStream progress = plugins.install(plugin, "ssh:1", wanted)) {
            assertThat(progress.stream()).hasSize(1);
        }
        try (ProgressStream progress = plugins.upgrade("ssh:1", plugin, List.of())) {
            assertThat(progress.hasNext()).isFalse();
        }

        assertThat(engine.call().line()).isEqualTo("GET /v1.41/plugins/privileges?remote=vieux%2Fsshfs%3A1");
        ScriptedCall install = engine.call();
        assertThat(install.header("x-registry-auth")).isEqualTo(credentials.header());
        assertThat(install.line()).isEqualTo("POST /v1.41/plugins/pull?remote=vieux%2Fsshfs%3A1&name=ssh%3A1");
        assertThat(install.bodyText())
                .isEqualTo("[{\"Name\":\"network\",\"Description\":\"d\",\"Value\":[\"host\"]},"
                        + "{\"Name\":\"x\",\"Description\":\"\",\"Value\":[]}]");
        assertThat(engine.call().line()).isEqualTo("POST /v1.41/plugins/ssh:1/upgrade?remote=vieux%2Fsshfs%3A1");
    }

    @Test
    void settingsOfAPluginAreInNoMessage() {
        engine.next(json(500, "{\"message\":\"no\"}"));

        assertThatThrownBy(() -> engine.client().plugins().set("p", "PASSWORD=s3cret"))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageNotContaining("s3cret");
    }
}
