package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One client, many threads, kept connections: that nothing is left, {@link ScriptedEngine} and {@link LeakCheck} see. */
class ManyThreadsTests {
    private static final int THREADS = 64;
    private static final int CALLS = 10_000;

    @RegisterExtension
    final ScriptedEngine engine = new ScriptedEngine();

    /** Every answer names what was asked for; one in ten ends the connection. */
    @Test
    void noAnswerGoesToAnotherCall() throws Exception {
        engine.otherwise(call -> {
            do {
                String id = call.line().replaceAll(".*/containers/(.*)/json", "$1");
                String body = "{\"Id\":\"" + id + "\",\"Name\":\"" + "x".repeat(Integer.parseInt(id) % 3000) + "\"}";
                boolean last = id.endsWith("7");
                call.send("HTTP/1.1 200 OK\r\n" + (last ? "Connection: close\r\n" : "") + "Content-Length: "
                        + body.length() + "\r\n\r\n" + body);
                if (last) {
                    return;
                }
            } while (call.readNext());
        });
        DockerClient client = engine.client();
        List<Background<Integer>> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            threads.add(Background.of(() -> {
                int calls = 0;
                for (int id = first; id < CALLS; id += THREADS) {
                    assertThat(client.containers().inspect("" + id).id()).isEqualTo("" + id);
                    calls++;
                }
                return calls;
            }));
        }

        int calls = 0;
        for (Background<Integer> thread : threads) {
            thread.close();
            calls += thread.get();
        }
        assertThat(calls).isEqualTo(CALLS);
        assertThat(engine.connections()).isLessThan(CALLS);
    }
}
