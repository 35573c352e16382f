package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ways to invoke operations, with the real engine; {@link EveryOperationIT} has them all. */
class OperationsIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private static Operations operations() {
        return engine.client().operations();
    }

    @Test
    @Acceptance(
            value = {"C-004", "C-006", "C-007", "D-003"},
            by =
                    "operations().catalogue(): of the engine and the version that is spoken; the client has address, limits, TLS and version")
    void theCatalogueIsThatOfTheEngine() {
        Catalogue catalogue = operations().catalogue();

        assertThat(catalogue.engine()).isEqualTo(engine.client().isPodman() ? "podman" : "docker");
        if (!engine.client().isPodman()) {
            assertThat(catalogue.version())
                    .isEqualTo(engine.client().apiVersion().toString());
        }
    }

    @Test
    @Acceptance(
            value = {"C-025", "D-015"},
            by = "operations().open(invocation), to be closed by the caller; its limits are those of streams")
    void outputThatIsFollowedComesAsItIsWritten() throws IOException {
        String id = engine.start(engine.busybox("sh", "-c", "echo one; sleep 1000"));
        Invocation logs = Invocation.of("ContainerLogs")
                .param("id", id)
                .param("stdout", true)
                .param("follow", true);

        try (AnswerStream stream = operations().open(logs)) {
            byte[] frame = stream.readNBytes(12);

            assertThat(frame).startsWith(1, 0, 0, 0, 0, 0, 0, 4);
            assertThat(new String(frame, StandardCharsets.UTF_8)).endsWith("one\n");
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    @Acceptance(
            value = {"C-026", "D-012"},
            by = "operations().attach(invocation), with the end of input")
    void aConnectionCarriesInputAndOutput() throws IOException {
        String id = engine.create(engine.busybox("cat").stdin());
        Invocation attach = Invocation.of("ContainerAttach")
                .params(Map.of("id", id, "stream", true, "stdin", true, "stdout", true));

        try (EngineConnection connection = operations().attach(attach)) {
            operations().invoke(Invocation.of("ContainerStart").param("id", id));
            connection.output().write("größer\n".getBytes(StandardCharsets.UTF_8));
            connection.closeOutput();

            assertThat(new String(connection.input().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("größer\n");
        }
        assertThat(operations()
                        .invoke(Invocation.of("ContainerWait").param("id", id))
                        .status())
                .isEqualTo(200);
    }

    @Test
    @Acceptance(
            value = {"C-034", "D-026", "D-028", "D-030", "D-032", "A-009"},
            by = "operations().request(RawRequest)")
    void requestsOfAnyKind() {
        RawRequest checkpoints = RawRequest.get("/containers/{id}/checkpoints")
                .path("id", engine.create(engine.busybox("true")))
                .anyStatus();
        Answer nothing = operations().request(RawRequest.get("/drydock-nothing").anyStatus());
        Answer ping = operations().request(RawRequest.get("/_ping").unversioned());

        // Docker says so where checkpoints are switched off, Podman has none.
        assertThat(operations().request(checkpoints).status()).isIn(200, 400, 404, 500, 501);
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.text()).isNotBlank();
        assertThat(ping.data()).isEqualTo("OK");
        assertThat(ping.header("API-Version")).isNotBlank();
        assertThatThrownBy(() -> operations().request(RawRequest.get("/containers/drydock-nobody/json")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aPullReportsItsError() {
        Invocation pull = Invocation.of("ImageCreate")
                .param("fromImage", "127.0.0.1:1/nobody")
                .param("tag", "1");

        assertThatThrownBy(() -> operations().invoke(pull)).isInstanceOf(DockerException.class);
    }

    @Test
    void inTheBackground() {
        String id = engine.sleeping();
        CompletableFuture<Object> exit = engine.client()
                .async(client -> client.operations()
                        .invoke(Invocation.of("ContainerWait").param("id", id))
                        .at("StatusCode"));

        operations().invoke(Invocation.of("ContainerKill").param("id", id));

        assertThat(exit.join()).isEqualTo(137);
    }

    @Test
    void listsAreLists() {
        String id = engine.sleeping();

        List<Object> found = operations()
                .invoke(Invocation.of("ContainerList").param("filters", engine.filter()))
                .list();

        assertThat(found).singleElement().extracting("Id").isEqualTo(id);
    }
}
