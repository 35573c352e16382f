package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.testing.Http;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A container among others, and cut off from them. */
@ExtendWith(LeakCheck.class)
class HandleNetworkIT {
    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            aliases = "shop",
            command = {"sh", "-c", Web.HELLO})
    @Box
    static class TwoTestCase {
        @Test
        void othersReachItByNameAndAddress(RunningContainer web, RunningContainer box) {
            assertThat(web.network().names()).contains("web", "shop");
            assertThat(wget(box, "web")).isEqualTo("hello\n");
            assertThat(wget(box, web.network().address())).isEqualTo("hello\n");
        }

        @Test
        void itIsCutOffAndComesBack(RunningContainer web, RunningContainer box) throws IOException {
            int port = web.port(80);

            web.network().disconnect();
            web.network().disconnect();

            assertThat(web.isRunning()).isTrue();
            assertThat(wget(box, "shop")).isEmpty();
            assertThatThrownBy(() -> Http.get(port)).isInstanceOf(IOException.class);
            assertThat(web.exec("wget", "-qO-", "http://127.0.0.1/").stdoutText())
                    .isEqualTo("hello\n");
            assertThatThrownBy(() -> web.network().address())
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessage(
                            "Cannot tell the address of container 'web' (busybox:1.36): it is in no network of its own.");

            web.network().reconnect();
            web.network().reconnect();

            assertThat(web.port(80)).isEqualTo(port);
            assertThat(Http.get(port)).isEqualTo("hello\n");
            assertThat(wget(box, "shop")).isEqualTo("hello\n");
        }
    }

    /** In the engine's default network. */
    @Web
    static class AloneTestCase {
        @Test
        void itIsCutOffAndComesBack(RunningContainer web) throws IOException {
            assertThat(web.network().names()).isEmpty();
            assertThat(web.network().address()).matches("[0-9.]+");

            web.network().disconnect();
            assertThatThrownBy(() -> Http.get(web.port(80))).isInstanceOf(IOException.class);
            web.network().reconnect();

            assertThat(Http.get(web.port(80))).isEqualTo("hello\n");
        }

        @Test
        void aStoppedOneHasNoAddress(RunningContainer web) {
            web.kill();
            assertThatThrownBy(() -> web.network().address())
                    .isInstanceOf(ContainerStateException.class)
                    .hasMessageContaining("it exited with code 137");
            web.start();
        }
    }

    private static String wget(RunningContainer box, String host) {
        return box.exec("wget", "-qO-", "http://" + host + "/").stdoutText();
    }

    @Test
    void networks() {
        try (Run run = Run.of(TwoTestCase.class, AloneTestCase.class)) {
            assertThat(run.failures()).isEqualTo(List.of());
            assertThat(run.tests()).isEqualTo("4 ok, 0 failed, 0 aborted");
        }
    }
}
