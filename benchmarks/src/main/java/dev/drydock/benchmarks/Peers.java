package dev.drydock.benchmarks;

import java.util.List;

/** The names of the clients, as in the results. */
public final class Peers {
    /** A socket and no more. */
    public static final String FLOOR = "floor";

    /** Drydock's client. */
    public static final String DRYDOCK = "drydock";

    /** docker-java over Apache HttpClient 5. */
    public static final String HTTPCLIENT5 = "docker-java-httpclient5";

    /** docker-java over its shaded copy of HttpClient. */
    public static final String ZERODEP = "docker-java-zerodep";

    /** In the order of the table. */
    public static final List<String> ALL = List.of(FLOOR, DRYDOCK, HTTPCLIENT5, ZERODEP);

    private Peers() {}
}
