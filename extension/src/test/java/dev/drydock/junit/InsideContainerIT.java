package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.EngineAddress;
import dev.drydock.client.ExecResult;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.TestEngine;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests themselves run in a container, as in many a CI, with the engine's socket mounted. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class InsideContainerIT {
    @Web
    static class AloneTestCase {
        @Test
        void isReached(RunningContainer web) throws IOException {
            System.out.println("[fixture] " + web.host());
            assertThat(hello(web)).isEqualTo("hello\n");
        }
    }

    /** In a network of their own, which isn't that of the tests' container. */
    @Web
    @Box
    static class TwoTestCase {
        @Test
        void isReached(RunningContainer web) throws IOException {
            assertThat(hello(web)).isEqualTo("hello\n");
        }
    }

    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            hostAccess = true,
            command = {"sleep", "600"})
    static class HostAccessTestCase {
        @Test
        void reachesTheTest(RunningContainer box) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("ok".getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            server.start();
            int port = box.network().exposeHostPort(server.getAddress().getPort());
            assertThat(box.exec("wget", "-qO-", "http://" + RunningContainer.HOST + ":" + port + "/")
                            .stdoutText())
                    .isEqualTo("ok");
            server.stop(0);
        }
    }

    private static String hello(RunningContainer web) throws IOException {
        URI page = URI.create("http://" + web.host() + ":" + web.port(80) + "/");
        return new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void portsAndTheTestAreReached() throws IOException {
        String output = inContainer(AloneTestCase.class, TwoTestCase.class, HostAccessTestCase.class);

        assertThat(output).contains("[fork] isReached(RunningContainer) SUCCESSFUL");
        assertThat(output).contains("[fork] reachesTheTest(RunningContainer) SUCCESSFUL");
        assertThat(output).doesNotContain("FAILED").contains("[fork] through");
        assertThat(output.lines().filter(each -> each.startsWith("[fixture] ")).map(each -> each.substring(10)))
                .singleElement()
                .asString()
                .isNotEqualTo("127.0.0.1")
                .matches("[0-9.]+");
    }

    /** PostgreSQL's image is one that has a C library; the JDK and all classes are this machine's. */
    private static String inContainer(Class<?>... fixtures) throws IOException {
        EngineAddress engine = TestEngine.CLIENT.address();
        assertThat(engine.kind()).as("the engine is of this machine").isEqualTo(EngineAddress.Kind.UNIX);
        String classPath = System.getProperty("java.class.path");
        ContainerSpec.Builder spec = ContainerSpec.of("postgres:15")
                .entrypoint(System.getProperty("java.home") + "/bin/java")
                .command(Stream.concat(
                                Stream.of("-XX:TieredStopAtLevel=1", "-cp", classPath, "dev.drydock.testing.ForkMain"),
                                Arrays.stream(fixtures).map(Class::getName))
                        .toArray(String[]::new))
                .user("0")
                .binds(engine.target() + ":/var/run/docker.sock");
        mounts(classPath).forEach(each -> spec.binds(each + ":" + each + ":ro"));
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        if (mirror != null) {
            spec.env("DRYDOCK_REGISTRY_MIRROR", mirror);
        }
        ExecResult result = TestEngine.CLIENT.containers().run(spec.build());
        return result.stdoutText() + result.stderrText();
    }

    /** The class path, the JDK, and where the JDK keeps its settings. */
    private static Set<String> mounts(String classPath) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Set<String> mounts = new LinkedHashSet<>();
        mounts.add(home.toString());
        for (String file :
                new String[] {"conf/security/java.security", "lib/security/cacerts", "lib/jvm.cfg", "conf"}) {
            Path real = home.resolve(file);
            if (Files.exists(real) && !real.toRealPath().startsWith(home)) {
                Path folder = Files.isDirectory(real.toRealPath())
                        ? real.toRealPath()
                        : real.toRealPath().getParent();
                mounts.add(folder.toString());
            }
        }
        Arrays.stream(classPath.split(File.pathSeparator))
                .map(each -> Path.of(each).toAbsolutePath())
                .filter(Files::exists)
                .forEach(each -> mounts.add(each.toString()));
        return mounts;
    }
}
