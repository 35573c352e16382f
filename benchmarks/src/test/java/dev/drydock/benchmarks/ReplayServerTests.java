package dev.drydock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ArchiveStream;
import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.LogOptions;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.OutputFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each client reads from the replay server is what a container with that name would have given. */
class ReplayServerTests {
    static final java.util.List<String> PEERS = Peers.ALL;

    private static final long MEGABYTE = 1024 * 1024;
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String DETAILS = "{\"Id\":\"" + ID + "\",\"Name\":\"/a\",\"State\":{\"Running\":true},"
            + "\"Config\":{\"Tty\":false,\"Labels\":{\"k\":\"v\"}}}";
    private static final String SUMMARIES =
            "[{\"Id\":\"" + ID + "\",\"Names\":[\"/a\"],\"Created\":3,\"Labels\":{\"k\":\"v\"}}]";

    @TempDir
    Path folder;

    private ReplayServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ReplayServer(
                folder.resolve("s"),
                new ReplayServer.Recorded(
                        answer("Api-Version: 1.41\r\n", "OK"), answer("", DETAILS), answer("", SUMMARIES)));
        server.start();
    }

    private static byte[] answer(String fields, String body) {
        return ("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @FieldSource("PEERS")
    void everyClientReadsAllOfIt(String name) throws IOException {
        boolean floor = name.equals(Peers.FLOOR);
        long frames = (MEGABYTE + 99) / 100;
        for (String address : new String[] {server.unixAddress(), server.tcpAddress()}) {
            try (Peer peer = Peer.open(name, address)) {
                peer.ping();
                assertThat(peer.inspect("a")).isEqualTo(floor ? DETAILS.length() : 64 + 2 + 1 + 1);
                assertThat(peer.list("k=v")).isEqualTo(floor ? SUMMARIES.length() : 64 + 2 + 1 + 1);
                assertThat(peer.logs("a-logs-100-1")).isEqualTo(MEGABYTE + (floor ? 8 * frames : 0));
                assertThat(peer.logs("a-logs-16384-1")).isEqualTo(MEGABYTE + (floor ? 8 * 64 : 0));
                assertThat(peer.archiveOut("a-archive-1", "/f")).isEqualTo(TarSource.size(MEGABYTE));
                peer.archiveIn("a-archive-1", MEGABYTE);
                peer.ping();
            }
        }
    }

    @Test
    void logsAreLinesInFramesOfTheEngine() {
        StringBuilder all = new StringBuilder();
        try (DockerClient client = DockerClient.connect(EngineAddress.parse(server.unixAddress()));
                OutputFrames frames = client.containers().logs("a-logs-100-1", LogOptions.FOLLOW)) {
            while (frames.hasNext()) {
                OutputFrame frame = frames.next();
                assertThat(frame.source()).isEqualTo(OutputFrame.Source.STDOUT);
                all.append(frame.text());
            }
        }
        String line = "x".repeat(99) + "\n";
        assertThat(all.toString()).isEqualTo(line.repeat(10485) + "x".repeat(75) + "\n");
    }

    @Test
    void theArchiveIsOneThatTarReads() throws IOException {
        try (DockerClient client = DockerClient.connect(EngineAddress.parse(server.unixAddress()));
                ArchiveStream archive = client.containers().archive("a-archive-1", "/f")) {
            hasOneFile(new TarArchiveInputStream(archive));
        }
        hasOneFile(new TarArchiveInputStream(new TarSource(MEGABYTE)));
    }

    private static void hasOneFile(TarArchiveInputStream tar) throws IOException {
        TarArchiveEntry entry = tar.getNextEntry();
        assertThat(entry.getName()).isEqualTo("benchmark");
        assertThat(entry.isCheckSumOK()).isTrue();
        byte[] expected = new byte[(int) MEGABYTE];
        Arrays.fill(expected, (byte) 'x');
        assertThat(tar.readAllBytes()).isEqualTo(expected);
        assertThat(tar.getNextEntry()).isNull();
    }
}
