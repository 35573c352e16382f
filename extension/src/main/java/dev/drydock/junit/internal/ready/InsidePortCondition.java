package dev.drydock.junit.internal.ready;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Something in the container listens on a port, which needn't be published. The kernel of this machine is asked; where the
 * container isn't on this machine, the container's address; and last a program in the container, which it may not have.
 */
final class InsidePortCondition extends BesideCondition {
    private final DockerClient client;
    private final String containerId;
    private final long pid;
    private final int port;
    private final OwnAddress address;
    private volatile boolean noProgram;

    /**
     * @param pid of the container's first process, on the engine's machine
     * @param address the container's own, where this machine may be able to reach it
     */
    InsidePortCondition(
            DockerClient client,
            String containerId,
            long pid,
            int port,
            Optional<InetSocketAddress> address,
            ContainerWatch watch,
            Executor threads) {
        super(watch, threads);
        this.client = client;
        this.containerId = containerId;
        this.pid = pid;
        this.port = port;
        this.address = new OwnAddress(address);
    }

    @Override
    Look look() {
        Optional<String> tables = ListeningPorts.of(pid, containerId);
        if (tables.isPresent()) {
            return listens(tables.get());
        }
        OwnAddress.Answer answer = address.ask();
        if (answer == OwnAddress.Answer.ACCEPTS) {
            return new Look(true, "");
        }
        if (noProgram) {
            return new Look(
                    false,
                    answer == OwnAddress.Answer.REFUSES
                            ? "nothing listens at the container's address"
                            : "it can't be told: the container's address can't be reached from here, and the container has"
                                    + " no program cat; wait for something else");
        }
        return askInside();
    }

    private Look askInside() {
        try {
            String tables = client.exec()
                    .run(containerId, "cat", "/proc/net/tcp", "/proc/net/tcp6")
                    .stdoutText();
            noProgram = !tables.contains("local_address");
            return listens(tables);
        } catch (ConflictException e) {
            throw e;
        } catch (DockerException e) {
            noProgram = true;
            return new Look(false, String.valueOf(e.getMessage()));
        }
    }

    private Look listens(String tables) {
        return new Look(ListeningPorts.has(tables, port), "nothing in the container listens on it");
    }

    @Override
    public String shown() {
        return "something in the container listens on port " + port;
    }

    @Override
    public long maxPauseMillis() {
        return ListeningPorts.of(pid, containerId).isPresent() ? 10 : 200;
    }
}
