package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.ImageHistoryEntry;
import dev.drydock.client.model.ImagePruneReport;
import dev.drydock.client.model.ImageSearchResult;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.client.model.RemovedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images there are, what they are made of, and how they go. */
class ImageListIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Images images = engine.client().images();

    private static ImageReference reference(String what) {
        return ImageReference.parse("localhost/drydock-test/" + engine.name(what) + ":1");
    }

    /** A small image of this run; without a name where that is {@code null}. */
    private String image(ImageReference name) throws IOException {
        BuildContext files = new BuildContext().add("unique.txt", engine.name(String.valueOf(System.nanoTime())));
        ImageImportOptions options = new ImageImportOptions(
                name,
                null,
                List.of("LABEL " + EngineFixture.LABEL + "=" + engine.labels().get(EngineFixture.LABEL)),
                null);
        try (InputStream tar = files.open()) {
            String id = images.importFrom(tar, options, progress -> {});
            return id.startsWith("sha256:") ? id : "sha256:" + id;
        }
    }

    private List<String> found(ImageListOptions options) {
        return images.list(options).stream().map(ImageSummary::id).toList();
    }

    private ImageListOptions ours() {
        return ImageListOptions.DEFAULT.withFilters(engine.filter());
    }

    @Test
    @Acceptance(
            value = {"E-001", "A-023"},
            by = "images().list(options)")
    void aListEntryIsComplete() throws IOException {
        ImageReference name = reference("entry");
        String id = image(name);

        assertThat(images.list(ours())).singleElement().satisfies(image -> {
            assertThat(image.id()).isEqualTo(id);
            assertThat(image.repoTags()).containsExactly(name.toString());
            assertThat(image.created()).isPositive();
            assertThat(image.size()).isPositive();
            assertThat(image.virtualSize()).isIn(image.size(), null);
            assertThat(image.labels()).isEqualTo(engine.labels());
            assertThat(image.parentId()).isNotNull();
        });
        ImageReference pulled = EngineFixture.reachable(EngineFixture.BUSYBOX);
        images.pull(pulled, progress -> {});
        assertThat(images.list(ImageListOptions.DEFAULT
                        .withReference(pulled.familiarName())
                        .withDigests(true)))
                .flatExtracting(ImageSummary::repoDigests)
                .anyMatch(each -> each.startsWith(pulled.familiarName() + "@sha256:"));
    }

    @Test
    @Acceptance(
            value = {"B-124", "E-011"},
            by = "images().list(ImageListOptions…); `filter` of old engines is withReference")
    void optionsSayWhichImagesAreListed() throws IOException {
        ImageReference name = reference("named");
        String named = image(name);
        String dangling = image(null);

        assertThat(found(ours())).containsExactlyInAnyOrder(named, dangling);
        assertThat(found(ours().withAll(true).withDigests(true))).contains(named, dangling);
        assertThat(found(ours().withDangling(true))).containsExactly(dangling);
        assertThat(found(ours().withDangling(false))).containsExactly(named);
        assertThat(found(ours().withReference(name.familiarName()))).containsExactly(named);
        assertThat(found(ours().withReference("localhost/drydock-test/no-such-image")))
                .isEmpty();
        assertThat(found(ImageListOptions.DEFAULT.withFilters(
                        engine.filter().and("since", named).and("dangling", true))))
                .containsExactly(dangling);
        assertThat(found(ImageListOptions.DEFAULT.withFilters(engine.filter().and("before", dangling))))
                .containsExactly(named);
        assertThat(found(ImageListOptions.DEFAULT.withFilters(Filters.byLabel(EngineFixture.LABEL, "nobody"))))
                .isEmpty();
    }

    @Test
    void whatImagesShareIsSaidOnRequest() throws IOException {
        image(reference("shared"));

        List<ImageSummary> all = images.list(ours().withSharedSize(true));

        if (engine.client().apiVersion().isAtLeast(new ApiVersion(1, 42))
                && !engine.client().isPodman()) {
            assertThat(all).allSatisfy(image -> assertThat(image.sharedSize()).isNotNegative());
        } else {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    @Acceptance(
            value = {"E-010"},
            by = "DockerResponseException with status(), engineMessage() and answer().body()")
    void aFilterThatIsNoneIsRefused() {
        assertThatThrownBy(() -> images.list(Filters.by("colour", "green")))
                .isInstanceOfSatisfying(DockerResponseException.class, e -> {
                    assertThat(e.status()).isBetween(400, 500);
                    assertThat(e.engineMessage()).isNotBlank().doesNotContain("{");
                    assertThat(e.answer().body()).contains("message");
                })
                .hasMessageStartingWith("Cannot list images: the engine answered ");
    }

    @Test
    @Acceptance(
            value = {"B-145", "E-002", "E-015"},
            by = "images().inspect(name)")
    void detailsAreComplete() throws IOException {
        ImageReference name = reference("details");
        String id = image(name);

        ImageDetails details = images.inspect(name.toString());

        assertThat(details.id()).isEqualTo(id);
        assertThat(details.repoTags()).containsExactly(name.toString());
        assertThat(details.created()).startsWith("20");
        assertThat(details.architecture()).isNotBlank();
        assertThat(details.os()).isEqualTo("linux");
        assertThat(details.size()).isPositive();
        assertThat(details.rootFS().layers()).singleElement().asString().startsWith("sha256:");
        assertThat(details.config().labels()).isEqualTo(engine.labels());
        assertThat(Objects.requireNonNull(details.graphDriver()).name()).isNotBlank();
        assertThat(images.inspect(id)).isEqualTo(details);
        assertThatThrownBy(() -> images.inspect(name.familiarName() + ":2")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(
            value = {"B-146", "E-012"},
            by = "images().history(name)")
    void historySaysTheSteps() throws IOException {
        ImageReference name = reference("history");
        image(name);

        List<ImageHistoryEntry> steps = images.history(name.toString());

        assertThat(steps).hasSize(1).first().satisfies(step -> {
            assertThat(step.id()).isNotBlank();
            assertThat(step.created()).isPositive();
            assertThat(step.size()).isPositive();
        });
        assertThat(images.history(EngineFixture.BUSYBOX))
                .anyMatch(step -> String.valueOf(step.createdBy()).contains("busybox"));
        assertThatThrownBy(() -> images.history("drydock-no-such-image:1")).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(
            value = {"A-026", "B-148", "E-027"},
            by = "images().tag(image, newName); what had the name before loses it, which is the old `force`")
    void aNameIsAddedAndMoved() throws IOException {
        ImageReference one = reference("one");
        ImageReference two = reference("two");
        String first = image(one);
        String second = image(two);
        ImageReference more = reference("more");

        images.tag(one.toString(), more);
        assertThat(images.inspect(more.toString()).id()).isEqualTo(first);
        assertThat(images.inspect(one.toString()).id()).isEqualTo(first);

        images.tag(second, more);
        assertThat(images.inspect(more.toString()).id()).isEqualTo(second);
        assertThatThrownBy(() -> images.tag("drydock-no-such-image:1", more)).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(
            value = {"A-024", "B-149", "E-013", "E-014"},
            by = "images().remove(image, options)")
    void removingSaysWhatIsGone() throws IOException {
        ImageReference one = reference("one");
        ImageReference two = reference("two");
        String id = image(one);
        images.tag(id, two);

        assertThat(images.remove(two.toString(), ImageRemoveOptions.DEFAULT))
                .extracting(RemovedImage::untagged)
                .containsExactly(two.toString());
        assertThat(images.inspect(id).repoTags()).containsExactly(one.toString());
        assertThat(images.remove(one.toString(), ImageRemoveOptions.DEFAULT.withNoPrune(true)))
                .extracting(RemovedImage::untagged, RemovedImage::deleted)
                .extracting(Object::toString)
                .anyMatch(each -> each.contains(id.replace("sha256:", "")))
                .anyMatch(each -> each.contains(one.toString()));
        assertThatThrownBy(() -> images.remove(id, ImageRemoveOptions.DEFAULT)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatAContainerUsesStaysUnlessForced() throws IOException {
        ImageReference name = reference("used");
        String id = image(name);
        engine.create(ContainerSpec.of(id)
                .label(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL))
                .command("x"));

        assertThatThrownBy(() -> images.remove(name.toString(), ImageRemoveOptions.DEFAULT.withForce(false)))
                .isInstanceOf(ConflictException.class)
                .hasMessageStartingWith("Cannot remove image '" + name + "': the engine answered 409 ");
        assertThat(images.remove(name.toString(), ImageRemoveOptions.DEFAULT.withForce(true)))
                .extracting(RemovedImage::untagged)
                .contains(name.toString());
    }

    @Test
    void pruningTakesWhatTheFiltersLeave() throws IOException {
        String named = image(reference("kept"));
        String dangling = image(null);

        ImagePruneReport gone = images.prune(engine.filter());

        assertThat(gone.imagesDeleted())
                .extracting(RemovedImage::deleted)
                .filteredOn(Objects::nonNull)
                .anyMatch(each -> dangling.endsWith(each.replace("sha256:", "")));
        assertThat(gone.spaceReclaimed()).isPositive();
        assertThat(found(ours())).containsExactly(named);

        ImagePruneReport all = images.prune(engine.filter().and("dangling", false));

        assertThat(all.imagesDeleted())
                .extracting(RemovedImage::deleted)
                .filteredOn(Objects::nonNull)
                .anyMatch(each -> named.endsWith(each.replace("sha256:", "")));
        assertThat(found(ours())).isEmpty();
    }

    @Test
    @Acceptance(
            value = {"B-150", "E-028"},
            by = "images().search(term, options)")
    void aRegistryIsSearched() throws IOException {
        if (engine.client().isPodman()) {
            // It doesn't speak plain HTTP with a registry that its configuration doesn't name.
            ImageReference known = EngineFixture.reachable(EngineFixture.BUSYBOX);
            assertThat(images.search(known.familiarName(), ImageSearchOptions.DEFAULT.withLimit(5)))
                    .extracting(ImageSearchResult::name)
                    .anyMatch(name -> name.contains("busybox"));
            return;
        }
        String answer = """
                {"num_results":1,"query":"größe &","results":[{"name":"some/size","description":"a size","is_official":true,
                "is_automated":false,"star_count":4711}]}""";
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            boolean search = exchange.getRequestURI().getPath().equals("/v1/search");
            byte[] body = (search ? answer : "{\"standalone\":true}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("X-Docker-Registry-Version", "0.6");
            boolean known = search || exchange.getRequestURI().getPath().equals("/v1/_ping");
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        try (PlainOnly front = new PlainOnly(registry.getAddress().getPort())) {
            String term = "127.0.0.1:" + front.port() + "/größe &";

            assertThat(images.search(term, ImageSearchOptions.DEFAULT.withLimit(5)))
                    .singleElement()
                    .satisfies(result -> {
                        assertThat(result.name()).isEqualTo("some/size");
                        assertThat(result.description()).isEqualTo("a size");
                        assertThat(result.isOfficial()).isTrue();
                        assertThat(result.starCount()).isEqualTo(4711);
                    })
                    .extracting(ImageSearchResult::isAutomated)
                    .isEqualTo(false);
        } finally {
            registry.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-x", "--help", "..", "a/../b", "/a", "x\ny"})
    @Acceptance(
            value = {"E-005"},
            by = "refused before any request; NotFoundException for what isn't there")
    void whatIsNoNameIsRefused(String name) {
        ImageReference other = reference("other");

        for (Runnable call : List.<Runnable>of(
                () -> images.inspect(name),
                () -> images.history(name),
                () -> images.tag(name, other),
                () -> images.remove(name, true),
                () -> images.save(name))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Cannot ");
        }
        assertThatThrownBy(() -> images.inspect("--help")).hasMessageContaining("option of a command");
        assertThatThrownBy(() -> ImageReference.parse("-x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Acceptance(
            value = {"E-009"},
            by = "images().save() is refused before any request")
    void nothingCanNotBeSaved() {
        assertThatThrownBy(images::save)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot save images: none is named.");
        assertThatThrownBy(() -> images.save(EngineFixture.BUSYBOX, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> images.search(" ", ImageSearchOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageSearchOptions.DEFAULT.withLimit(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
