package dev.drydock.client;

import static dev.drydock.client.Answers.answer;
import static dev.drydock.client.Answers.chunked;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTests {
    private static final Script PODMAN = raw(
            "HTTP/1.1 200 OK\r\nApi-Version: 1.44\r\nLibpod-Api-Version: 5.4.2\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private Operations operations() {
        return engine.client().operations();
    }

    private static Invocation of(String id) {
        return Invocation.of(id);
    }

    @Test
    @Acceptance(
            value = {"C-006", "C-007", "D-016"},
            by =
                    "operations().invoke(invocation): the version that is spoken stands before the path, or that of operations().with(catalogue)")
    void thePathHasTheVersion() throws Exception {
        engine.otherwise(json(200, "{}"));
        Operations operations = operations();

        operations.invoke("SystemInfo");
        operations.with(Catalogue.of("docker", "1.40")).invoke("SystemInfo");

        assertThat(engine.call().line()).isEqualTo("GET /v1.41/info");
        assertThat(engine.call().line()).isEqualTo("GET /v1.40/info");
        assertThat(operations.catalogue()).hasToString("docker 1.41");
    }

    @Test
    void podmansOwnPathsHaveItsOwnVersion() throws Exception {
        engine.onPing(PODMAN).otherwise(json(200, "{}"));
        Operations operations = operations();

        operations.invoke("SystemInfoLibpod");
        operations.invoke("SystemInfo");
        operations.invoke(of("ManifestPushV3Libpod").param("name", "a").param("destination", "b/c"));
        operations.invoke("PodPruneLibpod");
        operations.request(RawRequest.get("/libpod/info"));

        assertThat(operations.catalogue()).hasToString("podman 5.4.2");
        assertThat(engine.call().line()).isEqualTo("GET /v5.4.2/libpod/info");
        assertThat(engine.call().line()).isEqualTo("GET /v1.44/info");
        assertThat(engine.call().line()).isEqualTo("POST /v3.4.4/libpod/manifests/a/push?destination=b%2Fc");
        assertThat(engine.call().line()).isEqualTo("POST /v5.4.2/libpod/pods/prune");
        assertThat(engine.call().line()).isEqualTo("GET /v5.4.2/libpod/info");
    }

    @Test
    @Acceptance(
            value = {"C-020", "C-021", "D-011"},
            by =
                    "Invocation.param(name, value): routed by the catalogue, null isn't sent, a collection repeats the key; the body may be a"
                            + " parameter, too")
    void parametersGoWhereTheyBelong() throws Exception {
        engine.otherwise(json(200, "{}"));
        Operations operations = operations();

        operations.invoke(of("ContainerInspect").param("id", "/db").param("size", true));
        operations.invoke(of("ContainerInspect").param("name", "db").param("size", null));
        operations.invoke(of("ImageGetAll").param("names", List.of("a:1", "b:2")));
        operations.invoke(of("ContainerList")
                .param("filters", Filters.by("status", "exited"))
                .param("all", false));
        operations.invoke(of("ContainerList").param("filters", Map.of("status", List.of("exited"))));
        operations.invoke(of("ImageBuild")
                .params(Map.of("buildargs", Map.of("A", "1")))
                .param("t", new String[] {"x", "y"})
                .param("cachefrom", List.of("c")));
        operations.invoke(of("ImagePush").param("name", "a/b").param("X-Registry-Auth", Map.of("username", "me")));
        operations.invoke(of("NetworkCreate").param("networkConfig", Map.of("Name", "net")));
        operations.invoke(of("SystemInfo").query("new", "1").header("X-Mine", "2"));

        assertThat(engine.call().line()).isEqualTo("GET /v1.41/containers/db/json?size=true");
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/containers/db/json");
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/images/get?names=a%3A1&names=b%3A2");
        String filters = "filters=%7B%22status%22%3A%5B%22exited%22%5D%7D";
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/containers/json?" + filters + "&all=false");
        assertThat(engine.call().line()).isEqualTo("GET /v1.41/containers/json?" + filters);
        assertThat(engine.call().line())
                .isEqualTo("POST /v1.41/build?buildargs=%7B%22A%22%3A%221%22%7D&t=x&t=y&cachefrom=%5B%22c%22%5D");
        ScriptedCall push = engine.call();
        assertThat(push.line()).isEqualTo("POST /v1.41/images/a/b/push");
        assertThat(push.header("x-registry-auth")).isEqualTo("eyJ1c2VybmFtZSI6Im1lIn0=");
        assertThat(engine.call().bodyText()).isEqualTo("{\"Name\":\"net\"}");
        ScriptedCall info = engine.call();
        assertThat(info.line()).isEqualTo("GET /v1.41/info?new=1");
        assertThat(info.header("x-mine")).isEqualTo("2");
    }

    @Test
    @Acceptance(
            value = {"C-022", "C-023"},
            by =
                    "Invocation.body(content): maps, collections and records as JSON; text, bytes, streams and files as they are")
    void bodiesOfAllKinds(@TempDir Path folder) throws Exception {
        engine.otherwise(json(200, "{}"));
        byte[] tar = {1, 2, 3};
        Path file = Files.write(folder.resolve("x.tar"), tar);

        operations().invoke(of("ContainerCreate").body(Map.of("Image", "busybox", "OpenStdin", false)));
        operations().invoke(of("ContainerCreate").body("{\"Image\": 1}"));
        for (Object body : List.of(tar, new ByteArrayInputStream(tar), file)) {
            operations().invoke(of("ImageLoad").body(body));
        }
        operations().invoke(of("ImageLoad").body("x").header("Content-Type", "application/x-other"));
        operations().invoke(of("ExecStart").param("id", "1"));

        ScriptedCall create = engine.call();
        assertThat(create.header("content-type")).isEqualTo("application/json");
        assertThat(create.bodyText()).contains("\"Image\":\"busybox\"").contains("\"OpenStdin\":false");
        assertThat(engine.call().bodyText()).isEqualTo("{\"Image\": 1}");
        for (int i = 0; i < 3; i++) {
            ScriptedCall load = engine.call();
            assertThat(load.header("content-type")).isEqualTo("application/x-tar");
            assertThat(load.body()).isEqualTo(tar);
        }
        assertThat(engine.call().header("content-type")).isEqualTo("application/x-other");
        assertThat(engine.call().bodyText()).isEqualTo("{}");
        assertThatThrownBy(() -> operations().invoke(of("ImageLoad").body(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot invoke ImageLoad: its body is application/x-tar");
        assertThatThrownBy(() -> operations().invoke(of("SystemInfo").body("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot invoke SystemInfo: it takes no body.");
        assertThatThrownBy(() -> operations().invoke(of("ContainerCreate").body(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a java.lang.Integer");
    }

    @Test
    @Acceptance(
            value = {"C-024", "A-012", "A-013", "A-014", "A-015", "A-016", "D-012"},
            by = "Answer.data(), map(), list(), records(), text(): chunks are put together below")
    void dataOfAllKinds() {
        engine.next(raw(chunked("{\"A\": [1, 18446744", "073709551615, 1.5, null, true]}\n")))
                .next(answer(200, "text/plain; charset=utf-8", "OK"))
                .next(noContent())
                .next(json(200, "{\"a\":1}\r\n{\"b\":2}"))
                .next(json(200, "null"))
                .next(json(200, "<html>"))
                .next(answer(200, "application/vnd.docker.raw-stream", "12"))
                .next(json(200, "[{\"Id\": \"x\"}]"));
        Operations operations = operations();

        Answer first = operations.invoke("SystemInfo");
        assertThat(first.data())
                .isEqualTo(Map.of("A", Arrays.asList(1, new BigInteger("18446744073709551615"), 1.5, null, true)));
        assertThat(first.at("A", 0)).isEqualTo(1);
        assertThat(first.at("A", 9)).isNull();
        assertThat(first.at("B", "C")).isNull();
        assertThat(operations.invoke("SystemPing").data()).isEqualTo("OK");
        Answer nothing = operations.invoke("SystemInfo");
        assertThat(nothing.data()).isEqualTo("");
        assertThat(nothing.records()).isEmpty();
        assertThat(nothing.status()).isEqualTo(204);
        Answer two = operations.invoke("SystemInfo");
        assertThat(two.data()).isEqualTo(two.records()).isEqualTo(List.of(Map.of("a", 1), Map.of("b", 2)));
        assertThat(operations.invoke("ContainerList").list()).isEmpty();
        Answer page = operations.invoke("SystemInfo");
        assertThat(page.data()).isEqualTo("<html>");
        assertThatThrownBy(page::map)
                .isInstanceOf(DockerProtocolException.class)
                .hasMessage("Cannot invoke SystemInfo: the engine's answer isn't a JSON object.");
        assertThatThrownBy(page::records).isInstanceOf(DockerProtocolException.class);
        assertThat(operations.invoke("SystemInfo").data()).isEqualTo("12");
        assertThat(operations.invoke("ContainerList").at(0, "Id")).isEqualTo("x");
    }

    @Test
    @Acceptance(
            value = {"C-028", "C-029", "C-030", "D-013", "D-014", "A-011"},
            by =
                    "thrown by default as everywhere in the client, with the engine's words and its whole answer; anyStatus() gives it as data")
    void whatIsntSuccessIsThrownUnlessAnyStatusWill() throws Exception {
        engine.otherwise(json(404, "{\"message\":\"no such container: db\"}"));
        Invocation inspect = of("ContainerInspect").param("id", "db");

        assertThatThrownBy(() -> operations().invoke(inspect))
                .isInstanceOfSatisfying(
                        NotFoundException.class,
                        e -> assertThat(e.answer().body()).isEqualTo("{\"message\":\"no such container: db\"}"))
                .hasMessage("Cannot invoke ContainerInspect 'db': the engine answered 404 'no such container: db'.");
        assertThatThrownBy(() -> operations().open(inspect)).isInstanceOf(NotFoundException.class);
        Answer answer = operations().invoke(inspect.anyStatus());
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("message")).isEqualTo("no such container: db");
        try (AnswerStream stream = operations().open(inspect.anyStatus())) {
            assertThat(stream.status()).isEqualTo(404);
            assertThat(stream.readAllBytes()).hasSize(35);
        }
        assertThatThrownBy(() -> operations().request(RawRequest.post("/containers/db/start")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Cannot send POST /containers/db/start: the engine answered 404 'no such container: db'.");
    }

    @Test
    void nothingToDoIsNoError() {
        engine.next(raw("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"));

        assertThat(operations().invoke(of("ContainerStart").param("id", "db")).status())
                .isEqualTo(304);
    }

    @Test
    void anErrorInProgressIsThrown() {
        String body =
                "{\"status\":\"Pulling\"}\r\n{\"errorDetail\":{\"message\":\"no space\"},\"error\":\"no space\"}\r\n";
        engine.otherwise(json(200, body));
        Invocation pull = of("ImageCreate").param("fromImage", "busybox");

        assertThatThrownBy(() -> operations().invoke(pull))
                .isInstanceOf(DockerStreamException.class)
                .hasMessage("Cannot invoke ImageCreate: the engine reports 'no space'.");
        assertThat(operations().invoke(pull.anyStatus()).records()).hasSize(2);
    }

    @Test
    @Acceptance(
            value = {"C-031", "D-004"},
            by = "Invocation.of(id): refused before a request, naming the id and the catalogue")
    void whatCantBeRightIsRefusedBeforeARequest() {
        Operations operations = operations();

        assertThatThrownBy(() -> operations.invoke("ContainerMake"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Cannot invoke 'ContainerMake': docker 1.41 has no such operation. It has ContainerCreate, ");
        assertThatThrownBy(() -> operations.invoke("PodListLibpod"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot invoke 'PodListLibpod': docker 1.41 has no such operation. It is one of podman's.");
        assertThatThrownBy(() -> operations.invoke("ContainerInspect"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot invoke ContainerInspect: 'id' is missing, a string.");
        assertThatThrownBy(() -> operations.invoke("ContainerCreate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot invoke ContainerCreate: 'body' is missing, its body (application/json).");
        assertThatThrownBy(() -> operations.invoke(of("ContainerInspect").param("id", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("'id' is blank.");
        assertThatThrownBy(() -> operations.invoke(of("ContainerInspect").param("id", "../x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> operations.invoke(
                        of("ContainerInspect").param("id", "db").param("name", "db")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'id' is given twice");
        assertThatThrownBy(() -> Invocation.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    @Acceptance(
            value = "C-020",
            by =
                    "an unknown parameter is refused with the list of the known ones: ignored, a typing error would change what is done;"
                            + " Invocation.query() sends what the catalogue doesn't know")
    void anUnknownParameterIsRefused() {
        assertThatThrownBy(() -> operations().invoke(of("ContainerPrune").param("filter", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot invoke ContainerPrune: it has no parameter 'filter'. It has filters."
                        + " Invocation.query() sends others.");
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    void whatCameLaterIsRefusedBeforeARequest() {
        assertThatThrownBy(() -> operations()
                        .invoke(of("VolumeUpdate").param("name", "v").param("version", 1)))
                .isInstanceOf(DockerException.class)
                .hasMessage("Cannot invoke VolumeUpdate: docker 1.41 hasn't got it; it came with 1.42.");
        assertThatThrownBy(() -> operations().invoke(of("BuildPrune").param("max-used-space", 1)))
                .isInstanceOf(DockerException.class)
                .hasMessage("Cannot invoke BuildPrune: docker 1.41 hasn't got its parameter 'max-used-space';"
                        + " it came with 1.48.");
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    @Acceptance(
            value = {"C-034", "C-035", "D-026", "D-027", "D-030", "A-009", "A-010"},
            by =
                    "operations().request(RawRequest): status, headers and body as they came; a name in the path that nothing is given for is"
                            + " refused; anyStatus() gives errors as an answer")
    void anyRequest() throws Exception {
        engine.next(json(200, "[{\"Name\":\"one\"}]"))
                .next(json(201, "{}"))
                .next(json(404, "{\"message\":\"page not found\"}"))
                .next(noContent());
        Operations operations = operations();

        Answer list = operations.request(RawRequest.get("/containers/{id}/checkpoints?dir=%2Ftmp")
                .path("id", "my db")
                .query("x", Map.of("a", 1)));
        operations.request(RawRequest.post("/containers/db/checkpoints").body(Map.of("CheckpointID", "one")));
        Answer missing = operations.request(RawRequest.get("/nothing").anyStatus());
        operations.request(RawRequest.put("/x").header("Content-Type", "a/b").body("text"));

        assertThat(list.at(0, "Name")).isEqualTo("one");
        assertThat(list.text()).isEqualTo("[{\"Name\":\"one\"}]");
        assertThat(list.header("Content-Type")).isEqualTo("application/json");
        assertThat(list.headers()).containsEntry("connection", List.of("close"));
        assertThat(engine.call().line())
                .isEqualTo("GET /v1.41/containers/my%20db/checkpoints?dir=%2Ftmp&x=%7B%22a%22%3A1%7D");
        ScriptedCall create = engine.call();
        assertThat(create.header("content-type")).isEqualTo("application/json");
        assertThat(create.bodyText()).isEqualTo("{\"CheckpointID\":\"one\"}");
        assertThat(missing.text()).isEqualTo("{\"message\":\"page not found\"}");
        engine.call();
        ScriptedCall put = engine.call();
        assertThat(put.header("content-type")).isEqualTo("a/b");
        assertThat(put.bodyText()).isEqualTo("text");
        assertThatThrownBy(() -> operations.request(RawRequest.get("/containers/{id}/checkpoints")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot send GET /containers/{id}/checkpoints: nothing is given for {id};"
                        + " RawRequest.path(name, value) does that.");
        assertThat(engine.callsLeft()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.41/containers/x/../..", "", "1.", "v1.41", "1.41?x", "1.41\r\nHost: evil", "..", "1 HTTP/1.1"
            })
    void whatIsNoVersionDoesNotGetIntoThePath(String version) {
        assertThatThrownBy(() -> RawRequest.get("/info").version(version))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot send GET /info with the version '")
                .hasMessageEndingWith("': one is numbers with dots between, such as 1.41.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a:", "a\r\nb", "ä", "Content-Length", "transfer-encoding", "HOST", "Connection"})
    void headersThatTheClientOrNobodySendsAreRefused(String name) {
        assertThatThrownBy(() -> RawRequest.get("/info").header(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot send a header '");
        assertThatThrownBy(() -> of("SystemInfo").header(name, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade", "upgrade"})
    void anUpgradeIsForAttachOnly(String name) {
        Operations operations = operations();
        RawRequest raw = RawRequest.post("/session").header(name, "h2c");

        assertThatThrownBy(() -> operations.request(raw))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot send POST /session: a header 'Upgrade' is for attach() only.");
        assertThatThrownBy(() -> operations.open(raw)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> of("Session").header(name, "h2c")).isInstanceOf(IllegalArgumentException.class);
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    void aHeaderOfItsOwnIsSentOnceInWhateverCase() throws Exception {
        engine.next(noContent()).next(noContent());

        operations().request(RawRequest.put("/x").header("content-type", "a/b").body("text"));
        operations().invoke(of("ImageLoad").body("x").header("CONTENT-TYPE", "a/b"));

        assertThat(engine.call().head()).containsOnlyOnce("a/b").containsOnlyOnce("ontent-Type");
        assertThat(engine.call().header("content-type")).isEqualTo("a/b");
    }

    @Test
    @Acceptance(
            value = {"D-028", "D-029"},
            by = "RawRequest.of(method, path).unversioned()")
    void methodsAndVersionsOfAnyRequest() throws Exception {
        engine.otherwise(noContent());
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE")) {
            operations().request(RawRequest.of(method, "/x").unversioned());
            assertThat(engine.call().line()).isEqualTo(method + " /x");
        }
        operations().request(RawRequest.delete("/x").version("1.30"));
        assertThat(engine.call().line()).isEqualTo("DELETE /v1.30/x");
        assertThatThrownBy(() -> RawRequest.of("PATCH", "/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Cannot send a request with the method 'PATCH': it must be one of [DELETE, GET, HEAD, POST, PUT].");
        assertThatThrownBy(() -> RawRequest.get("containers"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begins with a slash");
    }

    @Test
    @Acceptance(value = "B-009", by = "User-Agent: drydock-client/VERSION; the version of the API is in each path")
    void theUserAgentNamesTheLibrary() throws Exception {
        engine.next(json(200, "{}"));

        operations().invoke("SystemInfo");

        assertThat(engine.call().header("user-agent")).matches("drydock-client/([0-9]\\S+|unknown)");
    }

    @Test
    @Acceptance(
            value = {"C-026", "C-027"},
            by = "operations().attach(invocation): both directions, half-close; on every JVM")
    void aConnectionInBothDirections() throws Exception {
        engine.next(call -> {
            call.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhello ");
            call.send(call.readRest());
        });

        try (EngineConnection connection = operations()
                .attach(of("ContainerAttach")
                        .param("id", "db")
                        .param("stream", true)
                        .param("stdin", true))) {
            connection.output().write("world".getBytes(StandardCharsets.UTF_8));
            connection.closeOutput();

            assertThat(connection.status()).isEqualTo(101);
            assertThat(connection.input().readAllBytes()).asString().isEqualTo("hello world");
        }
        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/containers/db/attach?stream=true&stdin=true");
        assertThat(call.header("upgrade")).isEqualTo("tcp");
        assertThatThrownBy(() -> operations().attach(of("SystemInfo")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot attach with SystemInfo: it gives no connection; invoke() and open() are for it.");
    }

    @Test
    void whatTakesItsTimeIsGivenIt() throws Exception {
        Script late = call -> {
            call.readBody();
            Thread.sleep(300);
            call.send(Answers.response(200, "application/json", "{\"StatusCode\":3}"));
        };
        engine.otherwise(late);
        Timeouts hurry = Timeouts.DEFAULT.withHead(Duration.ofMillis(50));
        Operations operations = engine.client(hurry).operations();

        assertThat(operations.invoke(of("ContainerWait").param("id", "db")).at("StatusCode"))
                .isEqualTo(3);
        assertThat(operations
                        .request(RawRequest.post("/containers/db/wait").patient())
                        .status())
                .isEqualTo(200);
        assertThatThrownBy(() -> operations.invoke(of("ContainerInspect").param("id", "db")))
                .isInstanceOf(DockerTimeoutException.class);
        assertThatThrownBy(() -> operations.request(RawRequest.post("/containers/db/wait")))
                .isInstanceOf(DockerTimeoutException.class);
    }

    @Test
    void valuesArentShown() {
        assertThat(of("SecretCreate")
                        .param("id", "hidden")
                        .body(Map.of("Data", "hidden"))
                        .toString())
                .isEqualTo("SecretCreate[id]");
        assertThat(RawRequest.get("/x?token=hidden").toString()).isEqualTo("GET /x");
    }
}
