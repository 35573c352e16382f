package dev.drydock.client.internal.discovery;

import dev.drydock.client.EngineAddress;
import dev.drydock.client.internal.Unreachable;
import dev.drydock.client.internal.transport.Connection;
import dev.drydock.client.internal.transport.Route;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a socket says when it is asked.
 *
 * @param state in one word
 * @param words for the user
 */
record Probe(State state, String words) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final byte[] PING =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    enum State {
        /** Speaks HTTP. */
        ANSWERS,
        /** Takes connections, but nothing came in time. It may be an engine that is only just being started. */
        SILENT,
        /** Nobody who could be the engine. */
        NONE
    }

    static Probe of(Route route) {
        EngineAddress address = route.address();
        try (Connection connection = route.connector().open(PATIENCE)) {
            connection.readTimeout(PATIENCE);
            connection.out().write(PING);
            String answer = new String(connection.in().readNBytes(5), StandardCharsets.ISO_8859_1);
            return answer.equals("HTTP/")
                    ? new Probe(State.ANSWERS, "answers")
                    : new Probe(State.NONE, "what listens there doesn't answer as an engine does");
        } catch (SocketTimeoutException e) {
            return new Probe(State.SILENT, "gives no answer for " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            return new Probe(State.NONE, Unreachable.why(address, e));
        }
    }
}
