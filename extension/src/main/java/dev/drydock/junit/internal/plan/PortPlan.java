package dev.drydock.junit.internal.plan;

/**
 * A port to publish.
 *
 * @param port of the container
 * @param protocol {@code tcp} or {@code udp}
 * @param hostPort of this machine; 0 for a free one
 */
public record PortPlan(int port, String protocol, int hostPort) {
    /** As engines write it. */
    @Override
    public String toString() {
        return (hostPort == 0 ? "" : hostPort + ":") + port + "/" + protocol;
    }

    /** Whether it is a TCP port. */
    public boolean isTcp() {
        return protocol.equals("tcp");
    }
}
