package dev.drydock.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The first ping of a process: with the loading of the client's classes, without the start of the JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FreshJvm {
    /** See {@link Peers}. */
    @Param({Peers.FLOOR, Peers.DRYDOCK, Peers.HTTPCLIENT5, Peers.ZERODEP})
    public String peer = "";

    /** Who answers. */
    @Param("engine")
    public String from = "";

    /** A client, its first ping, its close. */
    @Benchmark
    public void firstPing() throws IOException {
        try (Peer fresh = Peer.open(peer, Place.of(from).address())) {
            fresh.ping();
        }
    }
}
