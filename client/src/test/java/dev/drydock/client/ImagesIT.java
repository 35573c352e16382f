package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImagesIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Images images = engine.client().images();
    private final List<Progress> progress = new ArrayList<>();

    @Test
    void anImageIsDescribed() {
        ImageDetails details = images.inspect(EngineFixture.BUSYBOX);

        assertThat(details.id()).matches("sha256:[0-9a-f]{64}");
        assertThat(details.repoTags()).anyMatch(tag -> tag.endsWith(EngineFixture.BUSYBOX));
        assertThat(details.os()).isEqualTo("linux");
        assertThat(details.architecture()).isNotBlank();
        assertThat(details.size()).isPositive();
        assertThat(details.config().cmd()).containsExactly("sh");
        assertThat(details.config().env("PATH")).contains("/bin");
        assertThat(images.inspect(details.id())).isEqualTo(details);
    }

    @Test
    void pullingTellsItsProgress() {
        ImageReference source = EngineFixture.reachable(EngineFixture.BUSYBOX);

        images.pull(source, progress::add);

        assertThat(progress)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.status()).isNotNull());
        assertThat(images.inspect(source.toString()).id()).isNotEmpty();
    }

    @Test
    void whatTheRegistryDoesNotHaveIsNotPulled() {
        ImageReference missing = EngineFixture.reachable("drydock-no-such-image:1");

        assertThatThrownBy(() -> images.pull(missing, progress::add))
                .isInstanceOf(DockerResponseException.class)
                .hasMessageStartingWith("Cannot pull image '" + missing + "': the engine ")
                .hasMessageMatching("(?s).*(manifest unknown|not found).*");
        assertThatThrownBy(() -> images.inspect(missing.toString())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aRegistryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> images.pull(ImageReference.parse("127.0.0.1:1/busybox:1"), progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot pull image '127.0.0.1:1/busybox:1': ")
                .hasMessageContaining("refused");
    }

    @Test
    void anImageGetsAndLosesAName() {
        ImageReference name = ImageReference.parse("drydock-test/" + engine.name("tag") + ":1");
        images.tag(EngineFixture.BUSYBOX, name);
        try {
            assertThat(images.inspect(name.toString()).id())
                    .isEqualTo(images.inspect(EngineFixture.BUSYBOX).id());
        } finally {
            images.remove(name.toString(), false);
        }

        assertThatThrownBy(() -> images.inspect(name.toString()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot inspect image '" + name + "': the engine answered 404 '");
        assertThatThrownBy(() -> images.remove(name.toString(), false)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anImageIsBuilt() throws IOException {
        ImageReference name = ImageReference.parse("drydock-test/" + engine.name("built") + ":1");
        BuildContext context =
                new BuildContext().add("folder/greeting.txt", "größer\n").add("Dockerfile", """
                        FROM busybox:1.36
                        ARG COLOUR=red
                        COPY folder/greeting.txt /greeting.txt
                        RUN echo $COLOUR >/colour.txt
                        """);
        BuildSpec spec = BuildSpec.DEFAULT
                .withTags(name)
                .withLabels(engine.labels())
                .withBuildArgs(Map.of("COLOUR", "green"))
                .withNoCache(true);

        String id = build(spec, context);

        assertThat(images.inspect(name.toString()).id()).isEqualTo(id);
        assertThat(images.inspect(id).config().labels()).containsAllEntriesOf(engine.labels());
        assertThat(images.list(engine.filter())).extracting(ImageSummary::id).containsExactly(id);
        assertThat(progress).anyMatch(line -> line.stream() != null);
        String container = engine.start(ContainerSpec.of(id)
                .command("cat", "/greeting.txt", "/colour.txt")
                .label(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL)));
        assertThat(engine.output(container)).isEqualTo("größer\ngreen\n");
    }

    @Test
    void aStepThatFailsFailsTheBuild() {
        BuildContext context =
                new BuildContext().add("Dockerfile", "FROM busybox:1.36\nRUN echo why it fails && exit 9\n");

        assertThatThrownBy(() -> build(BuildSpec.DEFAULT.withLabels(engine.labels()), context))
                .isInstanceOf(DockerStreamException.class)
                .hasMessageStartingWith("Cannot build an image: the engine reports '")
                .hasMessageContaining("exit 9");
        assertThat(progress).anyMatch(line -> "why it fails\n".equals(line.stream()));
    }

    @Test
    void aDockerfileThatIsNoneIsRefused() {
        BuildContext context = new BuildContext().add("Dockerfile", "NONSENSE\n");

        assertThatThrownBy(() -> build(BuildSpec.DEFAULT, context))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot build an image: ")
                .hasMessageContaining(engine.isPodman() ? "FROM" : "NONSENSE");
    }

    private String build(BuildSpec spec, BuildContext context) throws IOException {
        try (InputStream tar = context.open()) {
            return images.build(spec, tar, progress::add);
        }
    }
}
