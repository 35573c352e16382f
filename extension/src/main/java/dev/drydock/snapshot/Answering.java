package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.Health;
import dev.drydock.client.model.NetworkSettings.PortBinding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until what others depend on answers: by its published TCP ports, else by its health check. Best effort: what its test
 * called ready isn't known here. Ports that are out of reach aren't waited for.
 */
final class Answering {
    private static final long LIMIT_NANOS = 30_000_000_000L;
    private static final int PAUSE_MILLIS = 100;
    /** The engine's proxy takes a connection before anybody listens, and then closes it. */
    private static final int OPEN_MILLIS = 50;

    private final DockerClient client;
    private final String id;

    Answering(DockerClient client, String id) {
        this.client = client;
        this.id = id;
    }

    /** @return a remark when it didn't answer in time, or has ended */
    Optional<String> await() {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            ContainerDetails details = client.containers().inspect(id);
            if (!details.state().running()) {
                return Optional.of("container " + details.name() + ", which others depend on, has ended with code "
                        + details.state().exitCode());
            }
            if (answers(details)) {
                return Optional.empty();
            }
            if (System.nanoTime() - deadline > 0) {
                return Optional.of("container " + details.name() + ", which others depend on, doesn't answer yet");
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SnapshotException("Interrupted while waiting for container " + details.name(), e);
            }
        }
    }

    private boolean answers(ContainerDetails details) {
        List<List<PortBinding>> ports = details.networkSettings().ports().entrySet().stream()
                .filter(each -> each.getKey().endsWith("/tcp"))
                .map(Map.Entry::getValue)
                .filter(each -> !each.isEmpty())
                .toList();
        // Ports first: an engine makes its first look at the health only after an interval, and Podman may make none.
        Health health = details.state().health();
        return ports.isEmpty()
                ? health == null || !"starting".equals(health.status())
                : ports.stream().allMatch(this::isOpen);
    }

    /** At which a port that is published is reached on its machine. */
    static String ip(PortBinding binding) {
        return binding.hostIp() == null
                        || binding.hostIp().isEmpty()
                        || binding.hostIp().equals("0.0.0.0")
                ? "127.0.0.1"
                : binding.hostIp();
    }

    /** The loopback address of an engine elsewhere is out of reach; the same of this machine is somebody else's. */
    static boolean isOutOfReach(String ip, EngineAddress engine) {
        return isLoopback(ip) && engine.kind() != EngineAddress.Kind.UNIX && !isLoopback(engine.host());
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private boolean isOpen(List<PortBinding> bindings) {
        PortBinding binding = bindings.get(0);
        if (isOutOfReach(ip(binding), client.address())) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(ip(binding), Integer.parseInt(String.valueOf(binding.hostPort()))), 1000);
            socket.setSoTimeout(OPEN_MILLIS);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
