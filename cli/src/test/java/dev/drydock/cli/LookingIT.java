package dev.drydock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drydock.client.ContainerSpec;
import dev.drydock.snapshot.Snapshot;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands that only look, on real snapshots. */
@Tag("compat")
class LookingIT {
    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode json(Cli run) throws IOException {
        assertThat(run.code()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    @Test
    void listHasARowForEach() {
        try (Stored stored = Stored.set()) {
            Cli list = Cli.run("snapshots", "list", "--test", "ordertests");

            assertThat(list.code()).isZero();
            assertThat(list.err()).isEmpty();
            assertThat(list.out().lines().findFirst().orElseThrow())
                    .containsPattern("^ID +KIND +AGE +SIZE +TEST +CONTAINERS$");
            assertThat(list.out().lines().filter(line -> line.startsWith(stored.id())))
                    .singleElement()
                    .asString()
                    .containsPattern("  failure +\\d+ seconds? +[\\d.]+ k?B +OrderTests\\.keepsOrders +(store, box|box,"
                            + " store)$");
        }
    }

    @Test
    void listIsFilteredByKindAndTest() {
        try (Stored stored = Stored.box("true")) {
            Snapshot checkpoint = stored.more("true");

            assertThat(Cli.run("snapshots", "list", "-q", "--kind", "failure").out())
                    .contains(stored.id())
                    .doesNotContain(checkpoint.id());
            assertThat(Cli.run("snapshots", "ls", "-q", "--kind", "checkpoint").out())
                    .contains(checkpoint.id())
                    .doesNotContain(stored.id());
            assertThat(Cli.run("snapshots", "list", "-q", "--kind", "failure,checkpoint")
                            .out())
                    .contains(stored.id(), checkpoint.id());
            assertThat(Cli.run("snapshots", "list", "-q", "--test", "org.shop.OrderTests")
                            .out())
                    .contains(stored.id());
            Cli none = Cli.run("snapshots", "list", "--test", "nobody calls a test so");
            assertThat(none.code()).isZero();
            assertThat(none.out()).isEmpty();
            assertThat(none.err()).isEqualTo("There is no such snapshot.\n");
        }
    }

    @Test
    void listAsJson() throws IOException {
        try (Stored stored = Stored.set()) {
            JsonNode list = json(Cli.run("snapshots", "list", "--json"));
            JsonNode own = null;
            for (JsonNode each : list) {
                own = each.path("id").asText().equals(stored.id()) ? each : own;
            }
            assertThat(own).isNotNull();
            assertThat(own.path("kind").asText()).isEqualTo("failure");
            assertThat(own.path("name").asText()).isEqualTo("OrderTests.keepsOrders");
            assertThat(own.path("test").asText()).startsWith("[engine:junit-jupiter]/[class:org.shop.OrderTests]");
            assertThat(own.path("created").asText()).endsWith("Z");
            assertThat(own.path("consistent").asBoolean()).isTrue();
            assertThat(own.path("bytes").asLong()).isPositive();
            assertThat(own.path("containers").findValuesAsText("name")).containsExactlyInAnyOrder("store", "box");
            assertThat(own.path("containers").get(0).path("image").asText()).startsWith("drydock/");
            assertThat(own.path("containers").get(0).path("imageId").asText()).contains("sha256:");
        }
        assertThat(json(Cli.run("snapshots", "list", "--json", "--test", "nobody calls a test so")))
                .isEmpty();
    }

    @Test
    void showHasAll() throws IOException {
        try (Stored stored = Stored.set()) {
            Cli show = Cli.run("snapshots", "show", stored.id());
            assertThat(show.code()).as(show.err()).isZero();
            assertThat(show.out())
                    .contains(stored.id(), "OrderTests.keepsOrders", "busybox:1.36", "/data", "8080/tcp")
                    .contains("drydock snapshots open " + stored.id());

            JsonNode json = json(Cli.run("snapshots", "show", "--json", stored.id()));
            assertThat(json.path("id").asText()).isEqualTo(stored.id());
            assertThat(json.path("remove").asText()).contains("rmi");
            JsonNode store =
                    json.path("containers").get(0).path("name").asText().equals("store")
                            ? json.path("containers").get(0)
                            : json.path("containers").get(1);
            assertThat(store.path("open").asText()).contains("docker").contains(stored.id());
            assertThat(store.path("setup").path("image").asText()).isEqualTo("busybox:1.36");
            assertThat(store.path("setup").path("ports").get(0).asText()).isEqualTo("8080/tcp");
            assertThat(store.path("setup").path("volumes").get(0).path("path").asText())
                    .isEqualTo("/data");
            assertThat(store.path("setup").path("running").asBoolean()).isTrue();
        }
    }

    @Test
    void evidenceIsShown() throws IOException {
        try (Stored stored = Stored.set()) {
            List<String> files = json(Cli.run("snapshots", "show", "--json", stored.id()))
                    .path("files")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
            assertThat(files).contains("store/log.txt", "box/log.txt");
            assertThat(Cli.run("snapshots", "show", stored.id()).out()).contains("  store/log.txt\n");

            Cli file = Cli.run("snapshots", "show", stored.id(), "--file", "store/log.txt");
            assertThat(file.code()).isZero();
            assertThat(Cli.run("snapshots", "logs", stored.id(), "store")).isEqualTo(file);

            Cli wrong = Cli.run("snapshots", "show", stored.id(), "--file", "store/lg.txt");
            assertThat(wrong.code()).isEqualTo(1);
            assertThat(wrong.err())
                    .startsWith("drydock: There is no file 'store/lg.txt' beside snapshot " + stored.id()
                            + ". There are:\n  store/log.txt\n");
        }
    }

    /** A snapshot may come from anywhere, and a terminal obeys what stands in a log. */
    @Test
    void whatATerminalWouldObeyIsHarmlessThere() {
        try (Stored stored = Stored.odd(
                Stored.spec().command("sh", "-c", "printf 'a\\033[2Jb\\tc\\r\\n'; touch /written; sleep 600"))) {
            for (String[] args : new String[][] {
                {"snapshots", "logs", stored.id()}, {"snapshots", "show", stored.id(), "--file", "box/log.txt"}
            }) {
                assertThat(Cli.runInTerminal(args).out()).endsWith("a?[2Jb\tc\n");
                assertThat(Cli.run(args).out()).endsWith("a\u001b[2Jb\tc\r\n");
            }
        }
    }

    @Test
    void containerMustBeNamedWhereThereAreSeveral() {
        try (Stored stored = Stored.set()) {
            Cli logs = Cli.run("snapshots", "logs", stored.id());
            assertThat(logs.code()).isEqualTo(1);
            assertThat(logs.err())
                    .startsWith("drydock: Snapshot " + stored.id() + " has several containers; name one: ");
            Cli other = Cli.run("snapshots", "logs", stored.id(), "cache");
            assertThat(other.code()).isEqualTo(1);
            assertThat(other.err())
                    .contains("has no container 'cache'. It has: ")
                    .contains("store");
        }
    }

    @Test
    void diffListsWhatWasChanged() throws IOException {
        try (Stored stored = Stored.box("echo hello >/etc/motd; mkdir /new; rm /bin/wget; chmod 700 /tmp")) {
            Cli diff = Cli.run("snapshots", "diff", stored.id());
            assertThat(diff.code()).as(diff.err()).isZero();
            assertThat(diff.out())
                    .containsPattern("(?m)^A  /etc/motd +6 B$")
                    .containsPattern("(?m)^A  /new +folder$")
                    .containsPattern("(?m)^D  /bin/wget$")
                    .containsPattern("(?m)^C  /tmp +1?777 → 700$");
            JsonNode json = json(Cli.run("snapshots", "diff", stored.id(), "box", "--json"));
            JsonNode motd = null;
            for (JsonNode each : json) {
                motd = each.path("path").asText().equals("/etc/motd") ? each : motd;
            }
            assertThat(motd).isNotNull();
            assertThat(motd.path("change").asText()).isEqualTo("added");
            assertThat(motd.path("before").isNull()).isTrue();
            assertThat(motd.path("after").path("size").asLong()).isEqualTo(6);
            assertThat(motd.path("after").path("mode").asText()).isEqualTo("0644");
            assertThat(motd.path("after").path("sha256").asText()).hasSize(64);
        }
    }

    @Test
    void diffOfTwoSnapshots() {
        try (Stored stored = Stored.box("echo one >/etc/motd")) {
            Snapshot later = stored.more("echo three >/etc/motd");
            assertThat(Cli.run("snapshots", "diff", stored.id(), later.id()).out())
                    .isEqualTo("C  /etc/motd  4 B → 6 B\n");
            assertThat(Cli.run("snapshots", "diff", stored.id(), later.id(), "box")
                            .out())
                    .isEqualTo("C  /etc/motd  4 B → 6 B\n");
            Cli same = Cli.run("snapshots", "diff", later.id(), later.id());
            assertThat(same.out()).isEmpty();
            assertThat(same.err()).isEqualTo("There is no difference.\n");
            assertThat(Cli.run("snapshots", "diff", stored.id(), "boxx").err())
                    .contains("'boxx' is neither a container of snapshot " + stored.id());
        }
    }

    @Test
    void filesInVolumesAreCounted() {
        try (Stored stored = Stored.set()) {
            assertThat(Cli.run("snapshots", "diff", stored.id(), "store").out())
                    .contains(" in the volume /data\n")
                    .doesNotContain("/data/file");
            assertThat(Cli.run("snapshots", "diff", stored.id(), "store", "--volumes")
                            .out())
                    .containsPattern("(?m)^A  /data/file +5 B$");
        }
    }

    @Test
    void unknownIdListsTheNearest() {
        try (Stored stored = Stored.box("true")) {
            String mistyped = stored.id().substring(0, stored.id().length() - 1) + "x";
            for (String command : List.of("show", "open", "run", "logs", "diff")) {
                Cli run = Cli.run("snapshots", command, mistyped);
                assertThat(run.code()).as(command).isEqualTo(1);
                assertThat(run.err())
                        .startsWith("drydock: There is no snapshot '" + mistyped + "' on this engine. The nearest:\n")
                        .contains("  " + stored.id() + "  OrderTests.keepsOrders\n");
            }
        }
    }

    @Test
    void removeTakesAllOrNone() {
        try (Stored stored = Stored.box("true")) {
            Snapshot other = stored.more("true");
            assertThat(Cli.run("snapshots", "remove", stored.id(), "20990101").code())
                    .isEqualTo(1);
            assertThat(Stored.SNAPSHOTS.find(stored.id())).isPresent();

            assertThat(Cli.run("snapshots", "remove", stored.id(), other.id()))
                    .isEqualTo(new Cli(0, stored.id() + "\n" + other.id() + "\n", ""));
            assertThat(Stored.SNAPSHOTS.find(stored.id())).isEmpty();
        }
    }

    @Test
    void runWithoutCommandSaysWhatToRun() throws IOException {
        try (Stored stored = Stored.box("true")) {
            assertThat(Cli.run("snapshots", "run", stored.id()).out())
                    .contains("Maven:   drydock snapshots run " + stored.id()
                            + " -- mvn test -Dtest='org.shop.OrderTests#keepsOrders'\n")
                    .contains("--tests 'org.shop.OrderTests.keepsOrders'\n");
            JsonNode json = json(Cli.run("snapshots", "run", "--from", "before", stored.id(), "--json"));
            assertThat(json.path("class").asText()).isEqualTo("org.shop.OrderTests");
            assertThat(json.path("method").asText()).isEqualTo("keepsOrders");
            assertThat(json.path("maven").asText()).startsWith("drydock snapshots run --from before " + stored.id());
        }
    }

    @Test
    void suggestedCommandsAreForTheSameEngine() throws IOException {
        String host = Stored.CLIENT.address().toString();
        try (Stored stored = Stored.box("true")) {
            String begin = "drydock --host " + host + " snapshots ";
            assertThat(Cli.run("snapshots", "show", "--host", host, stored.id()).out())
                    .contains(begin + "open " + stored.id(), begin + "run ", begin + "remove ");
            assertThat(Cli.run("snapshots", "run", "--host", host, stored.id()).out())
                    .contains("Maven:   " + begin + "run " + stored.id() + " -- mvn ");
            assertThat(Cli.run("snapshots", "diff", "--host", host, stored.id(), "boxx")
                            .err())
                    .contains("'" + begin + "list'");
        }
    }

    @Test
    void namesOfTestsAreObeyedByNeitherShellNorTerminal() throws IOException {
        try (Stored stored = Stored.odd(ContainerSpec.of("busybox:1.36").command("sleep", "600"))) {
            Cli run = Cli.run("snapshots", "run", stored.id());
            assertThat(run.out()).contains("-Dtest='org.shop.OddTests#it'\\''s?[2J'\n");
            Cli open = Cli.run("snapshots", "open", stored.id(), "--", "true");
            assertThat(open.err()).contains("OddTests.it's [2J?2J\n");
            Cli list = Cli.run("snapshots", "list", "--test", "OddTests");
            Cli wrong = Cli.run("snapshots", "show", stored.id() + "x");
            assertThat(wrong.err()).contains(stored.id() + "  OddTests.it's [2J?2J");
            Cli json = Cli.run("snapshots", "show", "--json", stored.id());
            assertThat(json(json).path("name").asText()).isEqualTo("OddTests.it's [2J\u009b2J");
            assertThat(run.out() + open.err() + list.out() + wrong.err() + json.out())
                    .doesNotContain("\u001b")
                    .doesNotContain("\u009b");
        }
    }
}
