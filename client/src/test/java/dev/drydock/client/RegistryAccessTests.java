package dev.drydock.client;

import static dev.drydock.client.Answers.json;
import static dev.drydock.client.Answers.noContent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.internal.registry.Refusal;
import dev.drydock.client.model.LoginResult;
import dev.drydock.client.model.Progress;
import dev.drydock.client.model.PushResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which credentials go to the engine, and what is made of its answers. */
class RegistryAccessTests {
    private static final String SECRET = "Open5esame";
    private static final ImageReference IMAGE = ImageReference.parse("ghcr.io/a/b:1");
    private static final RegistryCredentials ME = RegistryCredentials.of("me", SECRET);
    private static final String REFUSED = "{\"message\":\"unauthorized: authentication required\"}";

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    private final List<String> asked = new ArrayList<>();
    private final List<Progress> lines = new ArrayList<>();

    /** Gives these one after the other, then none. */
    private DockerClient client(RegistryCredentials... given) {
        return engine.client(DockerClient.builder().credentials(registry -> {
            asked.add(registry);
            return asked.size() > given.length ? RegistryCredentials.NONE : given[asked.size() - 1];
        }));
    }

    private RegistryCredentials shown() throws InterruptedException {
        String header = engine.call().header("x-registry-auth");
        return header == null ? null : RegistryCredentials.ofHeader(header);
    }

    @Test
    @Acceptance(
            value = {"A-007", "A-008", "C-033", "D-023", "B-144"},
            by =
                    "DockerClient.Builder.credentials(source), or PullOptions.withCredentials: a header, never a parameter")
    void credentialsTravelAsAHeader() throws Exception {
        engine.next(json(200, "{}"));

        client(ME).images().pull(IMAGE, lines::add);

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/images/create?fromImage=ghcr.io%2Fa%2Fb&tag=1");
        assertThat(call.header("x-registry-auth"))
                .isEqualTo(ME.withServerAddress("ghcr.io").header());
        assertThat(asked).containsExactly("ghcr.io");
    }

    @Test
    @Acceptance(
            value = {"A-007", "A-008"},
            by = "RegistryCredentials.NONE, or of an empty token: no header")
    void withoutCredentialsThereIsNoHeader() throws Exception {
        engine.next(json(200, "{}")).next(json(200, "{}"));
        DockerClient client = client(ME);

        client.images().pull(IMAGE, PullOptions.DEFAULT.withCredentials(RegistryCredentials.ofHeader("")), lines::add);
        assertThat(engine.call().header("x-registry-auth")).isNull();
        assertThat(asked).isEmpty();

        engine.client(DockerClient.builder().credentials(CredentialSource.NONE))
                .images()
                .pull(IMAGE, lines::add);
        assertThat(engine.call().header("x-registry-auth")).isNull();
    }

    @Test
    @Acceptance(
            value = {"E-017", "E-039"},
            by = "images().push(image, progress): always a header, {} without credentials")
    void aPushAlwaysHasTheHeader() throws Exception {
        engine.next(json(200, "{}")).next(json(200, "{}"));
        DockerClient client = client(ME);

        client.images().push(IMAGE, lines::add);
        assertThat(shown()).isEqualTo(ME.withServerAddress("ghcr.io"));

        client.images().push(IMAGE, PushOptions.DEFAULT.withCredentials(RegistryCredentials.NONE), lines::add);
        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/images/ghcr.io/a/b/push?tag=1");
        assertThat(call.header("x-registry-auth")).isEqualTo("e30=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghcr.io", "https://ghcr.io", "GHCR.io/v2/", "ghcr.io/a"})
    void credentialsForTheRegistryAreShownToIt(String address) throws Exception {
        engine.next(json(200, "{}")).next(json(200, "{}"));
        RegistryCredentials mine = ME.withServerAddress(address);

        client(mine).images().pull(IMAGE, lines::add);
        client().images().pull(IMAGE, PullOptions.DEFAULT.withCredentials(mine), lines::add);

        assertThat(shown()).isEqualTo(mine);
        assertThat(shown()).isEqualTo(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "https://index.docker.io/v1/", "index.docker.io", "registry-1.docker.io"})
    void dockerHubHasSeveralNames(String address) throws Exception {
        engine.next(json(200, "{}"));
        RegistryCredentials mine = ME.withServerAddress(address);

        client().images()
                .pull(ImageReference.parse("busybox:1"), PullOptions.DEFAULT.withCredentials(mine), lines::add);

        assertThat(shown()).isEqualTo(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "ghcr.io:443", "ghcr.io.example.org", "https://example.org/ghcr.io"})
    void credentialsForAnotherRegistryAreRefusedBeforeTheEngineIsAsked(String address) {
        RegistryCredentials other = ME.withServerAddress(address);
        Images images = client().images();
        PullOptions pull = PullOptions.DEFAULT.withCredentials(other);
        PushOptions push = PushOptions.DEFAULT.withCredentials(other);
        Distribution distribution = client().distribution();
        String why = "image 'ghcr.io/a/b:1': the credentials are for '" + address + "', the image is at 'ghcr.io'.";

        assertThatThrownBy(() -> images.pull(IMAGE, pull, lines::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot pull " + why);
        assertThatThrownBy(() -> images.pull(IMAGE, pull)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> images.push(IMAGE, push, lines::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot push " + why);
        assertThatThrownBy(() -> images.push(IMAGE, push)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> distribution.inspect(IMAGE, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot ask the registry about " + why);
        assertThat(engine.callsLeft()).isZero();
    }

    @Test
    void aSourcesCredentialsForAnotherRegistryAreNotShown() throws Exception {
        engine.otherwise(json(401, REFUSED));
        RegistryCredentials other = ME.withServerAddress("docker.io");
        DockerClient client = client(other, other, other, other, other, other);

        assertThatThrownBy(() -> client.images().pull(IMAGE, lines::add))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("The registry 'ghcr.io' wants credentials, and none were found. Looked for in:"
                        + " the client's own source of credentials (which gave credentials for 'docker.io').");
        assertThatThrownBy(() -> client.images().search("ghcr.io/x", ImageSearchOptions.DEFAULT))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> client.plugins().privileges(IMAGE)).isInstanceOf(UnauthorizedException.class);

        while (engine.callsLeft() > 0) {
            assertThat(engine.call().header("x-registry-auth")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"401, unauthorized: authentication required", "500, Get: no basic auth credentials"})
    void theSourceIsAskedForFreshOnesOnce(int status, String words) throws Exception {
        engine.next(json(status, "{\"message\":\"" + words + "\"}")).next(json(200, "{\"status\":\"Done\"}"));

        client(RegistryCredentials.of("me", "old"), ME).images().pull(IMAGE, lines::add);

        assertThat(shown().password()).isEqualTo("old");
        assertThat(shown().password()).isEqualTo(SECRET);
        assertThat(asked).containsExactly("ghcr.io", "ghcr.io");
        assertThat(lines).extracting(Progress::status).containsExactly("Done");
    }

    @Test
    void podmanRefusesInTheStreamAndTheSourceIsAskedForFreshOnes() throws Exception {
        engine.next(json(200, "{\"error\":\"reading manifest 1: unauthorized: authentication required\"}"))
                .next(json(200, "{}"));

        client(RegistryCredentials.of("me", "old"), ME).images().pull(IMAGE, lines::add);

        assertThat(asked).hasSize(2);
    }

    @Test
    void afterASecondRefusalNothingMoreIsTried() {
        engine.otherwise(json(401, REFUSED));
        DockerClient client = client(RegistryCredentials.of("me", "old" + SECRET), ME, ME);

        assertThatThrownBy(() -> client.images().pull(IMAGE, lines::add))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage("Cannot pull image 'ghcr.io/a/b:1': the engine answered 401 'unauthorized: authentication"
                        + " required'. The registry 'ghcr.io' refuses the credentials of the client's own source of"
                        + " credentials.");
        assertThat(engine.callsLeft()).isEqualTo(2);
        assertThat(asked).hasSize(2);
    }

    @Test
    void theSameCredentialsAreNotTriedTwice() {
        engine.next(json(401, REFUSED));
        DockerClient client = client(ME, ME);

        assertThatThrownBy(() -> client.images().pull(IMAGE, lines::add)).isInstanceOf(UnauthorizedException.class);
        assertThat(engine.callsLeft()).isEqualTo(1);
    }

    @Test
    void whatWasGivenForTheCallIsTheOnlyThingThatIsTried() {
        engine.next(json(500, "{\"message\":\"Head: no basic auth credentials\"}"));
        DockerClient client = client(ME, ME);

        assertThatThrownBy(() -> client.images()
                        .pull(IMAGE, PullOptions.DEFAULT.withCredentials(ME.withEmail(SECRET)), lines::add))
                .isInstanceOfSatisfying(
                        UnauthorizedException.class, e -> assertThat(e.status()).isEqualTo(500))
                .hasMessageContaining("refuses the credentials that were given for this call")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));
        assertThat(asked).isEmpty();
    }

    @Test
    void whereNoneAreSavedTheMessageSaysWhereTheyWereLookedFor() {
        engine.next(json(401, REFUSED));
        DockerClient client = engine.client(DockerClient.builder()
                .environment(Map.of("DOCKER_CONFIG", "/no/such/folder", "DOCKER_AUTH_CONFIG", "{\"x\":\"" + SECRET)));

        assertThatThrownBy(() -> client.images().pull(IMAGE, lines::add))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("The registry 'ghcr.io' wants credentials, and none were found. Looked for in:"
                        + " DOCKER_AUTH_CONFIG (isn't a JSON object), /no/such/folder/config.json (isn't there)")
                .hasMessageEndingWith(
                        "`docker login ghcr.io` saves some, or give them with DockerClient.Builder.credentials.")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // As engines were seen to say it: Docker 20.10 and 28.5, Podman 4.3 and 5.8
                "500 | Head \"http://127.0.0.1:5001/v2/x/manifests/1\": no basic auth credentials | UNAUTHORIZED",
                "500 | unauthorized: authentication required | UNAUTHORIZED",
                "401 | unauthorized: authentication required | UNAUTHORIZED",
                "401 | anything | UNAUTHORIZED",
                "200 | initializing source docker://x: reading manifest 1 in x: unauthorized: authentication required | UNAUTHORIZED",
                "500 | trying to reuse blob sha256:2b at destination: checking whether a blob sha256:2b exists in x: authentication required | UNAUTHORIZED",
                "200 | no basic auth credentials | UNAUTHORIZED",
                "500 | login attempt to http://127.0.0.1:5001/v2/ failed with status: 401 Unauthorized | UNAUTHORIZED",
                "404 | manifest for x:1 not found: manifest unknown: manifest unknown | NOT_FOUND",
                "200 | initializing source docker://x: reading manifest 1 in x: manifest unknown: manifest unknown | NOT_FOUND",
                "200 | no matching manifest for linux/s390x in the manifest list entries | NOT_FOUND",
                "500 | no image found in manifest list for architecture \"s390x\", variant \"\", OS \"linux\" | NOT_FOUND",
                "404 | pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied | DENIED",
                "200 | denied: requested access to the resource is denied | DENIED",
                "500 | Get \"http://127.0.0.1:5999/v2/\": dial tcp 127.0.0.1:5999: connect: connection refused | OTHER",
                "500 | toomanyrequests: You have reached your pull rate limit | OTHER",
                "400 | unauthorized is no tag | OTHER",
                "409 | unauthorized | OTHER",
                "200 | no space left on device | OTHER",
            })
    void theWordsOfEnginesTellWhatAFailureMeans(int status, String words, Refusal meaning) {
        assertThat(Refusal.of(status, words)).isEqualTo(meaning);
    }

    @Test
    @Acceptance(
            value = "E-044",
            by = "images().push(image, progress): an error in the stream is an exception, typed by its meaning")
    void anErrorInTheStreamIsTyped() {
        engine.next(json(200, "{\"status\":\"The push refers to x\"}{\"error\":\"no basic auth credentials\"}"))
                .next(json(200, "{\"error\":\"manifest unknown\"}"))
                .next(json(200, "{\"error\":\"denied: requested access to the resource is denied\"}"))
                .next(json(200, "{\"error\":\"blob upload invalid\"}"))
                .next(json(200, "{\"Id\":\"sha256:1\"}"));
        Images images = client().images();

        assertThatThrownBy(() -> images.push(IMAGE, lines::add)).isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> images.pull(IMAGE, lines::add)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> images.push(IMAGE, lines::add))
                .isInstanceOf(ForbiddenException.class)
                .hasMessageContaining("Perhaps the registry 'ghcr.io' wants credentials; none were found.");
        // It has the image: that wasn't why.
        assertThatThrownBy(() -> images.push(IMAGE, lines::add))
                .isInstanceOf(DockerStreamException.class)
                .hasMessage("Cannot push image 'ghcr.io/a/b:1': the engine reports 'blob upload invalid'.");
    }

    @Test
    void theDigestOfAPushIsWhatDockerSendsOrPodmanSays() {
        String digest = "sha256:" + "a".repeat(64);
        engine.next(json(
                        200,
                        "{\"status\":\"1: digest: " + digest + " size: 7\"}" + "{\"aux\":{\"Tag\":\"1\",\"Digest\":\""
                                + digest + "\",\"Size\":7}}"))
                .next(json(200, "{\"status\":\"1: digest: " + digest + " size: 7\"}"))
                .next(json(200, "{\"status\":\"pushed\"}"));
        Images images = client().images();
        PushResult expected = new PushResult(List.of(new PushResult.Tag("1", digest, 7L)));

        assertThat(images.push(IMAGE, lines::add)).isEqualTo(expected);
        assertThat(images.push(IMAGE, lines::add)).isEqualTo(expected);
        assertThat(images.push(IMAGE, lines::add).digest()).isNull();
    }

    @Test
    void aPushOfOnePlatformTakesApi146() throws Exception {
        PushOptions options = PushOptions.DEFAULT.withPlatform("linux/arm/v7");
        assertThatThrownBy(() -> client().images().push(IMAGE, options, lines::add))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessage(
                        "Cannot push image 'ghcr.io/a/b:1': one platform alone needs Docker with API 1.46, or a Podman with"
                                + " it, and the engine at " + engine.address()
                                + " is Docker with API 1.41. Do without it, or use another engine.");
        assertThat(engine.callsLeft()).isZero();

        engine.next(json(200, "{}"));
        engine.client(DockerClient.builder().apiVersion(ApiVersion.parse("1.46")))
                .images()
                .push(IMAGE, options, lines::add);
        assertThat(engine.call().line())
                .isEqualTo("POST /v1.46/images/ghcr.io/a/b/push?tag=1&platform=%7B%22os%22%3A%22linux%22%2C"
                        + "%22architecture%22%3A%22arm%22%2C%22variant%22%3A%22v7%22%7D");
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeTheEngineIsAsked() {
        Images images = client().images();

        assertThatThrownBy(() -> images.push(ImageReference.parse("x@sha256:" + "a".repeat(64)), lines::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a digest is what comes out of a push");
        assertThatThrownBy(() -> images.pull(IMAGE, PullOptions.DEFAULT.withAllTags(), lines::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Name the repository alone: 'ghcr.io/a/b'");
        assertThat(engine.callsLeft()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux", "linux/", "/arm64", "linux/arm/v7/x", "linux arm64", "linux/a\nb"})
    void aPlatformHasTwoOrThreeParts(String platform) {
        assertThatThrownBy(() -> PullOptions.DEFAULT.withPlatform(platform))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a platform: it is written OS/ARCHITECTURE");
    }

    @Test
    @Acceptance(value = "B-155", by = "system().login(credentials): a body and none are both success")
    void aLoginSucceedsWithAndWithoutABody() throws Exception {
        engine.next(json(200, "{\"Status\":\"Login Succeeded\",\"IdentityToken\":\"" + SECRET + "\"}"))
                .next(noContent())
                .next(json(200, ""));
        EngineSystem system = client().system();
        RegistryCredentials credentials = ME.withEmail("me@x").withServerAddress("docker.io");

        LoginResult result = system.login(credentials);
        assertThat(result.status()).isEqualTo("Login Succeeded");
        assertThat(result.identityToken()).isEqualTo(SECRET);
        assertThat(system.login(credentials)).isEqualTo(new LoginResult(null, null, Map.of()));
        assertThat(system.login(credentials)).isEqualTo(new LoginResult(null, null, Map.of()));

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("POST /v1.41/auth");
        assertThat(call.bodyText())
                .isEqualTo("{\"username\":\"me\",\"password\":\"" + SECRET + "\",\"email\":\"me@x\","
                        + "\"serveraddress\":\"https://index.docker.io/v1/\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | Unauthorized: incorrect username or password",
                // Docker with a registry that only knows basic authentication
                "500 | login attempt to http://127.0.0.1:5001/v2/ failed with status: 401 Unauthorized",
                "500 | login attempt to x failed with status: logging into \"x\": invalid username/password",
            })
    void aLoginThatIsRefusedIsUnauthorizedWhateverTheStatus(int status, String words) {
        engine.next(json(status, "{\"message\":\"" + words.replace("\"", "\\\"") + "\"}"));

        assertThatThrownBy(() -> client().system().login(ME.withServerAddress("ghcr.io")))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageStartingWith("Cannot log in to the registry 'ghcr.io': the engine answered " + status)
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET));
    }

    @Test
    void aLoginNeedsARegistryAndCredentials() {
        EngineSystem system = client().system();

        assertThatThrownBy(() -> system.login(ME)).hasMessageContaining("the credentials name no registry");
        assertThatThrownBy(() -> system.login(RegistryCredentials.NONE.withServerAddress("x")))
                .hasMessageContaining("there are no credentials");
    }

    @Test
    @Acceptance(value = "E-029", by = "images().search(term, options), with the header of the client's source")
    void aSearchShowsTheCredentialsOfTheTermsRegistry() throws Exception {
        engine.otherwise(
                json(
                        200,
                        "[{\"description\":\"d\",\"is_official\":true,\"is_automated\":false,\"name\":\"redis\",\"star_count\":7}]"));
        Images images = client(ME, ME).images();

        assertThat(images.search("redis & more", ImageSearchOptions.DEFAULT))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("redis");
                    assertThat(found.description()).isEqualTo("d");
                    assertThat(found.isOfficial()).isTrue();
                    assertThat(found.isAutomated()).isFalse();
                    assertThat(found.starCount()).isEqualTo(7);
                });
        images.search("127.0.0.1:5000/redis", ImageSearchOptions.DEFAULT);

        ScriptedCall call = engine.call();
        assertThat(call.line()).isEqualTo("GET /v1.41/images/search?term=redis%20%26%20more");
        assertThat(RegistryCredentials.ofHeader(call.header("x-registry-auth")).username())
                .isEqualTo("me");
        assertThat(asked).containsExactly("docker.io", "127.0.0.1:5000");
    }

    @Test
    void podmanHasNoDistribution() {
        String podman = "\r\nApi-Version: 1.41\r\nLibpod-API-Version: 4.3.1\r\n";
        engine.onPing(Answers.raw(Answers.response(200, "text/plain", "OK").replaceFirst("\r\n", podman)));

        assertThatThrownBy(() -> client().distribution().inspect(IMAGE))
                .isInstanceOf(UnsupportedByEngineException.class)
                .hasMessageContaining("a look into a registry needs Docker, and the engine")
                .hasMessageEndingWith(". Pull the image and inspect that, or use another engine.");
    }
}
