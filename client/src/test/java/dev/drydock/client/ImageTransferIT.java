package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Images that come from and go to archives. */
class ImageTransferIT {
    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    @TempDir
    Path folder;

    private final Images images = engine.client().images();
    private final List<Progress> progress = new ArrayList<>();

    private static ImageReference reference(String what) {
        return ImageReference.parse("localhost/drydock-test/" + engine.name(what) + ":1");
    }

    /** A file system with one file, never the same twice. */
    private static BuildContext files() {
        return new BuildContext().add("unique.txt", engine.name(String.valueOf(System.nanoTime())));
    }

    private static ImageImportOptions labelled(ImageReference name) {
        String label = "LABEL " + EngineFixture.LABEL + "=" + engine.labels().get(EngineFixture.LABEL);
        return ImageImportOptions.DEFAULT.withName(name).withChanges(label, "CMD [\"/x\"]", "ENV COLOUR=green");
    }

    private String imported(ImageReference name) throws IOException {
        try (InputStream tar = files().open()) {
            return images.importFrom(tar, labelled(name), progress::add);
        }
    }

    private Path saved(String... names) throws IOException {
        Path file = folder.resolve("saved.tar");
        try (ArchiveStream tar = images.save(names)) {
            Files.copy(tar, file);
        }
        return file;
    }

    @Test
    @Acceptance(
            value = {"E-022", "E-023"},
            by = "images().importFrom(inputStream, options, progress)")
    void aStreamOfFilesBecomesAnImage() throws IOException {
        ImageReference name = reference("stream");
        String id;
        try (InputStream tar = files().open()) {
            id = images.importFrom(tar, labelled(name).withMessage("from a test"), progress::add);
        }

        ImageDetails details = images.inspect(name.toString());
        assertThat(id).endsWith(details.id().replace("sha256:", ""));
        assertThat(details.comment()).isEqualTo("from a test");
        assertThat(details.config().cmd()).containsExactly("/x");
        assertThat(details.config().env("COLOUR")).isEqualTo("green");
        assertThat(details.config().labels()).containsAllEntriesOf(engine.labels());
        assertThat(details.rootFS().layers()).hasSize(1);
        assertThat(details.rootFS().type()).isEqualTo("layers");
        assertThat(progress).isNotEmpty();
    }

    @Test
    @Acceptance(
            value = {"E-025", "E-045"},
            by = "images().importFrom(path, options, progress); who wants no progress gives line -> {}")
    void aFileBecomesAnImage() throws IOException {
        ImageReference name = reference("file");
        Path tar = folder.resolve("files.tar");
        try (InputStream in = files().open()) {
            Files.copy(in, tar);
        }

        String id = images.importFrom(tar, labelled(name), line -> {});

        assertThat(images.inspect(name.toString()).id()).endsWith(id.replace("sha256:", ""));
    }

    @Test
    @Acceptance(
            value = {"E-024"},
            by = "images().importFrom(uri, options, progress)")
    void theEngineFetchesWhatAnAddressLeadsTo() throws IOException {
        byte[] tar;
        try (InputStream in = files().open()) {
            tar = in.readAllBytes();
        }
        List<String> asked = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, tar.length);
            exchange.getResponseBody().write(tar);
            exchange.close();
        });
        server.start();
        ImageReference name = reference("url");
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/files.tar?a=1&b=2");
            images.importFrom(address, labelled(name), progress::add);
        } finally {
            server.stop(0);
        }

        assertThat(asked).contains("/files.tar?a=1&b=2");
        assertThat(images.inspect(name.toString()).config().env("COLOUR")).isEqualTo("green");
    }

    @Test
    void whatIsNoArchiveIsNotImported() {
        ImageReference name = reference("broken");

        assertThatThrownBy(() -> images.importFrom(
                        new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}), labelled(name), progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot import an image as '" + name + "': the engine ");
        assertThatThrownBy(() -> images.inspect(name.toString())).isInstanceOf(NotFoundException.class);
    }

    @Test
    @Acceptance(
            value = {"E-026"},
            by = "ImageReference.parse refuses the name, importFrom the file")
    void whatCanNotBeImportedIsSaidBefore() {
        assertThatThrownBy(() -> ImageReference.parse("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> images.importFrom(folder.resolve("none.tar"), labelled(reference("x")), p -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("Cannot import an image as")
                .hasMessageContaining("none.tar");
        assertThatThrownBy(() -> images.load(folder.resolve("none.tar"), ImageLoadOptions.DEFAULT, p -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot load images: the file ");
        assertThatThrownBy(() -> images.importFrom(URI.create("file:///x.tar"), labelled(reference("x")), p -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not file:");
    }

    @Test
    @Acceptance(
            value = {"B-151", "B-153", "E-019", "E-020"},
            by = "images().save(name), images().load(stream or path, options, progress)")
    void whatWasSavedCanBeLoaded() throws IOException {
        ImageReference name = reference("saved");
        String id = imported(name);
        Path archive = saved(name.toString());
        images.remove(name.toString(), false);
        assertThatThrownBy(() -> images.inspect(name.toString())).isInstanceOf(NotFoundException.class);
        progress.clear();

        List<String> loaded = images.load(archive, ImageLoadOptions.DEFAULT, progress::add);

        assertThat(loaded).containsExactly(name.toString());
        assertThat(progress).isNotEmpty();
        assertThat(images.inspect(name.toString()).id()).endsWith(id.replace("sha256:", ""));
    }

    @Test
    @Acceptance(
            value = {"B-152", "E-021"},
            by = "images().save(names...)")
    void severalAreSavedAtOnce() throws IOException {
        ImageReference one = reference("one");
        ImageReference two = reference("two");
        imported(one);
        imported(two);
        Path archive = saved(one.toString(), two.toString());
        images.remove(one.toString(), false);
        images.remove(two.toString(), false);

        List<String> loaded;
        try (InputStream in = Files.newInputStream(archive)) {
            loaded = images.load(in, ImageLoadOptions.DEFAULT.withQuiet(true), progress::add);
        }

        assertThat(loaded).containsExactlyInAnyOrder(one.toString(), two.toString());
        assertThat(images.inspect(one.toString()).id())
                .isNotEqualTo(images.inspect(two.toString()).id());
    }

    @Test
    void whatIsNoArchiveIsNotLoaded() {
        byte[] nonsense = new byte[2048];
        nonsense[0] = 'x';

        assertThatThrownBy(
                        () -> images.load(new ByteArrayInputStream(nonsense), ImageLoadOptions.DEFAULT, progress::add))
                .isInstanceOf(DockerException.class)
                .hasMessageStartingWith("Cannot load images: the engine ");
    }

    @Test
    void whatIsNotThereIsNotSaved() {
        String missing = "drydock-no-such-image:1";

        for (String[] names : new String[][] {{missing}, {EngineFixture.BUSYBOX, missing}}) {
            assertThatThrownBy(() -> saved(names))
                    .isInstanceOf(DockerResponseException.class)
                    .hasMessageStartingWith("Cannot save image")
                    .hasMessageContaining("drydock-no-such-image");
        }
    }

    @Test
    @SuppressWarnings("try") // That it is closed twice is the point.
    void aSaveThatIsGivenUpEndsAtOnce() throws IOException {
        try (ArchiveStream tar = images.save(EngineFixture.BUSYBOX)) {
            assertThat(tar.readNBytes(512)).hasSize(512);
            tar.close();
            assertThatThrownBy(tar::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
        }
    }
}
