package dev.drydock.benchmarks;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** docker-java as its documentation uses it, with the settings that it comes with. */
final class DockerJavaPeer implements Peer {
    private final DockerClient client;

    private DockerJavaPeer(String address, DockerHttpClient transport) {
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address)
                .withDockerTlsVerify(false)
                .build();
        client = DockerClientImpl.getInstance(config, transport);
    }

    static Peer httpclient5(String address) {
        return new DockerJavaPeer(
                address,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(URI.create(address))
                        .build());
    }

    static Peer zerodep(String address) {
        return new DockerJavaPeer(
                address,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create(address))
                        .build());
    }

    @Override
    public void ping() {
        client.pingCmd().exec();
    }

    @Override
    public long inspect(String container) {
        InspectContainerResponse details = client.inspectContainerCmd(container).exec();
        return (long) details.getId().length()
                + details.getName().length()
                + Objects.requireNonNull(details.getConfig().getLabels()).size()
                + (Boolean.TRUE.equals(details.getState().getRunning()) ? 1 : 0);
    }

    @Override
    public long list(String label) {
        long sum = 0;
        List<Container> all = client.listContainersCmd()
                .withShowAll(true)
                .withFilter("label", List.of(label))
                .exec();
        for (Container one : all) {
            sum += one.getId().length()
                    + one.getNames()[0].length()
                    + one.getLabels().size()
                    + one.getCreated() % 2;
        }
        return sum;
    }

    @Override
    public long logs(String container) throws IOException {
        Counter counter = new Counter();
        try {
            client.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(true)
                    .exec(counter)
                    .awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while following the logs");
        }
        return counter.bytes;
    }

    private static final class Counter extends ResultCallback.Adapter<Frame> {
        /** Written by the client's thread, read after its end. */
        private long bytes;

        @Override
        public void onNext(Frame frame) {
            bytes += frame.getPayload().length;
        }
    }

    @Override
    public long archiveOut(String container, String path) throws IOException {
        try (InputStream archive =
                client.copyArchiveFromContainerCmd(container, path).exec()) {
            return DrydockPeer.count(archive);
        }
    }

    @Override
    public void archiveIn(String container, long bytes) {
        client.copyArchiveToContainerCmd(container)
                .withRemotePath("/tmp")
                .withTarInputStream(new TarSource(bytes))
                .exec();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
