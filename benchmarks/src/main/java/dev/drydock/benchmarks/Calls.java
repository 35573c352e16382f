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

/** Calls by a client that is in use already, and by a new one each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Calls {
    /** See {@link Peers}. */
    @Param({Peers.FLOOR, Peers.DRYDOCK, Peers.HTTPCLIENT5, Peers.ZERODEP})
    public String peer = "";

    /** Who answers. */
    @Param({"engine", "replay"})
    public String from = "";

    private Place place = new Place("", "");
    private Peer client = NONE;

    private static final Peer NONE = new FloorPeer("");

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

    /** {@code GET /containers/ID/json}. */
    @Benchmark
    public long inspect() throws IOException {
        return client.inspect(place.inspected());
    }

    /** {@code GET /containers/json}, 100 of them. */
    @Benchmark
    public long list100() throws IOException {
        return client.list(place.listed());
    }

    /** A new client, its first {@code GET /_ping}, and its close, where all classes are loaded and compiled. */
    @Benchmark
    public void connectAndPing() throws IOException {
        try (Peer fresh = Peer.open(peer, place.address())) {
            fresh.ping();
        }
    }
}
