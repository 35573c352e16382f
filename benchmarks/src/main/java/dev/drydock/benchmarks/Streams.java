package dev.drydock.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Long answers, and one long request. Each is read to its end, and its length checked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Streams {
    /** See {@link Peers}. */
    @Param({Peers.FLOOR, Peers.DRYDOCK, Peers.HTTPCLIENT5, Peers.ZERODEP})
    public String peer = "";

    /** Who answers. */
    @Param({"engine", "replay"})
    public String from = "";

    /** MiB of output, or of the file. */
    @Param("1024")
    public int megabytes;

    private Place place = new Place("", "");
    private Peer client = new FloorPeer("");

    /** Makes the client. */
    @Setup
    public void open() {
        place = Place.of(from);
        client = Peer.open(peer, place.address());
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        client.close();
    }

    /** Followed logs of lines of 100 bytes: as many frames. */
    @Benchmark
    public long logsOfLines() throws IOException {
        return logs(Fixtures.LINE);
    }

    /** Followed logs of frames of 16 KiB, the largest that the engine makes. */
    @Benchmark
    public long logsOfBlocks() throws IOException {
        return logs(Fixtures.BLOCK);
    }

    private long logs(int line) throws IOException {
        long output = Fixtures.bytes(megabytes);
        long frames = (output + line - 1) / line;
        return checked(
                client.logs(place.logs(line, megabytes)), peer.equals(Peers.FLOOR) ? output + 8 * frames : output);
    }

    /** {@code GET /containers/ID/archive}. */
    @Benchmark
    public long archiveOut() throws IOException {
        long archive = client.archiveOut(place.archive(megabytes), Fixtures.FILE);
        return checked(archive, TarSource.size(Fixtures.bytes(megabytes)));
    }

    /** {@code PUT /containers/ID/archive}. */
    @Benchmark
    public void archiveIn() throws IOException {
        client.archiveIn(place.archive(megabytes), Fixtures.bytes(megabytes));
    }

    private static long checked(long bytes, long expected) {
        if (bytes != expected) {
            throw new IllegalStateException("Got " + bytes + " bytes instead of " + expected);
        }
        return bytes;
    }
}
