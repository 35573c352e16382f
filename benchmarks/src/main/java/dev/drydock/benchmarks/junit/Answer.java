package dev.drydock.benchmarks.junit;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.NetworkSettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Looks on from outside, and notes when a service in a container answers for the first time. */
final class Answer implements Runnable {
    /** Of the containers that are looked for. */
    static final String LABEL = "drydock-benchmark-answer";

    /** A web server that begins after two seconds. */
    static final String LATE = "mkdir -p /www; echo hello >/www/index.html; sleep 2; exec httpd -f -p 80 -h /www";

    private static final long BETWEEN_NANOS = 300_000;
    private static final byte[] REQUEST = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final DockerClient client;
    private final Candidate candidate;
    private final boolean http;
    private volatile boolean stopped;
    private volatile long at;

    Answer(DockerClient client, Candidate candidate, boolean http) {
        this.client = client;
        this.candidate = candidate;
        this.http = http;
    }

    /** In microseconds since 1970; 0 when there was none. */
    long at() {
        return at;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            String address = address();
            while (address != null && !stopped && !answers(address)) {
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
            at = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        } catch (DockerException e) {
            // The run that is watched fails too, and says why.
            at = 0;
        }
    }

    private @Nullable String address() {
        while (!stopped) {
            Optional<String> address = client.containers().list(Filters.byLabel(LABEL, candidate.shown())).stream()
                    .map(ContainerSummary::networkSettings)
                    .flatMap(each -> each.networks().values().stream())
                    .map(NetworkSettings.Endpoint::ipAddress)
                    .filter(each -> each != null && !each.isEmpty())
                    .findFirst();
            if (address.isPresent()) {
                return address.get();
            }
            LockSupport.parkNanos(20_000_000);
        }
        return null;
    }

    private boolean answers(String address) {
        try (Socket socket = new Socket(address, 80)) {
            if (!http) {
                return true;
            }
            socket.getOutputStream().write(REQUEST);
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }
}
