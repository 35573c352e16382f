package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.ExecResult;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * A container that was started for a test: a parameter of this type gets it by the parameter's name, by
 * {@link ContainerName}, or because it is the only one. Thread-safe.
 *
 * <p>Methods that ask the engine throw a {@link dev.drydock.client.DockerException} when the container is gone.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface RunningContainer {
    /** @return as declared in {@link WithContainer#name()}, or the last part of the image's name */
    String name();

    /** @return the engine's id of it, 64 hexadecimal digits */
    String id();

    /** @return the image, as declared */
    String image();

    /** @return the host name or address at which its published ports are reached, such as {@code 127.0.0.1} */
    String host();

    /**
     * The port of {@link #host()} at which a port of the container is reached. It stays the same as long as the container
     * exists.
     *
     * @param containerPort one of its {@link WithContainer#ports()}
     * @return 1 to 65535
     * @throws IllegalArgumentException when that port isn't published; the message lists those that are
     */
    int port(int containerPort);

    /** @return all published ports: the container's → the host's */
    Map<Integer, Integer> ports();

    /**
     * Runs a command in the container to its end.
     *
     * @param command the program and its arguments; no shell is involved
     * @return exit code and output
     */
    ExecResult exec(String... command);

    /** @return what it has written so far to standard output and standard error, in the order in which it came */
    String logs();
}
