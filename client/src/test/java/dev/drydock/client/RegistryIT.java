package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.DistributionDetails;
import dev.drydock.client.model.Progress;
import dev.drydock.client.model.PushResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real engine and a real registry that wants a password. */
class RegistryIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final TestRegistry registry = new TestRegistry();
    private final Images images = engine.client().images();
    private final boolean podman = engine.client().isPodman();
    private final List<DockerClient> clients = new ArrayList<>();
    private final List<Progress> progress = new ArrayList<>();
    private final PullOptions allowed = PullOptions.DEFAULT.withCredentials(registry.credentials());
    private final PushOptions allowedToPush = PushOptions.DEFAULT.withCredentials(registry.credentials());
    private String repository;

    @BeforeEach
    void name() {
        repository = engine.name("private-" + System.nanoTime());
    }

    @AfterEach
    void close() {
        clients.forEach(DockerClient::close);
    }

    private DockerClient client(DockerClient.Builder builder) {
        DockerClient client = builder.address(engine.client().address()).build();
        clients.add(client);
        return client;
    }

    private ImageReference putImage() throws IOException {
        registry.put(repository, "1", "amd64", engine.labels());
        return registry.image(repository, "1");
    }

    @Test
    @Acceptance(
            value = {"A-021", "A-022", "D-017", "D-023", "E-018"},
            by = "images().pull(image, progress), with credentials of the client's source or of the call")
    void aPrivateImageIsPulled() throws Exception {
        ImageReference image = putImage();
        List<String> asked = new ArrayList<>();
        DockerClient own = client(DockerClient.builder().credentials(host -> {
            asked.add(host);
            return registry.credentials();
        }));

        own.images().pull(image, progress::add);

        assertThat(asked).containsExactly(registry.address);
        assertThat(progress).isNotEmpty();
        assertThat(images.inspect(image.toString()).config().labels()).containsAllEntriesOf(engine.labels());
    }

    @Test
    void aPrivateImageIsPulledByItsDigest() throws Exception {
        String digest = registry.put(repository, "1", "amd64", engine.labels());
        ImageReference image = ImageReference.parse(registry.address + "/" + repository + "@" + digest);

        images.pull(image, allowed, progress::add);

        assertThat(images.inspect(image.toString()).repoDigests()).contains(image.toString());
    }

    @Test
    @Acceptance(
            value = {"B-142", "E-039"},
            by = "CredentialSource.of(map): a build sends all that it has as X-Registry-Config")
    void aBuildBeginsWithAPrivateImage() throws Exception {
        ImageReference image = putImage();
        DockerClient own = client(DockerClient.builder()
                .credentials(CredentialSource.of(Map.of(registry.address, registry.credentials()))));
        DockerClient none = client(DockerClient.builder().credentials(CredentialSource.NONE));
        BuildContext context = new BuildContext().add("Dockerfile", "FROM " + image + "\nLABEL more=1\n");

        assertThatThrownBy(() -> none.images().build(BuildSpec.DEFAULT, context, progress::add))
                .isInstanceOf(DockerException.class);
        String id = own.images().build(BuildSpec.DEFAULT, context, progress::add);

        assertThat(images.inspect(id).config().labels())
                .containsAllEntriesOf(engine.labels())
                .containsEntry("more", "1");
    }

    @Test
    void withoutCredentialsItIsUnauthorized() throws Exception {
        ImageReference image = putImage();
        DockerClient none = client(DockerClient.builder().environment(Map.of("DOCKER_CONFIG", "/no/such/folder")));

        assertThatThrownBy(() -> none.images().pull(image, progress::add))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("The registry '" + registry.address + "' wants credentials, and none were found.")
                .hasMessageContaining("/no/such/folder/config.json (isn't there)");
        assertThatThrownBy(() -> images.pull(
                        image, PullOptions.DEFAULT.withCredentials(RegistryCredentials.NONE), progress::add))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void withAWrongPasswordItIsUnauthorizedAndTheSourceIsAskedForAnother() throws Exception {
        ImageReference image = putImage();
        List<RegistryCredentials> given = new ArrayList<>(List.of(registry.wrongCredentials(), registry.credentials()));
        DockerClient own = client(DockerClient.builder().credentials(host -> given.remove(0)));

        assertThatThrownBy(() -> images.pull(
                        image, PullOptions.DEFAULT.withCredentials(registry.wrongCredentials()), progress::add))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("refuses the credentials that were given for this call")
                .satisfies(e -> assertThat(e.toString())
                        .doesNotContain(registry.wrongCredentials().password()));

        own.images().pull(image, progress::add);
        assertThat(given).isEmpty();
    }

    @Test
    @Acceptance(value = "E-050", by = "CredentialSource.saved(): config.json, and a program that it names")
    void savedCredentialsAreUsed(@TempDir Path folder) throws Exception {
        ImageReference image = putImage();
        RegistryCredentials saved = registry.credentials();
        Map<String, String> environment = new HashMap<>();
        environment.put("DOCKER_CONFIG", folder.toString());
        environment.put("PATH", folder.toString());
        Files.writeString(
                folder.resolve("config.json"),
                "{\"auths\":{\"http://" + registry.address + "/v2/\":{\"username\":\"" + saved.username()
                        + "\",\"password\":\"" + saved.password() + "\"}}}");

        client(DockerClient.builder().environment(environment)).images().pull(image, progress::add);
        images.remove(image.toString(), true);

        Files.writeString(folder.resolve("config.json"), "{\"credHelpers\":{\"" + registry.address + "\":\"it\"}}");
        Path program = Files.writeString(
                folder.resolve("docker-credential-it"),
                "#!/bin/sh\necho '{\"Username\":\"" + saved.username() + "\",\"Secret\":\"" + saved.password()
                        + "\"}'");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        client(DockerClient.builder().environment(environment)).images().pull(image, progress::add);
    }

    @Test
    void whatTheRegistryDoesNotHaveIsNotFound() {
        assertThatThrownBy(() -> images.pull(registry.image(repository, "none"), allowed, progress::add))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("manifest unknown");
    }

    @Test
    void thePlatformThatWasAskedForIsPulled() throws Exception {
        String amd = registry.put(repository, "amd", "amd64", engine.labels());
        String arm = registry.put(repository, "arm", "arm64", engine.labels());
        registry.putList(repository, "1", Map.of("amd64", amd, "arm64", arm));
        ImageReference image = registry.image(repository, "1");

        images.pull(image, allowed.withPlatform("linux/arm64"), progress::add);

        assertThat(images.inspect(image.toString()).architecture()).isEqualTo("arm64");
        assertThatThrownBy(() -> images.pull(image, allowed.withPlatform("linux/s390x"), progress::add))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("for linux/s390x");
    }

    @Test
    void anImageForAnotherPlatformIsNoSuccess() throws Exception {
        ImageReference image = putImage();

        assertThatThrownBy(() -> images.pull(image, allowed.withPlatform("linux/arm64"), progress::add))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot pull image '" + image + "' for linux/arm64: ");
    }

    @Test
    void allTagsArePulledAndPushedAtOnce() throws Exception {
        registry.put(repository, "1", "amd64", engine.labels());
        registry.put(repository, "2", "amd64", engine.labels());
        ImageReference all = ImageReference.parse(registry.address + "/" + repository);
        if (podman) {
            assertThatThrownBy(() -> images.pull(all, allowed.withAllTags(), progress::add))
                    .hasMessageContaining("a call for all tags needs Docker");
            assertThatThrownBy(() -> images.push(all, allowedToPush.withAllTags(), progress::add))
                    .hasMessageContaining("a call for all tags needs Docker");
            return;
        }

        images.pull(all, allowed.withAllTags(), progress::add);
        assertThat(images.inspect(all + ":2").repoTags()).contains(all + ":1", all + ":2");

        PushResult pushed = images.push(all, allowedToPush.withAllTags(), progress::add);
        assertThat(pushed.tags()).extracting(PushResult.Tag::tag).containsExactlyInAnyOrder("1", "2");
        assertThat(pushed.tags()).extracting(PushResult.Tag::digest).doesNotContainNull();
    }

    @Test
    @Acceptance(
            value = {"A-025", "B-147", "E-016", "E-017"},
            by = "images().push(image, progress); the registry and the tag are in the name")
    void anImageIsPushed() throws Exception {
        ImageReference image = putImage();
        images.pull(image, allowed, progress::add);
        ImageReference pushed = registry.image(repository, "pushed");
        images.tag(image.toString(), pushed);
        progress.clear();

        PushResult result = images.push(pushed, allowedToPush, progress::add);

        assertThat(result.digest()).isEqualTo(registry.digestOf(repository, "pushed"));
        assertThat(progress).isNotEmpty();
    }

    @Test
    @Acceptance(
            value = {"B-147", "E-044"},
            by = "images().push(image, progress): an error in the stream is an exception, typed by what it means")
    void aPushThatFailsIsAnException() throws Exception {
        ImageReference image = putImage();
        images.pull(image, allowed, progress::add);
        ImageReference nowhere = ImageReference.parse("127.0.0.1:1/" + repository + ":1");
        images.tag(image.toString(), nowhere);

        assertThatThrownBy(() -> images.push(
                        image, PushOptions.DEFAULT.withCredentials(RegistryCredentials.NONE), progress::add))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> images.push(nowhere, progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot push image '" + nowhere + "': the engine ")
                .hasMessageContaining("connection refused");
    }

    @Test
    @Acceptance(
            value = {"E-016", "E-018"},
            by = "ImageReference.parse refuses an empty name; what isn't there is NotFoundException")
    void whatTheEngineDoesNotHaveIsNotPushed() {
        ImageReference missing = registry.image(repository, "none");

        assertThatThrownBy(() -> images.push(missing, allowedToPush, progress::add))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot push image '" + missing + "': the engine ");
        assertThatThrownBy(() -> ImageReference.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegistrySaysWhatItHas() throws Exception {
        Distribution distribution = engine.client().distribution();
        ImageReference image = putImage();
        if (podman) {
            assertThatThrownBy(() -> distribution.inspect(image)).isInstanceOf(UnsupportedByEngineException.class);
            return;
        }

        DistributionDetails details = distribution.inspect(image, registry.credentials());

        assertThat(details.descriptor().digest()).isEqualTo(registry.digestOf(repository, "1"));
        assertThat(details.descriptor().mediaType()).isEqualTo(TestRegistry.MANIFEST);
        assertThat(details.descriptor().size()).isPositive();
        assertThat(details.platforms()).singleElement().satisfies(platform -> {
            assertThat(platform.os()).isEqualTo("linux");
            assertThat(platform.architecture()).isEqualTo("amd64");
        });
        ImageReference missing = registry.image(repository, "none");
        assertThatThrownBy(() -> distribution.inspect(missing, registry.credentials()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> distribution.inspect(image, RegistryCredentials.NONE))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    @Acceptance(value = "B-155", by = "system().login(credentials)")
    void credentialsAreTriedAtTheirRegistry() {
        EngineSystem system = engine.client().system();
        RegistryCredentials right = registry.credentials().withServerAddress(registry.address);
        if (podman) {
            // It wants TLS for this, whatever registries.conf says.
            assertThatThrownBy(() -> system.login(right))
                    .isInstanceOf(EngineFailureException.class)
                    .hasMessageContaining("HTTPS");
            return;
        }

        assertThat(system.login(right).status()).isEqualTo("Login Succeeded");
        assertThatThrownBy(() -> system.login(registry.wrongCredentials().withServerAddress(registry.address)))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageStartingWith("Cannot log in to the registry '" + registry.address + "': ")
                .satisfies(e -> assertThat(e.toString())
                        .doesNotContain(registry.wrongCredentials().password()));
    }
}
