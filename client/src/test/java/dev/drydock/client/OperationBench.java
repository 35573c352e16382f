package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Where one operation is tried: it is the one that is called, and what it needs is made here. */
final class OperationBench {
    final EngineFixture engine;
    final Operations operations;
    final Operation operation;
    boolean called;

    OperationBench(EngineFixture engine, Operation operation) {
        this.engine = engine;
        this.operations = engine.client().operations();
        this.operation = operation;
    }

    boolean isPodman() {
        return engine.client().isPodman();
    }

    private boolean isLibpod() {
        return operation.id().endsWith("Libpod");
    }

    /** The operation with these parameters: name, value, name, value. */
    Invocation with(Object... parameters) {
        called = true;
        return invocation(operation.id(), parameters);
    }

    static Invocation invocation(String id, Object... parameters) {
        Invocation invocation = Invocation.of(id);
        for (int i = 0; i < parameters.length; i += 2) {
            invocation = invocation.param((String) parameters[i], parameters[i + 1]);
        }
        return invocation;
    }

    /** Calls it; anything but success fails the test, and so does a status that the catalogue doesn't tell of. */
    Answer call(Object... parameters) {
        return call(with(parameters));
    }

    Answer call(Invocation invocation) {
        Answer answer = operations.invoke(invocation);
        assertThat(operation.statuses()).contains(answer.status());
        return answer;
    }

    /** Calls another one for what this one needs. */
    Answer other(String id, Object... parameters) {
        return operations.invoke(invocation(id, parameters));
    }

    /** Calls one that must not fail a test any more. */
    void tidy(String id, Object... parameters) {
        operations.invoke(invocation(id, parameters).anyStatus());
    }

    /** Calls it, and expects one of these statuses: of an engine that can't, or won't, or only some can. */
    void answered(Set<Integer> statuses, Object... parameters) {
        answered(statuses, with(parameters));
    }

    void answered(Set<Integer> statuses, Invocation invocation) {
        Answer answer = operations.invoke(invocation.anyStatus());
        assertThat(answer.status()).as(answer.text()).isIn(statuses);
        assertThat(answer.text()).isNotBlank();
    }

    /** It can't be kept from what others have made, and so isn't called here; {@link OperationsTests} shows its request. */
    void notOnASharedEngine() {
        called = true;
    }

    byte[] read(Invocation invocation) {
        try (AnswerStream stream = operations.open(invocation)) {
            assertThat(operation.statuses()).contains(stream.status());
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both directions: what comes back, after the output was ended. */
    byte[] exchange(Invocation invocation, Runnable begun) {
        try (EngineConnection connection = operations.attach(invocation)) {
            begun.run();
            return connection.input().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String created() {
        return engine.create(engine.busybox("sh", "-c", "echo hello"));
    }

    String sleeping() {
        return engine.sleeping();
    }

    /** A small image with this run's label. */
    String image(String what) {
        String name = "localhost/" + engine.name(what);
        other("ImageCommit", "container", created(), "repo", name, "tag", "latest");
        return name + ":latest";
    }

    String network() {
        return (String) other("NetworkCreate", "body", Map.of("Name", engine.name("net"), "Labels", engine.labels()))
                .at("Id");
    }

    String volume() {
        return (String) other("VolumeCreate", "body", Map.of("Name", engine.name("volume"), "Labels", engine.labels()))
                .at("Name");
    }

    String exec(boolean tty, Object... command) {
        Map<String, Object> body = Map.of("AttachStdout", true, "Tty", tty, "Cmd", command);
        return (String) other(isLibpod() ? "ContainerExecLibpod" : "ContainerExec", "id", sleeping(), "body", body)
                .at("Id");
    }

    Filters mine() {
        return engine.filter();
    }

    /** One file, or two, as name, content, name, content. */
    static byte[] tar(String... files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (int i = 0; i < files.length; i += 2) {
                byte[] content = files[i + 1].getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(files[i]);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ByteArrayInputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
