package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.client.model.ConfigDetails;
import dev.drydock.client.model.NodeDetails;
import dev.drydock.client.model.SecretDetails;
import dev.drydock.client.model.SwarmDetails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A swarm, its nodes, secrets and configurations. */
class SwarmIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @RegisterExtension
    static final SwarmFixture swarm = new SwarmFixture(engine);

    private final Swarm own = engine.client().swarm();
    private final Nodes nodes = engine.client().nodes();
    private final Secrets secrets = engine.client().secrets();
    private final Configs configs = engine.client().configs();

    @Test
    void aSwarmHasSettingsAndTokens() {
        SwarmDetails details = own.inspect();

        assertThat(details.id()).isNotEmpty();
        assertThat(details.version().index()).isPositive();
        assertThat(details.createdAt()).startsWith("20");
        assertThat(details.spec()).containsEntry("Name", "default");
        assertThat(details.joinTokens().worker()).startsWith("SWMTKN-1-");
        assertThat(details.joinTokens().manager()).startsWith("SWMTKN-1-");
        assertThat(details.toString()).doesNotContain("SWMTKN");
        assertThat(details.defaultAddrPool()).isNotEmpty();
        assertThat(details.subnetSize()).isPositive();
    }

    @Test
    void settingsAreChanged() {
        assumeTrue(swarm.isOwn());
        SwarmDetails before = own.inspect();

        own.update(
                before.version(),
                SwarmSpec.from(before)
                        .label("stage", "test")
                        .taskHistory(1)
                        .heartbeat(Duration.ofSeconds(7))
                        .certificateExpiry(Duration.ofDays(2))
                        .autoLock(true)
                        .build());

        SwarmDetails after = own.inspect();
        assertThat(after.version().index()).isGreaterThan(before.version().index());
        assertThat(after.spec())
                .containsEntry("Labels", Map.of("stage", "test"))
                .containsEntry("Raft", before.spec().get("Raft"))
                .containsEntry("Orchestration", Map.of("TaskHistoryRetentionLimit", 1))
                .containsEntry("Dispatcher", Map.of("HeartbeatPeriod", 7_000_000_000L))
                .containsEntry("EncryptionConfig", Map.of("AutoLockManagers", true));
        assertThat(after.spec().get("CAConfig").toString())
                .contains("" + Duration.ofDays(2).toNanos());
        String key = own.unlockKey();
        assertThat(key).startsWith("SWMKEY-1-");
        own.rotate(after, SwarmKey.UNLOCK_KEY);
        assertThat(own.unlockKey()).startsWith("SWMKEY-1-").isNotEqualTo(key);
        assertThatThrownBy(() -> own.update(before.version(), SwarmSpec.DEFAULT))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot change the swarm's settings: ")
                .hasMessageContaining("update out of sequence");
        own.update(own.inspect().version(), SwarmSpec.from(before).build());
    }

    @Test
    void tokensAreReplaced() {
        assumeTrue(swarm.isOwn());
        SwarmDetails before = own.inspect();

        own.rotate(before, SwarmKey.WORKER_TOKEN);

        SwarmDetails between = own.inspect();
        assertThat(between.joinTokens().worker())
                .isNotEqualTo(before.joinTokens().worker());
        assertThat(between.joinTokens().manager()).isEqualTo(before.joinTokens().manager());
        own.rotate(between, SwarmKey.MANAGER_TOKEN);
        assertThat(own.inspect().joinTokens().manager())
                .isNotEqualTo(before.joinTokens().manager());
    }

    @Test
    void whoIsInASwarmCannotJoinOrMakeAnother() {
        String token = own.inspect().joinTokens().worker();

        assertThatThrownBy(() -> own.join(SwarmJoinOptions.to("127.0.0.1:2377", token)))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageStartingWith(
                        "Cannot join a swarm: the engine answered 503 'This node is already part of a swarm")
                .hasMessageNotContaining("SWMTKN");
        assertThatThrownBy(() -> own.init(SwarmInitOptions.on("127.0.0.1")))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageStartingWith("Cannot make a swarm: the engine answered 503");
        assertThatThrownBy(() -> own.leave(false))
                .isInstanceOf(EngineFailureException.class)
                .hasMessageStartingWith("Cannot leave the swarm: the engine answered 503");
        assertThatThrownBy(() -> own.unlock("SWMKEY-1-none"))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot unlock the swarm: the engine answered 409 'swarm is not locked'")
                .hasMessageNotContaining("SWMKEY");
    }

    @Test
    void aNodeSaysWhatItIs() {
        NodeDetails node = nodes.inspect(swarm.node());

        assertThat(nodes.list(Filters.by("role", "manager")))
                .extracting(NodeDetails::id)
                .contains(node.id());
        assertThat(nodes.list(Filters.by("name", engine.name("none")))).isEmpty();
        assertThat(node.role()).isEqualTo("manager");
        assertThat(node.availability()).isEqualTo("active");
        assertThat(node.status().state()).isEqualTo("ready");
        assertThat(node.managerStatus().reachability()).isEqualTo("reachable");
        assertThat(node.description().hostname()).isNotBlank();
        assertThat(node.description().platform().os()).isEqualTo("linux");
        assertThat(node.description().resources().memoryBytes()).isPositive();
        assertThat(node.description().resources().nanoCPUs()).isGreaterThanOrEqualTo(1_000_000_000);
        assertThat(node.description().engine().engineVersion())
                .isEqualTo(engine.client().system().version().version());
    }

    @Test
    void aNodeGetsLabelsAndIsDrained() {
        assumeTrue(swarm.isOwn());
        NodeDetails before = nodes.inspect(swarm.node());

        nodes.update(
                before.id(),
                before.version(),
                NodeSpec.from(before).withLabels(Map.of("disk", "ssd")).withAvailability(NodeSpec.Availability.DRAIN));

        NodeDetails after = nodes.inspect(before.id());
        assertThat(after.labels()).isEqualTo(Map.of("disk", "ssd"));
        assertThat(after.availability()).isEqualTo("drain");
        assertThat(after.role()).isEqualTo("manager");
        assertThatThrownBy(() -> nodes.update(before.id(), before.version(), NodeSpec.from(before)))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("update out of sequence");
        nodes.update(after.id(), after.version(), NodeSpec.from(before));
    }

    @Test
    void theLastManagerStaysWhatItIs() {
        assumeTrue(swarm.isOwn());
        NodeDetails self = nodes.inspect(swarm.node());

        assertThatThrownBy(() -> nodes.remove(self.id(), false))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("is a cluster manager and is a member of the raft cluster");
        assertThatThrownBy(() -> nodes.update(
                        self.id(), self.version(), NodeSpec.from(self).withRole(NodeSpec.Role.WORKER)))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("attempting to demote the last manager");
        assertThatThrownBy(() -> nodes.remove(engine.name("none"), true)).isInstanceOf(NotFoundException.class);
    }

    private SecretSpec secret(String what) {
        return SecretSpec.of(engine.name(what), "s3cret".getBytes(StandardCharsets.UTF_8))
                .withLabel(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL));
    }

    @Test
    void aSecretIsKeptAndNotGiven() {
        SecretSpec spec = secret("password");
        String id = secrets.create(spec);

        SecretDetails details = secrets.inspect(id);
        assertThat(details.name()).isEqualTo(spec.name());
        assertThat(details.labels()).isEqualTo(engine.labels());
        assertThat(details.version().index()).isPositive();
        assertThat(details.spec()).doesNotContainKey("Data");
        assertThat(secrets.inspect(spec.name())).isEqualTo(details);
        assertThat(secrets.list(Filters.by("name", spec.name()))).containsExactly(details);
        assertThat(spec.toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> secrets.create(spec))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot create secret '" + spec.name() + "': ")
                .hasMessageNotContaining("s3cret");

        secrets.remove(id);

        assertThatThrownBy(() -> secrets.inspect(id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> secrets.remove(id)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSecretGetsOtherLabels() {
        SecretDetails before = secrets.inspect(secrets.create(secret("labelled")));

        secrets.update(before, Map.of(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL), "stage", "test"));

        assertThat(secrets.inspect(before.id()).labels())
                .containsEntry("stage", "test")
                .hasSize(2);
        assertThatThrownBy(() -> secrets.update(before, Map.of()))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageContaining("update out of sequence");
    }

    @Test
    void aConfigurationIsGivenBackByteForByte() {
        byte[] data = {0, (byte) 0xff, '\n', 'x', (byte) 0xfe};
        ConfigSpec spec = ConfigSpec.of(engine.name("conf"), data)
                .withLabel(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL));
        String id = configs.create(spec);

        ConfigDetails before = configs.inspect(id);
        assertThat(before.name()).isEqualTo(spec.name());
        assertThat(before.data()).isEqualTo(data);
        assertThat(before.toString()).doesNotContain("AP8K");
        assertThat(configs.list(Filters.by("name", spec.name()))).containsExactly(before);
        assertThatThrownBy(() -> configs.create(spec)).isInstanceOf(ConflictException.class);

        configs.update(before, Map.of(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL), "a", "b"));

        assertThat(configs.inspect(id).labels()).containsEntry("a", "b");
        assertThat(configs.inspect(id).data()).isEqualTo(data);
        configs.remove(id);
        assertThatThrownBy(() -> configs.inspect(id)).isInstanceOf(NotFoundException.class);
    }
}
