package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Archives and commits. */
class CopyIT {
    private static final String LISTING =
            "cd $0 && find . | sort | while read f; do stat -c '%n %u:%g %a' $f; done; cat a b/c; readlink l; stat -c"
                    + " %h a";

    @RegisterExtension
    static final EngineFixture engine = new EngineFixture();

    private final Containers containers = engine.containers();

    private String filled() {
        return engine.run(
                "sh",
                "-c",
                "mkdir -p /data/b && cd /data && echo one >a && echo two >b/c && ln -s b/c l && ln a h && touch s &&"
                        + " chown 12:34 a b s && chmod 0640 a && chmod 4711 s && chmod 0750 b && chmod 1777 . && chown"
                        + " 56 .");
    }

    private String listing(String container, String folder) {
        return engine.client()
                .exec()
                .run(container, "sh", "-c", LISTING, folder)
                .stdoutText();
    }

    /** All but the owners with Podman: it says root of everything, and leaves the folder itself out. */
    @Test
    void whatIsCopiedFromOneContainerToAnotherIsTheSame() throws Exception {
        String from = filled();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        try (ArchiveStream archive = containers.archive(from, "/data/.")) {
            assertThat(Archives.rebase(archive, tar, "copy/below")).isGreaterThanOrEqualTo(8);
        }
        String to = engine.sleeping();
        engine.client().exec().run(to, "mkdir", "/target");

        containers.unpack(to, "/target", new ByteArrayInputStream(tar.toByteArray()));

        assertThat(listing(to, "/target/copy/below")).isEqualTo(engine.isPodman() ? """
                        . 0:0 755
                        ./a 0:0 640
                        ./b 0:0 750
                        ./b/c 0:0 644
                        ./h 0:0 640
                        ./l 0:0 777
                        ./s 0:0 4711
                        one
                        two
                        b/c
                        2
                        """ : """
                        . 56:0 1777
                        ./a 12:34 640
                        ./b 12:34 750
                        ./b/c 0:0 644
                        ./h 12:34 640
                        ./l 0:0 777
                        ./s 12:34 4711
                        one
                        two
                        b/c
                        2
                        """);
    }

    @Test
    void aContainerThatNeverRanTakesFilesToo() {
        String id = engine.create(engine.busybox("cat", "/tmp/x"));
        InputStream tar = new BuildContext().add("x", "unpacked").open();

        containers.unpack(id, "/tmp", tar);
        containers.start(id);

        assertThat(engine.output(id)).isEqualTo("unpacked");
    }

    @Test
    void largeContentComesBackWhole() throws Exception {
        byte[] bytes = new byte[20_000_000];
        new java.util.Random(7).nextBytes(bytes);
        java.nio.file.Path file = java.nio.file.Files.createTempFile("drydock", ".bin");
        try {
            java.nio.file.Files.write(file, bytes);
            String id = engine.create(engine.busybox("true"));
            containers.unpack(id, "/tmp", new BuildContext().add("big", file).open());

            try (ArchiveStream archive = containers.archive(id, "/tmp/big")) {
                byte[] tar = archive.readAllBytes();
                assertThat(java.util.Arrays.mismatch(tar, 512, 512 + bytes.length, bytes, 0, bytes.length))
                        .isEqualTo(-1);
            }
        } finally {
            java.nio.file.Files.delete(file);
        }
    }

    @Test
    void whatIsNotThereIsNotCopied() {
        String id = engine.create(engine.busybox("true"));

        assertThatThrownBy(() -> containers.archive(id, "/no/such"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith(
                        "Cannot copy '/no/such' out of container '" + id + "': the engine answered 404");
        assertThatThrownBy(() -> containers.stat(id, "/no/such"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Cannot look at '/no/such' in container '" + id
                        + "': the engine answered 404: there is no such container, or no '/no/such' in it.");
        assertThatThrownBy(() -> containers.copyOut(id, "/no/such", java.nio.file.Path.of("target")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot copy '/no/such' out of container '" + id + "' to 'target': the engine ")
                .hasMessageContaining("there is no such container");
        assertThatThrownBy(() -> containers.unpack(
                        id, "/no/such", new BuildContext().add("x", "y").open()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageStartingWith("Cannot copy into '/no/such' of container '" + id + "': ");
    }

    @Acceptance(value = "B-025", by = "bytes are an InputStream, to be closed at any point")
    @Test
    void anArchiveNeedNotBeReadToItsEnd() throws Exception {
        String id = engine.run("dd", "if=/dev/zero", "of=/big", "bs=1M", "count=20");

        try (ArchiveStream archive = containers.archive(id, "/big")) {
            assertThat(archive.readNBytes(512)).hasSize(512);
        }

        assertThat(containers.inspect(id).state().exitCode()).isZero();
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        String id = engine.create(engine.busybox("true"));

        assertThatThrownBy(() -> containers.unpack(id, "/tmp", new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isInstanceOf(DockerResponseException.class);
    }

    @Test
    void aCommittedContainerIsAnImageWithItsFilesAndOtherLabels() {
        String id = engine.run("sh", "-c", "echo kept >/kept.txt");
        ImageReference name = ImageReference.parse("drydock-test/" + engine.name("commit") + ":1");

        String image = containers.commit(
                id,
                CommitSpec.of(name)
                        .comment("a comment")
                        .label(EngineFixture.LABEL, "")
                        .label("new", "label")
                        .build());
        try {
            assertThat(engine.client().images().inspect(name.toString()).id()).isEqualTo(image);
            assertThat(engine.client().images().inspect(image).config().labels())
                    .containsEntry(EngineFixture.LABEL, "")
                    .containsEntry("new", "label");
            assertThat(engine.client().images().inspect(image).comment()).isEqualTo("a comment");
            String copy = engine.start(ContainerSpec.of(image)
                    .label(EngineFixture.LABEL, engine.labels().get(EngineFixture.LABEL))
                    .command("cat", "/kept.txt"));
            assertThat(engine.output(copy)).isEqualTo("kept\n");
            containers.remove(copy);
        } finally {
            engine.client().images().remove(image, true);
        }
    }

    @Test
    void aCommitNeedsNoName() {
        String id = engine.run("true");

        String image = containers.commit(id, CommitSpec.unnamed().pause(false).build());

        assertThat(engine.client().images().inspect(image).repoTags()).isEmpty();
        assertThat(engine.client().images().inspect(image).config().labels()).containsAllEntriesOf(engine.labels());
    }
}
