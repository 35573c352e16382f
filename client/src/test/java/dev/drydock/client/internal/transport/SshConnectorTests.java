package dev.drydock.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerConnectionException;
import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process that ssh is, with shell scripts in its place; with a real ssh server in WaysIT. */
class SshConnectorTests {
    @TempDir
    Path folder;

    private static String command(String address) {
        EngineAddress parsed = EngineAddress.parse(address);
        return String.join(
                "|", new SshConnector(List.of("ssh", "-F", "x"), parsed.target()).command(Duration.ofMillis(1500)));
    }

    private List<String> script(String text) throws IOException {
        Path file = folder.resolve("ssh.sh");
        Files.writeString(file, text);
        return List.of("sh", file.toString());
    }

    private Connection open(String script) throws IOException {
        return new SshConnector(script(script), "host").open(Duration.ofSeconds(10));
    }

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("drydock-ssh")) {
                thread.join(20_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = ' ',
            value = {
                "ssh://host ssh|-F|x|-o|BatchMode=yes|-o|ConnectTimeout=2|-T|--|host|docker|system|dial-stdio",
                "ssh://me@host:2222 ssh|-F|x|-l|me|-p|2222|-o|BatchMode=yes|-o|ConnectTimeout=2|-T|--|host|docker|system|dial-stdio",
                "ssh://[::1]:2222 ssh|-F|x|-p|2222|-o|BatchMode=yes|-o|ConnectTimeout=2|-T|--|::1|docker|system|dial-stdio",
                "ssh://host/run/d.sock ssh|-F|x|-o|BatchMode=yes|-o|ConnectTimeout=2|-T|--|host|docker|--host|unix:///run/d.sock|system|dial-stdio",
                "ssh://host/a%20b$(id)'+ \"ssh|-F|x|-o|BatchMode=yes|-o|ConnectTimeout=2|-T|--|host|docker|--host|'unix:///a b$(id)'\\''+'|system|dial-stdio\"",
            })
    void theCommandIsSshsOwn(String address, String expected) {
        assertThat(command(address)).isEqualTo(expected);
    }

    @Test
    void withoutALimitSshHasItsOwn() {
        assertThat(new SshConnector(List.of("ssh"), "host").command(Duration.ZERO))
                .noneMatch(word -> word.startsWith("ConnectTimeout"));
    }

    @Test
    void bytesGoBothWaysAndEachWayHasItsEnd() throws IOException {
        try (Connection connection = open("cat; echo end")) {
            byte[] much = new byte[1_000_000];
            java.util.Arrays.fill(much, (byte) 'x');
            FutureTask<byte[]> read = new FutureTask<>(() -> connection.in().readAllBytes());
            new Thread(read).start();
            connection.out().write(much);
            connection.shutdownOutput();

            assertThat(read)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .satisfies(bytes ->
                            assertThat(bytes).hasSize(1_000_004).endsWith("end\n".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void silenceIsATimeoutAndLosesNothing() throws IOException {
        try (Connection connection = open("read line; printf xy; read line")) {
            connection.readTimeout(Duration.ofMillis(1));
            assertThatThrownBy(() -> connection.in().read()).isInstanceOf(SocketTimeoutException.class);

            connection.readTimeout(Duration.ZERO);
            connection.out().write('\n');
            assertThat(connection.in().read()).isEqualTo('x');
            connection.readTimeout(Duration.ofMillis(100));
            assertThat(connection.in().read()).isEqualTo('y');
            assertThatThrownBy(() -> connection.in().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Otherwise what an interrupted test reads would seem to be all. */
    @Test
    void anInterruptedThreadHearsOfAFailureToo() throws Exception {
        try (Connection connection = open("read line; exec >&-; sleep 0.2; exit 255")) {
            FutureTask<Boolean> read = new FutureTask<>(() -> {
                Thread.currentThread().interrupt();
                connection.out().write('\n');
                assertThatThrownBy(() -> connection.in().read()).isInstanceOf(SshException.class);
                return Thread.interrupted();
            });
            new Thread(read).start();

            assertThat(read.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closeEndsAReadAndTheProcessWithItsChildren() throws Exception {
        Connection connection = open("sleep 1000 & echo $!; wait");
        StringBuilder pid = new StringBuilder();
        for (int next = connection.in().read();
                next != '\n';
                next = connection.in().read()) {
            pid.append((char) next);
        }
        ProcessHandle child = ProcessHandle.of(Long.parseLong(pid.toString())).orElseThrow();
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Integer> read = new FutureTask<>(() -> {
            begun.countDown();
            return connection.in().read();
        });
        new Thread(read).start();
        begun.await();

        connection.close();

        assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SocketException.class);
        child.onExit().get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> connection.out().write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void aBlockedWriteIsEndedByOurClose() throws Exception {
        Connection connection = open("sleep 1000");
        Flood flood = new Flood(connection);
        flood.awaitBlocked();

        connection.close();

        assertThat(flood.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void whatNobodyReadsHoldsTheOtherSideUp() throws Exception {
        Path count = folder.resolve("count");
        try (Connection connection =
                open("i=0; while true; do head -c 100000 /dev/zero; i=$((i+1)); echo $i >" + count + "; done")) {
            assertThat(connection.in().read()).isZero();
            String before;
            do {
                before = Files.exists(count) ? Files.readString(count) : "none";
                Thread.sleep(200);
            } while (!Files.exists(count) || !before.equals(Files.readString(count)));

            assertThat(Integer.parseInt(before.strip())).isLessThan(10);
        }
    }

    @Test
    void anErrorTellsWhatSshSaid() throws IOException {
        try (Connection connection = open("echo 'first line' >&2; echo second >&2; exit 255")) {
            assertThatThrownBy(() -> connection.in().read())
                    .isInstanceOf(SshException.class)
                    .hasMessage("ssh to host failed: first line second.");
        }
        try (Connection connection = open("head -c 100000 /dev/zero | tr '\\0' x >&2; echo; exit 3")) {
            assertThat(connection.in().read()).isEqualTo('\n');
            assertThatThrownBy(() -> connection.in().read())
                    .satisfies(e -> assertThat(e.getMessage())
                            .startsWith("ssh to host broke off: xxx")
                            .hasSizeLessThan(5000));
        }
        try (Connection connection = open("exit 7")) {
            assertThatThrownBy(() -> connection.in().read()).hasMessage("ssh to host failed with exit code 7.");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "Host key verification failed. | connect to it once by hand",
                "me@host: Permission denied (publickey). | give ssh a key",
                "ssh: Could not resolve hostname nope: Name or service not known | Correct the name",
                "ssh: connect to host host port 22: Connection refused | whether an ssh server runs there",
                "ssh: connect to host host port 22: Connection timed out | whether an ssh server runs there",
                "bash: line 1: docker: command not found | Install the docker command there",
                "docker: 'dial-stdio' is not a docker command. | too old",
                "permission denied while trying to connect to /var/run/docker.sock | try `docker version` on that machine",
                "Cannot connect to the Docker daemon. Is the docker daemon running? | try `docker version` on that machine",
                "something else | by hand",
            })
    void eachFailureHasItsNextStep(String words, String next) throws IOException {
        try (DockerClient client = DockerClient.builder()
                .address(EngineAddress.parse("ssh://me@host"))
                .sshCommand(script("echo \"" + words.replace("`", "\\`") + "\" >&2; exit 255"))
                .build()) {
            assertThatThrownBy(() -> client.system().info())
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessageStartingWith(
                            "Cannot reach the engine: the engine at ssh://me@host can't be reached: ssh to host failed: "
                                    + words)
                    .hasMessageContaining(next)
                    .hasMessageEndingWith(".");
        }
    }

    @Test
    void aProgramThatIsNotThereIsTold() {
        try (DockerClient client = DockerClient.builder()
                .address(EngineAddress.parse("ssh://host"))
                .sshCommand(List.of("/no/such/ssh"))
                .build()) {
            assertThatThrownBy(() -> client.system().info())
                    .isInstanceOf(DockerConnectionException.class)
                    .hasMessageContaining("the command '/no/such/ssh' can't be started. Install OpenSSH");
        }
        assertThatThrownBy(() -> DockerClient.builder().sshCommand(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
