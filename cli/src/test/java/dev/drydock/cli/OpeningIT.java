package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.EndpointSpec;
import dev.drydock.snapshot.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opening real snapshots from this JVM, and carrying them elsewhere. */
class OpeningIT {
    private static Stored stored;

    @BeforeAll
    static void take() {
        stored = Stored.set();
    }

    @AfterAll
    static void remove() {
        stored.close();
    }

    @Test
    void commandReadsTheInputAndItsCodeIsPassedOn() {
        Cli open = Cli.runWith("cat /data/file; echo wrong >&2; exit 7\n", "snapshots", "open", stored.id(), "store");

        assertThat(open.code()).isEqualTo(7);
        assertThat(open.out()).isEqualTo("kept\n");
        assertThat(open.err())
                .startsWith("Starting 2 containers of " + stored.id() + ", OrderTests.keepsOrders\n")
                .containsPattern("(?m)^store +8080/tcp → 127\\.0\\.0\\.1:\\d+")
                .endsWith("wrong\n");
        assertThat(Stored.opened(stored.id())).isEmpty();
    }

    @Test
    void commandAfterDashesIsRunAsItIs() {
        Cli open = Cli.run(
                "snapshots", "open", stored.id(), "box", "--", "wget", "-q", "-O", "-", "http://store:8080/file");

        assertThat(open.out()).as(open.err()).isEqualTo("kept\n");
        assertThat(open.code()).isZero();
        assertThat(Stored.opened(stored.id())).isEmpty();
    }

    @Test
    void environmentVariablesAreGiven() {
        Cli open = Cli.run(
                "snapshots", "open", stored.id(), "--env", "box/GIVEN=a=b c", "box", "--", "sh", "-c", "echo $GIVEN");

        assertThat(open.out()).as(open.err()).isEqualTo("a=b c\n");
        assertThat(Cli.run("snapshots", "open", stored.id(), "--env", "cache/GIVEN=x")
                        .err())
                .contains("has no container 'cache'");
    }

    @Test
    void detachedSetStaysUntilItIsClosed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Cli open = Cli.run("snapshots", "open", stored.id(), "--detach", "--json", "--port", "store/8080=" + port);
        assertThat(open.code()).as(open.err()).isZero();
        JsonNode json = new JsonMapper().readTree(open.out());
        String name = json.path("name").asText();
        try {
            assertThat(json.path("snapshot").asText()).isEqualTo(stored.id());
            assertThat(json.path("remove").asText()).isEqualTo("drydock snapshots close " + name);
            assertThat(json.findValuesAsText("8080/tcp")).containsExactly("127.0.0.1:" + port);
            assertThat(get("http://127.0.0.1:" + port + "/file")).isEqualTo("kept\n");
            assertThat(Cli.run("snapshots", "close").out()).contains(name + "  " + stored.id() + "\n");

            Cli remove = Cli.run("snapshots", "remove", stored.id());
            assertThat(remove.code()).isEqualTo(1);
            assertThat(remove.err()).contains("is open").contains("drydock snapshots close");
        } finally {
            assertThat(Cli.run("snapshots", "close", name).code()).isZero();
        }
        assertThat(Stored.opened(stored.id())).isEmpty();
        Cli again = Cli.run("snapshots", "close", name);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("Nothing is open by the name '" + name + "'");
    }

    private static String get(String address) throws IOException, InterruptedException {
        // The server may need a moment.
        for (int attempt = 0; ; attempt++) {
            try {
                return HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
            } catch (IOException e) {
                if (attempt == 50) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    @Test
    void whatAKilledProcessHasOpenedIsRemovedByTheNext() throws IOException, InterruptedException {
        Map<String, String> labels = OpenSet.labels("left0v", stored.id(), killed());
        String network = Stored.CLIENT.networks().create(OpenSet.prefix("left0v") + "network", labels);
        try {
            assertThat(Stored.opened(stored.id())).hasSize(1);
            assertThat(Cli.run("snapshots", "close").code()).isZero();
            assertThat(Stored.opened(stored.id())).isEmpty();
        } finally {
            OpenSet.remove(Stored.CLIENT, "left0v");
        }
        assertThat(network).isNotEmpty();
    }

    /** What is committed of an opened container hands the labels on to all that is made of it. */
    @Test
    void labelsAloneMakeNothingOurs() throws IOException, InterruptedException {
        Map<String, String> labels = OpenSet.labels("left1v", stored.id(), killed());
        ContainerSpec.Builder spec = Stored.spec().name("drydock-cli-it-own").command("sleep", "600");
        labels.forEach(spec::label);
        String own = Stored.CLIENT.containers().create(spec.build());
        try {
            Cli close = Cli.run("snapshots", "close");
            assertThat(close.code()).as(close.err()).isZero();
            assertThat(close.out()).doesNotContain("left1v");
            OpenSet.remove(Stored.CLIENT, "left1v");

            assertThat(Stored.CLIENT.containers().inspect(own).name()).endsWith("drydock-cli-it-own");
        } finally {
            Stored.CLIENT.containers().removeIfPresent(own);
        }
    }

    private static Opener killed() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Opener self = Opener.thisProcess();
        return new Opener(self.machine(), ended.pid(), self.started());
    }

    @Test
    void containerOfSomebodyElseInTheNetworkStaysAndDoesNotHoldIt() throws IOException, InterruptedException {
        String network = Stored.CLIENT
                .networks()
                .create(OpenSet.prefix("left2v") + "network", OpenSet.labels("left2v", stored.id(), killed()));
        String stranger = Stored.CLIENT
                .containers()
                .create(Stored.spec()
                        .network(EndpointSpec.of(network))
                        .command("sleep", "600")
                        .build());
        try {
            Stored.CLIENT.containers().start(stranger);
            Cli close = Cli.run("snapshots", "close");
            assertThat(close.code()).as(close.err()).isZero();

            assertThat(Stored.opened(stored.id())).isEmpty();
            assertThat(Stored.CLIENT.containers().inspect(stranger).state().running())
                    .isTrue();
        } finally {
            Stored.CLIENT.containers().remove(stranger);
            OpenSet.remove(Stored.CLIENT, "left2v");
        }
    }

    @Test
    void exportedSnapshotIsImportedAgain(@TempDir Path folder) throws IOException {
        try (Stored own = Stored.set()) {
            Snapshot snapshot = own.snapshot();
            Path target = folder.resolve("artifact");
            Cli export = Cli.run("snapshots", "export", snapshot.id(), target.toString());
            assertThat(export.code()).as(export.err()).isZero();
            assertThat(export.out()).isEqualTo(target + "\n");
            assertThat(export.err()).containsPattern("Exported " + snapshot.id() + ": [\\d.]+ [kM]B in ");
            assertThat(target.resolve("images.tar")).isNotEmptyFile();

            assertThat(Cli.run("snapshots", "remove", snapshot.id()).code()).isZero();
            Cli imported = Cli.run("snapshots", "import", target.toString());
            assertThat(imported.code()).as(imported.err()).isZero();
            assertThat(imported.out()).isEqualTo(snapshot.id() + "\n");

            // The secret was taken out, so it is asked for; nobody can be asked here.
            Cli closed = Cli.run("snapshots", "open", snapshot.id(), "store", "--", "true");
            assertThat(closed.code()).isEqualTo(1);
            assertThat(closed.err()).contains("Give it: --env store/SECRET_TOKEN=…");
            Cli open = Cli.run(
                    "snapshots",
                    "open",
                    snapshot.id(),
                    "store",
                    "--env",
                    "store/SECRET_TOKEN=x",
                    "--",
                    "sh",
                    "-c",
                    "cat /data/file; echo $SECRET_TOKEN");
            assertThat(open.out()).as(open.err()).isEqualTo("kept\nx\n");
        }
    }

    @Test
    @Tag("long")
    void secretsStayWhenAskedFor(@TempDir Path folder) {
        try (Stored own = Stored.set()) {
            String id = own.id();
            Cli export = Cli.run(
                    "snapshots", "export", "--no-strip", id, folder.resolve("a").toString());
            assertThat(export.code()).as(export.err()).isZero();
            assertThat(Cli.run("snapshots", "remove", id).code()).isZero();
            assertThat(Cli.run("snapshots", "import", folder.resolve("a").toString())
                            .code())
                    .isZero();
            Cli open = Cli.run("snapshots", "open", id, "store", "--", "sh", "-c", "echo $SECRET_TOKEN");
            assertThat(open.out()).as(open.err()).isEqualTo("hunter2\n");
        }
    }

    @Test
    void importOfNothingSaysWhatWritesOne(@TempDir Path folder) {
        Cli run = Cli.run("snapshots", "import", folder.resolve("none").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("drydock: There is no folder").contains("drydock snapshots export");
    }

    @Test
    void pruneSaysWhatItWouldRemove() throws IOException {
        try (Stored own = Stored.box("true")) {
            Snapshot checkpoint = own.more("true");
            // Only of a kind that nobody else takes here, and not of what others have.
            Cli dry = Cli.run("snapshots", "prune", "--dry-run", "--json", "--count", "0", "--kind", "checkpoint");
            assertThat(dry.code()).as(dry.err()).isZero();
            JsonNode json = new JsonMapper().readTree(dry.out());
            assertThat(json.path("dryRun").asBoolean()).isTrue();
            assertThat(json.path("removed").valueStream().map(JsonNode::asText))
                    .contains(checkpoint.id())
                    .doesNotContain(own.id());
            assertThat(Stored.SNAPSHOTS.find(checkpoint.id())).isPresent();
            Cli none = Cli.run("snapshots", "prune", "--yes", "--age", "999999d");
            assertThat(none.code()).isZero();
            assertThat(none.err()).isEqualTo("Removed: 0 snapshots\n");
        }
    }

    @Test
    void namedVariableIsTakenOutToo(@TempDir Path folder) {
        try (Stored own = Stored.box("true")) {
            String target = folder.resolve("a").toString();
            Cli export = Cli.run("snapshots", "export", "--secret", "PIN,PATH", own.id(), target);
            assertThat(export.code()).as(export.err()).isZero();
            assertThat(Cli.run("snapshots", "remove", own.id()).code()).isZero();
            assertThat(Cli.run("snapshots", "import", target).code()).isZero();
            assertThat(Cli.run("snapshots", "open", own.id(), "--", "true").err())
                    .contains("Give it: --env box/PATH=…");
        }
    }

    @Test
    void containerThatDoesNotRunIsNotOpened() {
        try (Stored own = Stored.ending()) {
            for (String[] args : new String[][] {{own.id(), "box", "--", "true"}, {own.id(), "--", "true"}}) {
                Cli open = Cli.run(Stream.concat(Stream.of("snapshots", "open"), Stream.of(args))
                        .toArray(String[]::new));
                assertThat(open.code()).isEqualTo(1);
                assertThat(open.err())
                        .contains("drydock: Nothing can be run inside: container 'box' ")
                        .contains("it has ended with code 3");
            }
            assertThat(Stored.opened(own.id())).isEmpty();
        }
    }

    @Test
    void whatIsNotAsItWasIsTold() throws IOException {
        try (Stored own = Stored.ended()) {
            String remark = "container 'box' had ended: a shell has taken the place of its command";
            Cli open = Cli.run("snapshots", "open", own.id(), "--", "cat", "/started");
            assertThat(open.code()).as(open.err()).isZero();
            assertThat(open.err()).contains("Note: " + remark + "\n");

            Cli detached = Cli.run("snapshots", "open", own.id(), "--detach", "--json");
            JsonNode json = new JsonMapper().readTree(detached.out());
            Cli.run("snapshots", "close", json.path("name").asText());
            assertThat(detached.err()).contains("Note: " + remark + "\n");
            assertThat(json.path("remarks").valueStream().map(JsonNode::asText)).containsExactly(remark);
        }
    }

    @Test
    void rightsAreGivenOnlyWhenAskedFor() throws IOException {
        try (Stored own = Stored.capable()) {
            assertThat(capabilities(own.id(), "--rights"))
                    .singleElement()
                    .asString()
                    .contains("CHOWN");
            assertThat(capabilities(own.id())).isEmpty();
            assertThat(Cli.run("snapshots", "open", own.id(), "--", "true").err())
                    .contains("Note: container 'box' had rights that it doesn't have now: [CapAdd]");
        }
    }

    private static List<String> capabilities(String id, String... more) throws IOException {
        Cli open = Cli.run(Stream.concat(Stream.of("snapshots", "open", id, "--detach", "--json"), Stream.of(more))
                .toArray(String[]::new));
        assertThat(open.code()).as(open.err()).isZero();
        JsonNode json = new JsonMapper().readTree(open.out());
        try {
            String container = json.path("containers").get(0).path("id").asText();
            return Stored.CLIENT.containers().inspect(container).hostConfig().capAdd();
        } finally {
            Cli.run("snapshots", "close", json.path("name").asText());
        }
    }

    /** As {@code tail -f file | head -1} in a shell. */
    @Test
    @Timeout(60)
    void endsWhenItsOutputIsNotReadAnyMore() {
        OutputStream pipe = new OutputStream() {
            private boolean closed;

            @Override
            public void write(int octet) throws IOException {
                if (closed) {
                    throw new IOException("Broken pipe");
                }
                closed = octet == '\n';
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Drydock.execute(
                new Streams(
                        InputStream.nullInputStream(),
                        new PrintStream(pipe, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Terminal.NONE),
                "snapshots",
                "open",
                stored.id(),
                "box",
                "--",
                "sh",
                "-c",
                "for i in $(seq 40); do echo line; sleep 0.5; done; exit 5");

        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(141);
        assertThat(Stored.opened(stored.id())).isEmpty();
    }
}
