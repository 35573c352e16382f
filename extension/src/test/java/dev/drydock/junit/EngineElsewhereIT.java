package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.OwnEngine;
import dev.drydock.testing.Remains;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The engine of this machine, by the ways that lead to engines elsewhere. */
@ExtendWith(LeakCheck.class)
@Tag("long")
class EngineElsewhereIT {
    /** With a port, by which it is found ready, and a set-up of files. */
    @Web
    static class WebTestCase {
        @Test
        void answers(RunningContainer web, @ContainerUrl("http://{host}:{port}/index.html") String url)
                throws IOException {
            try (InputStream body = URI.create(url).toURL().openStream()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello\n");
            }
            System.out.println("[fixture] " + web.host() + " "
                    + web.exec("cat", "/www/index.html").stdoutText().strip());
        }
    }

    @Web
    static class HangingTestCase {
        @Test
        void hangs(RunningContainer web) throws IOException {
            System.out.println("[fixture] " + web.id());
            // Nobody writes to it: this ends with the JVM.
            assertThat(System.in.read()).isNotNegative();
        }
    }

    @Test
    void byANameOverTls() throws IOException, InterruptedException {
        try (Fork fork = Fork.with(overTls(), WebTestCase.class)) {
            Remains remains = new Remains(fork.pid());

            assertThat(fork.toEnd()).contains("[fixture] 127.0.0.1 hello", "[fork] through");
            assertThat(remains.now()).isEmpty();
        }
    }

    @Test
    void aKilledRunIsRemovedOverTls() throws IOException, InterruptedException {
        try (Fork fork = Fork.with(overTls(), HangingTestCase.class)) {
            Remains remains = new Remains(fork.pid());
            fork.await("[fixture] ");
            assertThat(remains.now()).isNotEmpty();

            fork.kill();

            OwnEngine.await("something is left", () -> isEmpty(remains));
        }
    }

    /** A name that only ssh knows: the address is asked of it. */
    @Test
    void byANameOfSsh(@TempDir Path folder) throws IOException, InterruptedException {
        try (Fork fork = Fork.with(overSsh(folder, variable("DRYDOCK_TEST_SSH")), WebTestCase.class)) {
            Remains remains = new Remains(fork.pid());

            assertThat(fork.toEnd()).contains("[fixture] 127.0.0.1 hello", "[fork] through");
            assertThat(remains.now()).isEmpty();
        }
    }

    /** Not published on all addresses instead, where strangers may reach them. */
    @Test
    void withoutAnAddressPortsAreRefused(@TempDir Path folder) throws IOException, InterruptedException {
        Map<String, String> environment = overSsh(folder, variable("DRYDOCK_TEST_SSH"));
        Path config = folder.resolve("config");
        String known = Files.readString(config);
        // ssh has its own way there, as with a proxy.
        String proxy = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/%p; cat <&3 & cat >&3; kill $!'";
        String alias = "[127.0.0.1]:" + portOf(known);
        Files.writeString(
                config,
                known.replace(
                        "HostName 127.0.0.1",
                        "HostName engine.invalid\n  HostKeyAlias " + alias + "\n  ProxyCommand " + proxy));
        try (Fork fork = Fork.with(environment, WebTestCase.class)) {
            Remains remains = new Remains(fork.pid());

            assertThat(fork.toEnd())
                    .contains("Container 'web'", "'engine.invalid'", "drydock.host", "[fork] through")
                    .doesNotContain("[fixture]");
            assertThat(remains.now()).isEmpty();
        }
    }

    private static String portOf(String config) {
        return config.lines()
                .filter(line -> line.strip().startsWith("Port "))
                .findFirst()
                .orElseThrow()
                .strip()
                .substring("Port ".length());
    }

    private static boolean isEmpty(Remains remains) {
        try {
            return remains.now().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> overTls() {
        String engine = variable("DRYDOCK_TEST_TLS");
        return Map.of(
                "DOCKER_HOST",
                engine.replace("127.0.0.1", "localhost"),
                "DOCKER_TLS_VERIFY",
                "1",
                "DOCKER_CERT_PATH",
                variable("DRYDOCK_TEST_TLS_CERTS") + "/client");
    }

    /** With a configuration of its own, as a user's own would be. */
    private static Map<String, String> overSsh(Path folder, String address) throws IOException {
        Path config = folder.resolve("config");
        Files.copy(Path.of(variable("DRYDOCK_TEST_SSH_CONFIG")), config);
        Path ssh = folder.resolve("ssh");
        Files.writeString(ssh, "#!/bin/sh\nPATH=${PATH#*:} exec ssh -F '" + config + "' \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        return Map.of("DOCKER_HOST", address, "PATH", folder + ":" + System.getenv("PATH"));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        assumeTrue(value != null, () -> name + " isn't set: the engine is one that dev/engine hasn't started");
        return value;
    }
}
