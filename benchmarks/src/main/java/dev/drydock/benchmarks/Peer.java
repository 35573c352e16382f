package dev.drydock.benchmarks;

import java.io.IOException;

/** A client that is measured. Each call does what a user of that client would write, and reads the answer to its end. */
public interface Peer extends AutoCloseable {
    /** {@code GET /_ping}. */
    void ping() throws IOException;

    /**
     * @param container id or name
     * @return a number made of fields of the answer, so that they are really there; the floor counts bytes instead
     */
    long inspect(String container) throws IOException;

    /**
     * @param label that the containers have, as {@code key=value}
     * @return as {@link #inspect}
     */
    long list(String label) throws IOException;

    /**
     * Follows the logs to their end.
     *
     * @param container id or name
     * @return bytes of output; the floor counts those of the frames' heads too
     */
    long logs(String container) throws IOException;

    /**
     * Reads an archive to its end.
     *
     * @param container id or name
     * @param path of the file
     * @return bytes of the archive
     */
    long archiveOut(String container, String path) throws IOException;

    /**
     * Sends an archive with one file to {@code /tmp}.
     *
     * @param container id or name
     * @param bytes of the file
     */
    void archiveIn(String container, long bytes) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * @param name one of {@link Peers#ALL}
     * @param address of the engine, as {@code DOCKER_HOST} has it
     * @return a new client; nothing is opened before the first call
     */
    static Peer open(String name, String address) {
        return switch (name) {
            case Peers.FLOOR -> new FloorPeer(address);
            case Peers.DRYDOCK -> new DrydockPeer(address);
            case Peers.HTTPCLIENT5 -> DockerJavaPeer.httpclient5(address);
            case Peers.ZERODEP -> DockerJavaPeer.zerodep(address);
            default -> throw new IllegalArgumentException("No such client: '" + name + "'; there are " + Peers.ALL);
        };
    }
}
