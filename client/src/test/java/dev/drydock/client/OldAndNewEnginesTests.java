package dev.drydock.client;

import static dev.drydock.client.Answers.answer;
import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.ImageDetails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What engines older and newer than those of the other tests answer: API 1.40 (Docker 19.03) and 1.52 to 1.55 (Docker 29).
 * All of it is written down from what is known of them and played by a {@link ScriptedEngine}; none of these engines runs here.
 */
class OldAndNewEnginesTests {
    private static final String CONTAINER = """
            {"Id":"c1","Name":"/db","Image":"sha256:1","Created":"2025-11-10T12:00:00.5Z",
             "State":{"Status":"running","Running":true,"Paused":false,"Pid":42,"ExitCode":0},
             "Config":{"Image":"postgres:15","Env":["A=b"],"Tty":false,"Labels":{"x":"y"}},
             "NetworkSettings":{%s"Ports":{"5432/tcp":[{"HostIp":"127.0.0.1","HostPort":"32768"}]},
               "Networks":{"bridge":{"NetworkID":"n1","IPAddress":"172.17.0.2","Gateway":"172.17.0.1",%s}}}}""";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private DockerClient client(String version) {
        engine.onPing(raw(
                "HTTP/1.1 200 OK\r\nApi-Version: " + version + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
        return engine.client();
    }

    @ParameterizedTest
    @CsvSource({
        "1.40, 1.40",
        "1.44, 1.44",
        "1.52, 1.52",
        "1.53, 1.53",
        "1.54, 1.54",
        "1.55, 1.55",
        "1.56, 1.55",
        "1.100, 1.55",
    })
    void theNewestThatBothKnowIsSpoken(String offered, String spoken) throws Exception {
        engine.next(json(200, "{}"));
        DockerClient client = client(offered);

        client.system().info();

        assertThat(client.apiVersion()).hasToString(spoken);
        assertThat(engine.call().line()).isEqualTo("GET /v" + spoken + "/info");
    }

    @ParameterizedTest
    @CsvSource({
        "1.40, '\"IPAddress\":\"172.17.0.2\",\"Gateway\":\"172.17.0.1\",\"Bridge\":\"\",', '\"Aliases\":null'",
        "1.52, '', '\"Aliases\":[\"db\"],\"DNSNames\":[\"db\",\"c1\"]'",
        "1.55, '', '\"Aliases\":[],\"DNSNames\":[\"db\",\"c1\"],\"GwPriority\":0'",
    })
    void addressesAreThoseOfTheNetworks(String version, String addresses, String endpoint) {
        engine.next(json(200, CONTAINER.formatted(addresses, endpoint)));

        ContainerDetails details = client(version).containers().inspect("db");

        assertThat(details.networkSettings().networks()).containsOnlyKeys("bridge");
        assertThat(details.networkSettings().networks().get("bridge").ipAddress())
                .isEqualTo("172.17.0.2");
        assertThat(details.networkSettings().ports().get("5432/tcp").get(0).hostPort())
                .isEqualTo("32768");
        assertThat(details.config().env()).containsExactly("A=b");
        assertThat(details.networkSettings().more().containsKey("IPAddress")).isEqualTo(!addresses.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "1.40, ''",
        "1.52, ',\"ImageManifestDescriptor\":{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}'",
        "1.55, ',\"Health\":{\"Status\":\"none\",\"FailingStreak\":0}'",
    })
    void aListHasTheSameInAllVersions(String version, String more) {
        engine.next(json(200, """
                [{"Id":"c1","Names":["/db"],"Image":"postgres:15","ImageID":"sha256:1","Command":"postgres","Created":1700000000,
                  "Ports":[{"IP":"127.0.0.1","PrivatePort":5432,"PublicPort":32768,"Type":"tcp"}],"Labels":{},"State":"running",
                  "Status":"Up 2 minutes","Mounts":[]%s}]""".formatted(more)));

        List<ContainerSummary> all = client(version).containers().list(Filters.NONE);

        assertThat(all).hasSize(1);
        assertThat(all.get(0).names()).containsExactly("/db");
        assertThat(all.get(0).labels()).isEmpty();
    }

    @Test
    void anOldImageHasMuchThatNobodyNeeds() {
        engine.next(json(200, """
                {"Id":"sha256:1","RepoTags":["<none>:<none>"],"RepoDigests":[],"Parent":"","Comment":"",
                 "Created":"2020-01-02T03:04:05Z","Container":"c9","ContainerConfig":{"Hostname":"h","Cmd":["/bin/sh"]},
                 "DockerVersion":"19.03.15","Author":"","Config":{"Hostname":"","AttachStdin":false,"Env":["PATH=/bin"],
                 "Cmd":["sh"],"Image":"sha256:0","Volumes":null,"Entrypoint":null,"OnBuild":null,"Labels":null},
                 "Architecture":"amd64","Os":"linux","Size":1234567,"VirtualSize":1234567}"""));

        ImageDetails image = client("1.40").images().inspect("x");

        assertThat(image.size()).isEqualTo(1_234_567L);
        assertThat(image.config().env()).containsExactly("PATH=/bin");
        assertThat(image.config().entrypoint()).isEmpty();
        assertThat(image.config().labels()).isEmpty();
        assertThat(image.os()).isEqualTo("linux");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.52", "1.55"})
    void aNewImageLeavesOutWhatIsEmpty(String version) {
        engine.next(json(200, """
                {"Id":"sha256:1","RepoTags":[],"RepoDigests":[],"Config":{"Cmd":["sh"]},"Architecture":"amd64","Os":"linux",
                 "Size":1234567,"Descriptor":{"digest":"sha256:1"},"Metadata":{"LastTagTime":"0001-01-01T00:00:00Z"}}"""));

        ImageDetails image = client(version).images().inspect("x");

        assertThat(image.config().cmd()).containsExactly("sh");
        assertThat(image.config().env()).isEmpty();
        assertThat(image.config().entrypoint()).isEmpty();
        assertThat(image.config().labels()).isEmpty();
        assertThat(image.config().volumes()).isEmpty();
        assertThat(image.config().user()).isNull();
        assertThat(image.repoTags()).isEmpty();
        assertThat(image.size()).isEqualTo(1_234_567L);
    }

    @ParameterizedTest
    @CsvSource({
        "1.40, application/json, '\"status\":\"die\",\"id\":\"c1\",\"from\":\"x\",', ''",
        "1.52, application/jsonl, '', ''",
        "1.53, application/x-ndjson, '', ''",
        "1.55, application/json-seq, '', '\u001e'",
    })
    void eventsSayTheSame(String version, String type, String gone, String separator) {
        String event = separator + "{" + gone + "\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"c1\","
                + "\"Attributes\":{\"exitCode\":\"3\"}},\"scope\":\"local\",\"time\":1700000000,"
                + "\"timeNano\":1700000000123456789}\n";
        engine.next(answer(200, type, event + event));

        try (EventStream events = client(version).system().events(Filters.NONE)) {
            List<Event> all = events.stream().toList();

            assertThat(all).hasSize(2).allSatisfy(each -> {
                assertThat(each.action()).isEqualTo("die");
                assertThat(each.actor()).isEqualTo(new Event.Actor("c1", Map.of("exitCode", "3")));
                assertThat(each.timeNano()).isEqualTo(1_700_000_000_123_456_789L);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.52", "1.55"})
    void newEnginesSayByTheContentTypeThatLogsAreInFrames(String version) {
        engine.next(answer(200, "application/vnd.docker.multiplexed-stream", frames()));

        try (OutputFrames logs = client(version).containers().logs("db", LogOptions.ALL)) {
            assertThat(logs.stream().map(frame -> frame.source() + " " + frame.text()))
                    .containsExactly("STDOUT out\n", "STDERR err\n");
        }
    }

    @Test
    void newEnginesSayByTheContentTypeThatLogsAreATerminals() {
        engine.next(answer(200, "application/vnd.docker.raw-stream", frames()));

        try (OutputFrames logs = client("1.52").containers().logs("db", LogOptions.ALL)) {
            assertThat(logs.stream().map(OutputFrame::text).reduce("", String::concat))
                    .isEqualTo(frames());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOldEngineIsAskedWhetherThereIsATerminal(boolean tty) throws Exception {
        engine.next(json(200, "{\"Id\":\"c1\",\"Config\":{\"Tty\":" + tty + "}}"))
                .next(raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + frames()));

        try (OutputFrames logs = client("1.40").containers().logs("db", LogOptions.ALL)) {
            assertThat(logs.stream().map(OutputFrame::text).reduce("", String::concat))
                    .isEqualTo(tty ? frames() : "out\nerr\n");
        }
        assertThat(engine.call().line()).isEqualTo("GET /v1.40/containers/db/json");
        assertThat(engine.call().line()).startsWith("GET /v1.40/containers/db/logs?");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOldEngineIsAskedWhetherAServiceHasATerminal(boolean tty) throws Exception {
        engine.next(json(200, "{\"ID\":\"s1\",\"Spec\":{\"TaskTemplate\":{\"ContainerSpec\":{\"TTY\":" + tty + "}}}}"))
                .next(raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + frames()));

        try (OutputFrames logs = client("1.40").services().logs("web", LogOptions.ALL)) {
            assertThat(logs.stream().map(OutputFrame::text).reduce("", String::concat))
                    .isEqualTo(tty ? frames() : "out\nerr\n");
        }
        assertThat(engine.call().line()).isEqualTo("GET /v1.40/services/web");
        assertThat(engine.call().line()).startsWith("GET /v1.40/services/web/logs?stdout=true&stderr=true");
    }

    private static String frames() {
        byte[] bytes = {1, 0, 0, 0, 0, 0, 0, 4, 'o', 'u', 't', '\n', 2, 0, 0, 0, 0, 0, 0, 4, 'e', 'r', 'r', '\n'};
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
