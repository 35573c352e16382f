package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import java.util.List;
import org.apiguardian.api.API;

/** A container's place among others: {@link RunningContainer#network()}. Thread-safe. */
@API(status = EXPERIMENTAL, since = "0.1")
public interface ContainerNetwork {
    /**
     * The container's own address, at which containers of its network reach it, by its own ports. From this machine it can be
     * reached with an engine on Linux only, if that isn't rootless: tests use {@link RunningContainer#host()}. It may be
     * another one after a restart.
     *
     * @return an IPv4 address
     * @throws ContainerStateException when it has none: it doesn't run, is disconnected, or shares the network of the machine
     */
    String address();

    /** @return the names by which containers of its network reach it; empty in the engine's default network, which has none */
    List<String> names();

    /**
     * Takes the container out of all its networks, as if its cable was pulled. It runs on, with nothing but its loopback
     * address; other containers don't find it by its names or address; its published ports refuse connections; connections
     * that are open get no answer any more, or end, when they go through the engine's proxy. Nothing happens when it is
     * disconnected already.
     *
     * @throws dev.drydock.client.ForbiddenException when it shares the network of the machine
     */
    void disconnect();

    /**
     * Puts it back into the networks that {@link #disconnect()} took it out of, with the same names. Its published ports are
     * the same ones, and accept again when this returns. Its address may be another one. Nothing happens when it wasn't
     * disconnected.
     */
    void reconnect();

    /**
     * Lets the container, which was declared with {@link WithContainer#hostAccess()}, reach a server of this machine by
     * {@link RunningContainer#HOST}, also one that listens on the loopback address only, or is started later. What comes from
     * other than the container's network is refused. It ends with the container.
     *
     * <pre>{@code
     * int port = box.network().exposeHostPort(server.getAddress().getPort());
     * box.exec("wget", "-qO-", "http://" + RunningContainer.HOST + ":" + port + "/");
     * }</pre>
     *
     * @param localPort of a server of this machine, TCP
     * @return the port to use in the container: the same number if a server listens on it already and it is free there, else another one; always the same for the
     *     same port
     * @throws IllegalStateException when the container was declared without host access, or has none since it is disconnected
     */
    int exposeHostPort(int localPort);
}
