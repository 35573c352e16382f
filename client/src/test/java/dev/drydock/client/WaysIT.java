package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same calls over each way to a real engine. */
class WaysIT {
    private static final String IMAGE = EngineFixture.BUSYBOX;

    enum Way {
        UNIX,
        TCP,
        TLS_RSA,
        TLS_EC,
        TLS_UNVERIFIED,
        SSH
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new AssertionError(name + " isn't set. `eval \"$(dev/engine env)\"` sets what these tests need.");
        }
        return value;
    }

    /** What asks the engine with TLS: where it doesn't listen with TLS itself, TLS is put in front of it. */
    @FunctionalInterface
    private interface OverTls {
        void call(EngineAddress engine, Function<String, Path> certificates) throws IOException;
    }

    private static void overTls(OverTls calls) throws IOException {
        String engine = System.getenv("DRYDOCK_TEST_TLS");
        if (engine != null && !engine.isBlank()) {
            calls.call(EngineAddress.parse(engine), Path.of(variable("DRYDOCK_TEST_TLS_CERTS"))::resolve);
            return;
        }
        try (TcpForwarder forwarder = TcpForwarder.withTls(socket(), Certificates.server("server"))) {
            calls.call(forwarder.address(), Certificates::of);
        }
    }

    private static void overTls(String identity, Consumer<DockerClient> calls) throws IOException {
        overTls((engine, certificates) -> with(
                DockerClient.builder().address(engine).tls(TlsSettings.fromFolder(certificates.apply(identity))),
                calls));
    }

    private static Path socket() {
        try (DockerClient client = DockerClient.connect()) {
            assertThat(client.address().kind()).isEqualTo(EngineAddress.Kind.UNIX);
            return Path.of(client.address().target());
        }
    }

    private static DockerClient.Builder overSsh(String address) {
        return DockerClient.builder()
                .address(EngineAddress.parse(address))
                .sshCommand(List.of("ssh", "-F", variable("DRYDOCK_TEST_SSH_CONFIG")));
    }

    private static void over(Way way, Consumer<DockerClient> calls) throws IOException {
        switch (way) {
            case UNIX -> with(DockerClient.builder(), calls);
            case TCP -> {
                try (TcpForwarder forwarder = new TcpForwarder(socket())) {
                    with(DockerClient.builder().address(forwarder.address()), calls);
                }
            }
            case TLS_RSA -> overTls("client", calls);
            case TLS_EC -> overTls("client-ec", calls);
            case TLS_UNVERIFIED ->
                overTls((engine, certificates) -> {
                    Path folder = certificates.apply("client");
                    TlsSettings settings = TlsSettings.builder()
                            .certificate(folder.resolve("cert.pem"), folder.resolve("key.pem"))
                            .verifyPeer(false)
                            .build();
                    with(DockerClient.builder().address(engine).tls(settings), calls);
                });
            case SSH -> with(overSsh(variable("DRYDOCK_TEST_SSH")), calls);
        }
    }

    private static void with(DockerClient.Builder builder, Consumer<DockerClient> calls) {
        try (DockerClient client = builder.build()) {
            calls.accept(client);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("drydock-"))
                .allSatisfy(thread -> {
                    thread.join(20_000);
                    assertThat(thread.isAlive()).isFalse();
                });
    }

    private static void ensureImage(DockerClient client) {
        try {
            client.images().inspect(IMAGE);
        } catch (NotFoundException e) {
            ImageReference source = EngineFixture.reachable(IMAGE);
            client.images().pull(source, progress -> {});
            client.images().tag(source.toString(), ImageReference.parse(IMAGE));
        }
    }

    private static void inContainer(DockerClient client, String command, Consumer<String> calls) {
        ensureImage(client);
        String id = client.containers()
                .create(ContainerSpec.of(IMAGE)
                        .label(EngineFixture.LABEL, UUID.randomUUID().toString())
                        .option("StopTimeout", 0)
                        .command("sh", "-c", command)
                        .build());
        try {
            client.containers().start(id);
            calls.accept(id);
        } finally {
            client.containers().remove(id);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Acceptance(
            value = {"B-003", "B-005", "C-037", "D-024", "C-010"},
            by = "unix, tcp, TLS with certificates, ssh")
    void theEngineIsAsked(Way way) throws IOException {
        over(way, client -> {
            assertThat(client.apiVersion().isAtLeast(ApiVersion.OLDEST)).isTrue();
            assertThat(client.system().info().name()).isNotBlank();
            assertThatThrownBy(() -> client.containers().inspect("drydock-test-none"))
                    .isInstanceOf(NotFoundException.class);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aContainerRunsAndItsLogsCome(Way way) throws IOException {
        over(
                way,
                client -> inContainer(client, "echo größer; echo err >&2; seq 20000", id -> {
                    assertThat(client.containers().waitUntilStopped(id).statusCode())
                            .isZero();
                    // The engine reads the two one beside the other: which comes first in its log says nothing.
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    ByteArrayOutputStream err = new ByteArrayOutputStream();
                    try (OutputFrames logs = client.containers().logs(id, LogOptions.ALL)) {
                        logs.forEachRemaining(frame ->
                                (frame.source() == OutputFrame.Source.STDERR ? err : out).writeBytes(frame.bytes()));
                    }
                    assertThat(out.toString(StandardCharsets.UTF_8))
                            .startsWith("größer\n1\n")
                            .endsWith("\n19999\n20000\n");
                    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
                }));
    }

    private static ByteArrayInputStream tar(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @ParameterizedTest
    @EnumSource
    void archivesGoUpAndDown(Way way) throws IOException {
        byte[] bytes = new byte[3_000_000];
        new java.util.Random(1).nextBytes(bytes);
        over(
                way,
                client -> inContainer(client, "sleep 1000", id -> {
                    client.containers().unpack(id, "/tmp", tar("file", bytes));
                    try (ArchiveStream archive = client.containers().archive(id, "/tmp/file")) {
                        byte[] tar = archive.readAllBytes();
                        // The tar's one member follows its header.
                        assertThat(new ByteArrayInputStream(tar, 512, bytes.length))
                                .hasBinaryContent(bytes);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
    }

    @ParameterizedTest
    @EnumSource
    void commandsRunAndTheirOutputComes(Way way) throws IOException {
        over(
                way,
                client -> inContainer(client, "sleep 1000", id -> {
                    ExecResult result = client.exec().run(id, "sh", "-c", "seq 20000; echo err >&2; exit 3");

                    assertThat(result.exitCode()).isEqualTo(3);
                    assertThat(result.stdoutText()).endsWith("\n20000\n").hasSize(108_894);
                    assertThat(result.stderrText()).isEqualTo("err\n");
                }));
    }

    /** Of stdin alone: what the command still writes comes, and it ends by itself. */
    @ParameterizedTest
    @EnumSource
    void anInputsEndIsSeenWhileTheOutputGoesOn(Way way) throws IOException {
        over(
                way,
                client -> inContainer(client, "sleep 1000", id -> {
                    String exec = client.exec()
                            .create(id, ExecSpec.of("sh", "-c", "cat; echo end").withStdin());
                    try (Attachment attached = client.exec().attach(exec)) {
                        attached.stdin().write("größer\n".getBytes(StandardCharsets.UTF_8));
                        assertThat(attached.output().next().text()).isEqualTo("größer\n");

                        attached.closeStdin();

                        assertThat(attached.output().stream().map(OutputFrame::text))
                                .containsExactly("end\n");
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
    }

    @Test
    void anEngineRefusesAStrangersCertificate() throws IOException {
        overTls(
                "stranger",
                client -> assertThatThrownBy(() -> client.system().info())
                        .isInstanceOf(DockerConnectionException.class)
                        .hasMessageContaining("the engine refuses the client's certificate"));
    }

    @Test
    void anSshThatFailsSaysWhy() {
        String address = variable("DRYDOCK_TEST_SSH");
        with(
                overSsh("ssh://no.such.host.invalid"),
                client -> assertThatThrownBy(() -> client.system().info())
                        .isInstanceOf(DockerConnectionException.class)
                        .hasMessageContainingAll("ssh to no.such.host.invalid failed: ", "Correct the name"));
        with(
                overSsh("ssh://drydock-nobody@" + EngineAddress.parse(address).host()),
                client -> assertThatThrownBy(() -> client.system().info())
                        .isInstanceOf(DockerConnectionException.class)
                        .hasMessageContainingAll("Permission denied", "give ssh a key"));
    }
}
