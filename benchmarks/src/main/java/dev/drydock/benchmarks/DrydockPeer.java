package dev.drydock.benchmarks;

import dev.drydock.client.ArchiveStream;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.Filters;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrames;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Drydock's client by its public API. */
final class DrydockPeer implements Peer {
    private final DockerClient client;

    DrydockPeer(String address) {
        client = DockerClient.connect(EngineAddress.parse(address));
    }

    @Override
    public void ping() {
        client.system().ping();
    }

    @Override
    public long inspect(String container) {
        ContainerDetails details = client.containers().inspect(container);
        return (long) details.id().length()
                + Objects.requireNonNull(details.name()).length()
                + details.config().labels().size()
                + (details.state().running() ? 1 : 0);
    }

    @Override
    public long list(String label) {
        long sum = 0;
        for (ContainerSummary one : client.containers().list(Filters.byLabel(label))) {
            sum += one.id().length()
                    + one.names().get(0).length()
                    + one.labels().size()
                    + one.created() % 2;
        }
        return sum;
    }

    @Override
    public long logs(String container) {
        long bytes = 0;
        try (OutputFrames frames = client.containers().logs(container, LogOptions.FOLLOW)) {
            while (frames.hasNext()) {
                bytes += frames.next().bytes().length;
            }
        }
        return bytes;
    }

    @Override
    public long archiveOut(String container, String path) throws IOException {
        try (ArchiveStream archive = client.containers().archive(container, path)) {
            return count(archive);
        }
    }

    /** Reads to the end in pieces of 64 KiB, whatever the client. */
    static long count(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes += count;
        }
        return bytes;
    }

    @Override
    public void archiveIn(String container, long bytes) {
        client.containers().unpack(container, "/tmp", new TarSource(bytes));
    }

    @Override
    public void close() {
        client.close();
    }
}
