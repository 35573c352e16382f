package dev.drydock.client.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.internal.transport.Connectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerContextTests {
    /** SHA-256 of "remote", which is the name of the context's folder. */
    private static final String REMOTE = "b71199ebd070b36beab7317920c2c2f1d777df8d05e5527d8458fda57cb17a7a";

    @TempDir
    Path home;

    private String find(Map<String, String> environment) {
        return new Discovery(new Surroundings(environment, home, List.of()), Connectors.DEFAULT, false)
                .get()
                .address()
                .toString();
    }

    private static void config(Path folder, String json) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), json);
    }

    private static void context(Path folder, String hash, String json) throws IOException {
        Path meta = Files.createDirectories(folder.resolve("contexts/meta").resolve(hash));
        Files.writeString(meta.resolve("meta.json"), json);
    }

    private static String host(String host) {
        return "{\"Name\":\"remote\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"" + host
                + "\",\"SkipTLSVerify\":false}}}";
    }

    @Test
    void theCurrentContextNamesTheEngine() throws IOException {
        config(home.resolve(".docker"), "{\"auths\":{},\"currentContext\":\"remote\"}");
        context(home.resolve(".docker"), REMOTE, host("tcp://10.0.0.9:2375"));

        assertThat(find(Map.of())).isEqualTo("tcp://10.0.0.9:2375");
    }

    @Test
    void theEnvironmentChoosesAContextToo() throws IOException {
        config(home.resolve(".docker"), "{\"currentContext\":\"other\"}");
        context(home.resolve(".docker"), REMOTE, host("unix:///r.sock"));

        assertThat(find(Map.of("DOCKER_CONTEXT", "remote"))).isEqualTo("unix:///r.sock");
    }

    @Test
    void dockerHostGoesBeforeAContext() throws IOException {
        context(home.resolve(".docker"), REMOTE, host("unix:///r.sock"));

        assertThat(find(Map.of("DOCKER_CONTEXT", "remote", "DOCKER_HOST", "unix:///h.sock")))
                .isEqualTo("unix:///h.sock");
    }

    @Test
    void dockerConfigNamesTheFolder(@TempDir Path other) throws IOException {
        config(home.resolve(".docker"), "{\"currentContext\":\"wrong\"}");
        config(other, "{\"currentContext\":\"remote\"}");
        context(other, REMOTE, host("unix:///r.sock"));

        assertThat(find(Map.of("DOCKER_CONFIG", other.toString()))).isEqualTo("unix:///r.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"currentContext\":\"\"}",
                "{\"currentContext\":\"default\"}",
                "{\"currentContext\":null}"
            })
    void theDefaultContextIsNone(String json) throws IOException {
        config(home.resolve(".docker"), json);

        assertThatThrownBy(() -> find(Map.of()))
                .hasMessageContaining("none is chosen in " + home.resolve(".docker/config.json"));
    }

    @Test
    void theEnvironmentMayChooseTheDefaultContext() throws IOException {
        config(home.resolve(".docker"), "{\"currentContext\":\"remote\"}");

        assertThatThrownBy(() -> find(Map.of("DOCKER_CONTEXT", "default"))).hasMessageContaining("none is chosen");
    }

    @Test
    void aContextThatIsMissingIsAnError() throws IOException {
        config(home.resolve(".docker"), "{\"currentContext\":\"remote\"}");

        assertThatThrownBy(() -> find(Map.of()))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("the Docker context 'remote' is chosen, but ")
                .hasMessageContaining(
                        home.resolve(".docker/contexts/meta").resolve(REMOTE).toString())
                .hasMessageContaining("docker context ls");
    }

    @Test
    void aContextWithoutAnEngineIsAnError() throws IOException {
        context(home.resolve(".docker"), REMOTE, "{\"Endpoints\":{\"kubernetes\":{}}}");

        assertThatThrownBy(() -> find(Map.of("DOCKER_CONTEXT", "remote")))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining("names no Docker host");
    }

    @Test
    void aContextThatCannotBeReachedFromHereIsNamed() throws IOException {
        context(home.resolve(".docker"), REMOTE, host("ssh://me:pa55word@host"));

        assertThatThrownBy(() -> find(Map.of("DOCKER_CONTEXT", "remote")))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageStartingWith("Cannot find an engine. From the Docker context 'remote': ")
                .hasMessageContaining("ssh")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void aBrokenConfigurationIsAnErrorThatDoesNotQuoteIt() throws IOException {
        config(home.resolve(".docker"), "{\"auths\":{\"x\":{\"auth\":pa55word}}}");

        assertThatThrownBy(() -> find(Map.of()))
                .isInstanceOf(DockerConnectionException.class)
                .hasMessageContaining(home.resolve(".docker/config.json") + " can't be read as JSON")
                .hasNoCause()
                .hasMessageNotContaining("pa55word");
    }
}
