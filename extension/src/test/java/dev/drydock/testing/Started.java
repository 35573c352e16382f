package dev.drydock.testing;

import dev.drydock.client.ContainerSpec;
import dev.drydock.client.ExecResult;
import dev.drydock.client.model.ContainerDetails;
import java.util.function.UnaryOperator;

/** A container that a test has started by itself; its end removes it. */
public final class Started implements AutoCloseable {
    private final String id;

    private Started(ContainerSpec.Builder spec) {
        id = TestEngine.CLIENT.containers().create(spec.build());
        try {
            TestEngine.CLIENT.containers().start(id);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** As its image has it. */
    public static Started of(Object image, int... ports) {
        ContainerSpec.Builder spec = ContainerSpec.of(image.toString());
        for (int port : ports) {
            spec.publish(port, "127.0.0.1", 0);
        }
        return new Started(spec);
    }

    /** One that only exists, so that its files can be looked at as they came. */
    public static Started asleep(Object image) {
        return new Started(ContainerSpec.of(image.toString()).entrypoint("sleep", "600"));
    }

    /** As its image has it, but for what is changed. */
    public static Started with(Object image, UnaryOperator<ContainerSpec.Builder> changes) {
        return new Started(changes.apply(ContainerSpec.of(image.toString())));
    }

    /** The engine's id of it. */
    public String id() {
        return id;
    }

    /** The port of the loopback address at which a port of it is reached. */
    public int port(int containerPort) {
        ContainerDetails details = TestEngine.CLIENT.containers().inspect(id);
        return Integer.parseInt(details.networkSettings()
                .ports()
                .get(containerPort + "/tcp")
                .get(0)
                .hostPort());
    }

    /** Runs a command line in it, which must succeed, and returns what it wrote. */
    public String sh(String commandLine) {
        ExecResult result = TestEngine.CLIENT.exec().run(id, "sh", "-c", commandLine);
        if (result.exitCode() != 0) {
            throw new AssertionError(commandLine + " exited with " + result.exitCode() + ": " + result.stderrText());
        }
        return result.stdoutText();
    }

    @Override
    public void close() {
        TestEngine.CLIENT.containers().remove(id);
    }
}
