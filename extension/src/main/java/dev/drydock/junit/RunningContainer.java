package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.DockerClient;
import dev.drydock.client.ExecResult;
import dev.drydock.client.LogOptions;
import dev.drydock.client.StopOptions;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ContainerStats;
import dev.drydock.client.model.Health;
import dev.drydock.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/**
 * A container that was started for a test: a parameter of this type gets it by the parameter's name, by
 * {@link ContainerName}, or because it is the only one. Thread-safe.
 *
 * <p>What can't be done in the container's state (it has ended, is paused, or was removed) is a
 * {@link ContainerStateException} that says so; what the engine refuses else is a
 * {@link dev.drydock.client.DockerException}. Each call ends when its thread is interrupted, as by a time-out of JUnit, with
 * an {@link IllegalStateException}.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public interface RunningContainer {
    /** The name by which a container with {@link WithContainer#hostAccess()} reaches the machine that the tests run on. */
    String HOST = "host.drydock.internal";

    /** @return as declared in {@link WithContainer#name()}, or the last part of the image's name */
    String name();

    /** @return the engine's id of it, 64 hexadecimal digits */
    String id();

    /** @return the image, as declared */
    String image();

    /** @return the host name or address at which its published ports are reached, such as {@code 127.0.0.1} */
    String host();

    /**
     * The port of {@link #host()} at which a TCP port of the container is reached. It stays the same as long as the container
     * exists.
     *
     * @param containerPort one of its {@link WithContainer#ports()}
     * @return 1 to 65535
     * @throws IllegalArgumentException when that port isn't published; the message lists those that are
     */
    default int port(int containerPort) {
        return port(containerPort + "/tcp");
    }

    /**
     * As {@link #port(int)}, of any protocol.
     *
     * @param containerPort such as {@code 53/udp}; TCP where none is named
     * @return 1 to 65535
     * @throws IllegalArgumentException when that port isn't published; the message lists those that are
     */
    int port(String containerPort);

    /** @return all published TCP ports: the container's → the host's */
    Map<Integer, Integer> ports();

    /**
     * Runs a command in the container to its end.
     *
     * @param command the program and its arguments; no shell is involved
     * @return exit code and output
     */
    default ExecResult exec(String... command) {
        return exec(ContainerCommand.of(command));
    }

    /**
     * Runs a command in the container to its end, as a user, with an input, or no longer than some time.
     *
     * <p>When it is given up, by its time-out or an interrupt, it is killed, with all that it has started, by another command that
     * takes a shell ({@code sh}) in the image; the exception's message says whether that worked. It is found by the
     * variable {@code DRYDOCK_EXEC}, which is in its environment.
     *
     * @param command and what it is given
     * @return exit code and output, up to 64 MiB
     * @throws ContainerTimeoutException when it doesn't end in time
     */
    ExecResult exec(ContainerCommand command);

    /** @return what it has written so far to standard output and standard error, in the order in which it came */
    default String logs() {
        return logs(LogOptions.ALL);
    }

    /**
     * A part of what it has written so far, also of one that has ended.
     *
     * @param options such as {@code LogOptions.last(20)}, {@code LogOptions.ALL.stderrOnly()} or
     *     {@code LogOptions.ALL.withSince(moment)}; it isn't followed
     * @return the text, as UTF-8
     */
    String logs(LogOptions options);

    /**
     * Hands over what it writes, line by line: all so far, and what comes until the container ends. A container that is
     * started again is to be followed again.
     *
     * @param consumer called on a thread of Drydock's, for one line after the other; when it throws, the following ends
     * @return to be closed; it ends with the container, too
     */
    LogFollower followLogs(Consumer<LogLine> consumer);

    /**
     * Waits for a line of its output that matches, from the first on.
     *
     * @param regex a regular expression, found anywhere in a line
     * @param timeout how long to wait
     * @return the first such line
     * @throws ContainerTimeoutException when there is none in time
     * @throws ContainerStateException when the container ends without it
     */
    default LogLine awaitLog(String regex, Duration timeout) {
        return awaitLog(regex, timeout, Instant.EPOCH);
    }

    /**
     * Waits for a line of its output that matches and was written at some moment or later.
     *
     * @param regex a regular expression, found anywhere in a line
     * @param timeout how long to wait
     * @param since by the clock of the engine's machine
     * @return the first such line
     * @throws ContainerTimeoutException when there is none in time
     * @throws ContainerStateException when the container ends without it
     */
    LogLine awaitLog(String regex, Duration timeout, Instant since);

    /** @return its files: to copy, read and write, and what has changed */
    ContainerFiles files();

    /** @return its network: address, names, faults, and the way to this machine */
    ContainerNetwork network();

    /** Freezes all its processes: connections stay open, and nobody answers. Nothing happens when it is paused. */
    void pause();

    /** Lets it go on after {@link #pause()}. Nothing happens when it isn't paused. */
    void unpause();

    /**
     * Asks it to end, with its stop signal, and kills it when it hasn't after its stop time-out (10 s where nothing else was
     * said). Its files stay, and {@link #start()} starts it again. Nothing happens when it doesn't run.
     */
    default void stop() {
        stop(StopOptions.DEFAULT);
    }

    /**
     * As {@link #stop()}.
     *
     * @param grace how long it may take, in whole seconds, rounded up, until it is killed
     */
    default void stop(Duration grace) {
        stop(StopOptions.DEFAULT.withGrace(grace));
    }

    /**
     * As {@link #stop()}.
     *
     * @param options signal and grace
     * @throws dev.drydock.client.UnsupportedByEngineException with a signal, when the engine's API is older than 1.42
     */
    void stop(StopOptions options);

    /** Kills its first process, and so all: it has no chance to tidy up. Returns when it has ended. */
    default void kill() {
        kill("KILL");
    }

    /**
     * Sends a signal to its first process.
     *
     * @param signal such as {@code HUP}; with {@code KILL} it has ended when this returns
     */
    void kill(String signal);

    /**
     * Starts it again after it has ended, and returns when it is ready. Host, ports and files are what they were. It counts as
     * ready when its {@link WithContainer#ready()} holds anew; of a log condition one line that is written now is enough, also
     * where several were asked for, with its published ports: what a service writes twice when it sets itself up, it writes once
     * when it has its data. Nothing happens when it runs.
     *
     * @throws ContainerStartException when it ends, or isn't ready in time
     */
    void start();

    /** {@linkplain #stop() Stops} it, and {@linkplain #start() starts} it again; returns when it is ready. */
    default void restart() {
        stop();
        start();
    }

    /**
     * As {@link #restart()}.
     *
     * @param grace how long the stop may take, in whole seconds, rounded up, until it is killed
     */
    default void restart(Duration grace) {
        stop(grace);
        start();
    }

    /** @return all that the engine knows of it, now */
    ContainerDetails inspect();

    /** @return what it is doing now */
    default ContainerState state() {
        return inspect().state();
    }

    /** @return whether it runs, also when it is paused; false when it has ended or was removed */
    default boolean isRunning() {
        try {
            return state().running();
        } catch (ContainerStateException e) {
            return false;
        }
    }

    /** @return whether its health check says that it is healthy; false when it has none, doesn't run, or was removed */
    default boolean isHealthy() {
        try {
            Health health = state().health();
            return health != null && "healthy".equals(health.status());
        } catch (ContainerStateException e) {
            return false;
        }
    }

    /** @return what it uses now, one sample: memory, processor time, network, disks */
    ContainerStats stats();

    /**
     * Keeps it as it is now: pauses it, and makes an image of its files and of the data in its volumes; then it goes on. The
     * image stays on the engine until it is removed with {@link Snapshot#removeCommand()} or
     * {@link dev.drydock.snapshot.Snapshots#remove}.
     *
     * @return the snapshot, with the command that opens it
     * @throws dev.drydock.snapshot.SnapshotException when it couldn't be taken; the container goes on
     */
    default Snapshot snapshot() {
        return snapshot("");
    }

    /**
     * As {@link #snapshot()}, with a name for {@link #restore(String)}, {@link WithContainer#snapshot()} and people.
     *
     * @param name such as {@code after-migration}: up to 80 letters, digits, {@code _}, {@code .} and {@code -}; empty for that
     *     of the test
     * @return the snapshot, with the command that opens it
     * @throws dev.drydock.snapshot.SnapshotException when it couldn't be taken; the container goes on
     */
    Snapshot snapshot(String name);

    /**
     * Goes back to the latest snapshot of that name that this class has taken of the container: another container takes this
     * one's place, with the same ports, names, networks and limits, and this handle is that container's from now on, with another
     * {@link #id()}. Returns when it is ready, as {@link #start()} says. Connections are lost, and can be made anew at the same
     * ports. Volumes that its declaration names aren't written to: it has fresh ones. When several threads ask, one comes after
     * the other; what others call meanwhile may be refused with a {@link ContainerStateException}.
     *
     * @param name as {@link #snapshot(String)} was told
     * @throws dev.drydock.snapshot.SnapshotException when there is no such snapshot, or the container shares a volume with
     *     another one; the container goes on as it is
     * @throws ContainerStartException when the other one ends, or isn't ready in time
     */
    void restore(String name);

    /**
     * As {@link #restore(String)}.
     *
     * @param snapshot that holds a container of this name
     * @throws dev.drydock.snapshot.SnapshotException when it holds none, its image is gone, or the container shares a volume with
     *     another one; the container goes on as it is
     * @throws ContainerStartException when the other one ends, or isn't ready in time
     */
    void restore(Snapshot snapshot);

    /** @return the client of its engine, for all else; not to be closed */
    DockerClient client();
}
