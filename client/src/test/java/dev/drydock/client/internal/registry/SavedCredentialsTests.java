package dev.drydock.client.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Acceptance;
import dev.drydock.client.RegistryCredentials;
import dev.drydock.client.internal.discovery.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedCredentialsTests {
    private static final String SECRET = "Open5esame";
    private static final RegistryCredentials ME = RegistryCredentials.of("me", SECRET);

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void path() {
        environment.put("PATH", home.resolve("bin").toString());
    }

    private SavedCredentials saved() {
        return new SavedCredentials(new Surroundings(environment, home, List.of()), Duration.ofSeconds(20));
    }

    /** Without the registry's name, which isn't what most tests are about. */
    private RegistryCredentials find(String registry) {
        return saved().credentials(registry).withServerAddress("");
    }

    private String told(String registry) {
        SavedCredentials.Lookup lookup = saved().look(registry, "", Duration.ofSeconds(20));
        assertThat(lookup.credentials()).isEqualTo(RegistryCredentials.NONE);
        assertThat(lookup.told()).doesNotContain(SECRET).doesNotContain(base64("me:" + SECRET));
        return lookup.told();
    }

    private void file(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void config(String text) throws IOException {
        file(".docker/config.json", text);
    }

    private void helper(String name, String script) throws IOException {
        file("bin/docker-credential-" + name, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script);
        Files.setPosixFilePermissions(
                home.resolve("bin/docker-credential-" + name), PosixFilePermissions.fromString("rwx------"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String auths(String registry, String fields) {
        return "{\"auths\":{\"" + registry + "\":{" + fields + "}}}";
    }

    private static String auth(String pair) {
        return "\"auth\":\"" + base64(pair) + "\"";
    }

    @Test
    void whereNothingIsSavedThereAreNone() {
        assertThat(find("ghcr.io")).isEqualTo(RegistryCredentials.NONE);
        assertThat(told("ghcr.io"))
                .isEqualTo("DOCKER_AUTH_CONFIG (isn't set), " + home.resolve(".docker/config.json") + " (isn't there)");
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io, ghcr.io",
        "https://ghcr.io, ghcr.io",
        "https://ghcr.io/v1/, ghcr.io",
        "http://ghcr.io/v2/, ghcr.io",
        "https://ghcr.io/some/path, ghcr.io",
        "ghcr.io/v2/, ghcr.io",
        "GHCR.io, ghcr.io",
        "https://index.docker.io/v1/, docker.io",
        "index.docker.io, docker.io",
        "docker.io, docker.io",
        "https://registry-1.docker.io/v2/, docker.io",
        "127.0.0.1:5000, 127.0.0.1:5000",
        "http://127.0.0.1:5000, 127.0.0.1:5000",
        "[::1]:5000, [::1]:5000",
    })
    @Acceptance(value = "E-050", by = "CredentialSource.saved(), which a client uses by default")
    void theKeyOfARegistryHasManyForms(String key, String registry) throws IOException {
        config(auths(key, auth("me:" + SECRET)));

        assertThat(find(registry)).isEqualTo(ME);
        assertThat(find("other.example")).isEqualTo(RegistryCredentials.NONE);
        assertThat(find(registry + ":1")).isEqualTo(RegistryCredentials.NONE);
    }

    @Test
    void passwordsMayHaveColonsAndAnyLetters() throws IOException {
        config(auths("ghcr.io", auth("me:a:b:ü€")));

        assertThat(find("ghcr.io")).isEqualTo(RegistryCredentials.of("me", "a:b:ü€"));
    }

    @Test
    void thereAreEntriesWithNameAndPasswordAndWithTokens() throws IOException {
        config(auths("ghcr.io", "\"username\":\"me\",\"password\":\"" + SECRET + "\",\"email\":\"me@x\""));
        assertThat(find("ghcr.io")).isEqualTo(ME.withEmail("me@x"));

        config(auths("ghcr.io", auth("me:") + ",\"identitytoken\":\"" + SECRET + "\""));
        assertThat(find("ghcr.io").identityToken()).isEqualTo(SECRET);
        assertThat(find("ghcr.io").username()).isEqualTo("me");

        config(auths("ghcr.io", "\"registrytoken\":\"" + SECRET + "\""));
        assertThat(find("ghcr.io")).isEqualTo(RegistryCredentials.ofRegistryToken(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "[]", "null", "{", "{\"auths\":7}", "{\"auths\":{\"ghcr.io\":{}}}", "{\"auths\":[]}"})
    void whatSaysNothingIsNone(String text) throws IOException {
        config(text);

        assertThat(find("ghcr.io")).isEqualTo(RegistryCredentials.NONE);
        assertThat(told("ghcr.io")).contains("config.json (");
    }

    @Test
    void whatIsBrokenIsToldWithoutItsContent() throws IOException {
        config("{\"auths\":{\"ghcr.io\":{\"auth\":\"" + base64("me:" + SECRET) + "\"}");
        assertThat(told("ghcr.io")).contains("config.json (isn't a JSON object)");

        config(auths("ghcr.io", auth("nocolon" + SECRET)));
        assertThat(told("ghcr.io")).contains("'auth' for ghcr.io isn't name:password in base64");

        config(auths("ghcr.io", "\"auth\":\"%" + SECRET + "\""));
        assertThat(told("ghcr.io")).contains("'auth' for ghcr.io isn't name:password in base64");
    }

    @Test
    @Timeout(20)
    void aPipeIsNotRead() throws Exception {
        Path pipe = Files.createDirectory(home.resolve(".docker")).resolve("config.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(told("ghcr.io")).contains("config.json (is no regular file)");
    }

    @Test
    @Acceptance(
            value = "E-050",
            by =
                    "DOCKER_AUTH_CONFIG, DOCKER_CONFIG, plaintext-passwords.json, config.json, .dockercfg, Podman's auth.json")
    void placesAreAskedInOrder() throws IOException {
        Path folder = home.resolve("elsewhere");
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        file(".config/containers/auth.json", auths("ghcr.io", auth("podman-home:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("podman-home");

        file("run/containers/auth.json", auths("ghcr.io", auth("podman-runtime:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("podman-runtime");

        environment.put("REGISTRY_AUTH_FILE", home.resolve("named.json").toString());
        file("named.json", auths("ghcr.io", auth("podman-named:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("podman-named");

        file(".dockercfg", "{\"https://ghcr.io\":{" + auth("legacy:x") + ",\"email\":\"me@x\"}}");
        assertThat(find("ghcr.io").username()).isEqualTo("legacy");

        config(auths("ghcr.io", auth("docker:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("docker");

        file(".docker/plaintext-passwords.json", auths("ghcr.io", auth("plain:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("plain");

        environment.put("DOCKER_CONFIG", folder.toString());
        assertThat(find("ghcr.io").username()).isEqualTo("legacy");
        file("elsewhere/config.json", auths("ghcr.io", auth("folder:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("folder");

        environment.put("DOCKER_AUTH_CONFIG", auths("ghcr.io", auth("variable:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("variable");
        environment.put("DOCKER_AUTH_CONFIG", auths("quay.io", auth("variable:x")));
        assertThat(find("ghcr.io").username()).isEqualTo("folder");
    }

    @Test
    void podmanHasEntriesForFoldersOfRepositories() throws IOException {
        file(
                ".config/containers/auth.json",
                "{\"auths\":{\"quay.io\":{" + auth("all:x") + "},\"quay.io/team\":{" + auth("team:x")
                        + "},\"quay.io/team/app\":{" + auth("app:x") + "}}}");

        SavedCredentials saved = saved();
        Duration limit = Duration.ofSeconds(20);
        assertThat(saved.look("quay.io", "team/app", limit).credentials().username())
                .isEqualTo("app");
        assertThat(saved.look("quay.io", "team/apple", limit).credentials().username())
                .isEqualTo("team");
        assertThat(saved.look("quay.io", "teams/x", limit).credentials().username())
                .isEqualTo("all");
        assertThat(saved.credentials("quay.io").username()).isEqualTo("all");
        assertThat(saved.all()).containsOnlyKeys("quay.io");
    }

    @Test
    @Acceptance(value = "E-050", by = "credHelpers and credsStore of config.json")
    void aProgramGetsTheRegistryOnItsInput() throws IOException {
        config("{\"credsStore\":\"store\",\"credHelpers\":{\"ghcr.io\":\"own\"}}");
        String answer = "test \"$#$1\" = 1get || exit 9\nread -r server\n"
                + "printf '{\"ServerURL\":\"%s\",\"Username\":\"NAME of %s\",\"Secret\":\"" + SECRET
                + "\"}' \"$server\" \"$server\"";
        helper("own", answer.replace("NAME", "own"));
        helper("store", answer.replace("NAME", "store"));

        assertThat(find("ghcr.io")).isEqualTo(RegistryCredentials.of("own of ghcr.io", SECRET));
        assertThat(find("127.0.0.1:5000")).isEqualTo(RegistryCredentials.of("store of 127.0.0.1:5000", SECRET));
        assertThat(find("docker.io")).isEqualTo(RegistryCredentials.of("store of https://index.docker.io/v1/", SECRET));
        assertThat(saved().look("ghcr.io", "", Duration.ofSeconds(20)).told()).endsWith("docker-credential-own");
    }

    @Test
    void theNameTokenMeansAnIdentityToken() throws IOException {
        config("{\"credsStore\":\"x\"}");
        helper("x", "echo '{\"Username\":\"<token>\",\"Secret\":\"" + SECRET + "\"}'");

        assertThat(find("ghcr.io")).isEqualTo(RegistryCredentials.ofIdentityToken(SECRET));
    }

    @Test
    void whatAProgramDoesNotHaveMayBeInTheFile() throws IOException {
        config("{\"credsStore\":\"x\",\"auths\":{\"ghcr.io\":{" + auth("me:" + SECRET) + "}}}");
        helper("x", "echo 'credentials not found in native keychain'\nexit 1");

        assertThat(find("ghcr.io")).isEqualTo(ME);
        assertThat(told("quay.io")).contains("config.json (has none)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "echo Open5esame; echo Open5esame >&2; exit 3 ~ failed with exit code 3: run `echo ghcr.io | docker-credential-x get` to see why",
                "echo Open5esame ~ answered something else than a JSON object",
                "echo '[\"Open5esame\"]' ~ answered something else than a JSON object",
                "head -c 2000000 /dev/zero ~ gave an answer that can't be read, or has more than 1 MiB",
                "exec sleep 1000 ~ gave no answer within 700 ms",
                "sleep 1000 ~ gave no answer within 700 ms",
            })
    void aProgramThatIsNoUseIsToldAndNothingIsFound(String script, String why) throws IOException {
        config("{\"credsStore\":\"x\"}");
        helper("x", script);
        // A program that is to answer has more time.
        Duration limit = why.contains("700") ? Duration.ofMillis(700) : Duration.ofSeconds(20);

        SavedCredentials.Lookup lookup = saved().look("ghcr.io", "", limit);

        assertThat(lookup.credentials()).isEqualTo(RegistryCredentials.NONE);
        assertThat(lookup.told()).contains("(docker-credential-x " + why + ")").doesNotContain(SECRET);
    }

    @Test
    void aProgramMayLeaveSomethingRunning() throws IOException {
        config("{\"credsStore\":\"x\"}");
        helper("x", "sleep 5 &\necho '{\"Username\":\"me\",\"Secret\":\"" + SECRET + "\"}'");

        assertThat(find("ghcr.io")).isEqualTo(ME);
    }

    @Test
    void aProgramThatIsMissingOrOddlyNamedIsTold() throws IOException {
        config("{\"credsStore\":\"none\"}");
        assertThat(told("ghcr.io")).contains("docker-credential-none isn't on the PATH");

        config("{\"credsStore\":\"../x\"}");
        assertThat(told("ghcr.io")).contains("isn't run: its name has more than");
    }

    @Test
    @Acceptance(value = "E-039", by = "CredentialSource.all(), which a build sends as X-Registry-Config")
    void aBuildGetsAllThatAreSaved() throws IOException {
        config("{\"credsStore\":\"x\",\"credHelpers\":{\"gcr.io\":\"y\",\"gone.io\":\"broken\"},\"auths\":{"
                + "\"quay.io\":{" + auth("file:x") + "},\"ghcr.io\":{}}}");
        helper(
                "x",
                "if test $1 = list; then echo '{\"https://index.docker.io/v1/\":\"hub\",\"ghcr.io\":\"me\"}'; else "
                        + "echo '{\"Username\":\"x\",\"Secret\":\"s\"}'; fi");
        helper("y", "echo '{\"Username\":\"y\",\"Secret\":\"s\"}'");
        helper("broken", "exit 1");
        environment.put("DOCKER_AUTH_CONFIG", auths("ghcr.io", auth("variable:x")));

        Map<String, RegistryCredentials> all = saved().all();

        assertThat(all).containsOnlyKeys("ghcr.io", "gcr.io", "docker.io", "quay.io");
        assertThat(all.get("ghcr.io").username()).isEqualTo("variable");
        assertThat(all.get("gcr.io").username()).isEqualTo("y");
        assertThat(all.get("docker.io").username()).isEqualTo("x");
        assertThat(all.get("quay.io").username()).isEqualTo("file");
    }

    /** For a build all are asked, and a build may be in a hurry. */
    @Test
    @Timeout(60)
    void allThatAreAskedTogetherHaveOneLimit() throws IOException {
        helper("slow", "exec sleep 1000");
        config("{\"credHelpers\":{\"a.example\":\"slow\",\"b.example\":\"slow\"},\"auths\":{\"c.example\":{\"auth\":\""
                + base64("me:" + SECRET) + "\"}}}");
        SavedCredentials patient =
                new SavedCredentials(new Surroundings(environment, home, List.of()), Duration.ofSeconds(1000));

        assertThat(patient.all(Duration.ofMillis(500))).containsOnlyKeys("c.example");
    }
}
