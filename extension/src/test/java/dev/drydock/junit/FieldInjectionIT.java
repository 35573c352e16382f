package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.DockerClient;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Run;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, addresses and the client: what a test gets besides handles and ports as parameters. */
@Tag("compat")
@Tag("slice")
@ExtendWith(LeakCheck.class)
class FieldInjectionIT {
    static class Base {
        @HostPort(80)
        private int inherited;

        @Injected
        private static RunningContainer inheritedStatic;

        int inherited() {
            return inherited;
        }
    }

    /** An extension that comes after Drydock's, as Spring's may. */
    static final class Later implements BeforeAllCallback, BeforeEachCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.publishReportEntry("static", EverythingTestCase.uri + " " + EverythingTestCase.web.name());
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            EverythingTestCase test = (EverythingTestCase)
                    context.getRequiredTestInstances().getAllInstances().get(0);
            context.publishReportEntry("instance", String.valueOf(test.port));
        }
    }

    @Web
    @ExtendWith(Later.class)
    static class EverythingTestCase extends Base {
        @Injected
        static RunningContainer web;

        @ContainerUrl("http://{host}:{port}/")
        private static URI uri;

        @Injected
        static DockerClient client;

        @HostPort(80)
        private Integer port;

        @ContainerName
        RunningContainer any;

        @ContainerName("web")
        RunningContainer other;

        @ContainerUrl("http://{host}:{port:80}/index.html")
        URL page;

        @ContainerUrl(port = 80, container = "web")
        String address;

        @ContainerUrl
        InetSocketAddress socket;

        @Injected
        DockerClient own;

        @BeforeEach
        void areSet() {
            int expected = web.port(80);
            assertThat(port).isEqualTo(expected);
            assertThat(inherited()).isEqualTo(expected);
            assertThat(any).isSameAs(web).isSameAs(other).isSameAs(Base.inheritedStatic);
            assertThat(uri).hasToString("http://127.0.0.1:" + expected + "/");
            assertThat(address).isEqualTo("127.0.0.1:" + expected);
            assertThat(socket).isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), expected));
        }

        @Test
        void reaches() throws Exception {
            try (InputStream in = page.openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello\n");
            }
        }

        @Test
        void aClientThatIsClosedIsNotTheSessions() {
            own.close();
            client.close();
            assertThat(own.containers().inspect(web.id()).id()).isEqualTo(web.id());
            assertThat(web.exec("true").exitCode()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"one", "two"})
        void parameters(
                String value,
                @ContainerUrl("x://{host}:{port}/a?b={{c}}") String text,
                @ContainerUrl("http://{host}:{port}/") URI parameter,
                @ContainerUrl InetSocketAddress where,
                @ContainerName RunningContainer unnamed,
                DockerClient lent) {
            assertThat(value).isIn("one", "two");
            assertThat(text).isEqualTo("x://127.0.0.1:" + port + "/a?b={c}");
            assertThat(parameter).isEqualTo(uri);
            assertThat(where).isEqualTo(socket);
            assertThat(unnamed).isSameAs(web);
            try (DockerClient mine = lent) {
                assertThat(mine.containers().inspect(web.id()).id()).isEqualTo(web.id());
            }
        }

        @Nested
        class Inner {
            @ContainerName("box")
            RunningContainer box;

            @Injected
            RunningContainer web;

            @HostPort(80)
            static int innerPort;

            /** Its own container is there for the fields of its own instance. */
            @Box
            @Test
            void nested() {
                assertThat(box.name()).isEqualTo("box");
                assertThat(web).isSameAs(EverythingTestCase.web);
                assertThat(innerPort).isEqualTo(port);
            }
        }
    }

    @Web
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClassTestCase extends Base {
        @Injected
        RunningContainer web;

        private int before;

        @BeforeAll
        void isSet() {
            before = web.port(80);
        }

        @Test
        void one() {
            assertThat(inherited()).isEqualTo(before).isPositive();
        }

        @Test
        @Box
        void two() {
            assertThat(inherited()).isEqualTo(before);
        }
    }

    /** An instance of the class has no field for a container of one of its tests. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OnMethodPerClassTestCase {
        @Injected
        RunningContainer box;

        @Test
        @WithContainer(
                name = "box",
                image = "busybox:1.36",
                command = {"sleep", "600"})
        void test() {}
    }

    @WithContainer(
            name = "web",
            image = "busybox:1.36",
            ports = 80,
            env = "SECRET=${random:secret}",
            command = {"httpd", "-f", "-p", "80"},
            exports = "drydock.test.placeholders=${sys:drydock.test.absent:-other}:{port}:${random:secret}")
    static class PlaceholdersTestCase {
        @ContainerUrl("x://u:${random:secret}@{host}/${param:drydock.test.given}${env:DRYDOCK_TEST_ABSENT:-{host}}")
        String url;

        @Test
        void areFilledIn(RunningContainer web) {
            String secret = web.exec("sh", "-c", "echo -n $SECRET").stdoutText();
            assertThat(secret).isNotEmpty();
            assertThat(url).isEqualTo("x://u:" + secret + "@127.0.0.1/yes{host}");
            assertThat(System.getProperty("drydock.test.placeholders"))
                    .isEqualTo("other:" + web.port(80) + ":" + secret);
        }

        @Test
        void missing(@ContainerUrl("${env:DRYDOCK_TEST_ABSENT}") String text) {}

        @Test
        void unknown(@ContainerUrl("${host:web}") String text) {}
    }

    static class ClientOnlyTestCase {
        @Injected
        static DockerClient client;

        @Test
        void answers(DockerClient parameter) {
            assertThat(client.apiVersion()).isEqualTo(parameter.apiVersion());
        }
    }

    @WithContainer(
            name = "a",
            image = "busybox:1.36",
            ports = {80, 81},
            command = {"sh", "-c", "httpd -p 81; exec httpd -f -p 80"})
    @WithContainer(
            name = "box",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    static class WrongTestCase {
        @Test
        void misfit(@ContainerUrl("{port}") String a) {}

        @Test
        void otherMisfit(@ContainerUrl(value = "{port:80}", container = "box") String a) {}

        @Test
        void wrongType(@ContainerName("a") String a) {}

        @Test
        void wrongUri(@ContainerUrl("ht tp://{host}:{port:80}/hunter2") URI a) {}

        @Test
        void wrongUrl(@ContainerUrl("jdbc:postgresql://{host}:{port:80}/hunter2") URL a) {}

        @Test
        void right(@ContainerUrl(port = 81) String a, @ContainerUrl("{port:80}") String b) {
            assertThat(a).isEqualTo("127.0.0.1:" + Integer.parseInt(a.substring(10)));
            assertThat(b).isNotEqualTo(a);
        }
    }

    static class AmbiguousFieldTestCase extends WrongTestCase {
        @Injected
        RunningContainer c;
    }

    @Web
    @ExtendWith(Refused.class)
    abstract static class SharedStatic {
        private static final CountDownLatch FAILED = new CountDownLatch(1);

        @Injected
        static RunningContainer web;

        /** The other class comes to its end meanwhile. */
        @Test
        void test() throws InterruptedException {
            assertThat(FAILED.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    static class OneTestCase extends SharedStatic {}

    static class OtherTestCase extends SharedStatic {}

    /** Sees the class that can't have the field. */
    static final class Refused implements AfterAllCallback {
        @Override
        public void afterAll(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                SharedStatic.FAILED.countDown();
            }
        }
    }

    @Test
    void everywhere() {
        try (Run run = Run.of(EverythingTestCase.class)) {
            assertThat(run.failures()).isEmpty();
            assertThat(run.tests()).isEqualTo("5 ok, 0 failed, 0 aborted");
            assertThat(run.reported("static"))
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each).matches("http://127\\.0\\.0\\.1:\\d+/ web"));
            assertThat(run.reported("instance"))
                    .hasSize(5)
                    .allSatisfy(each -> assertThat(each).matches("\\d+"));
        }
    }

    @Test
    void anInstanceOfTheClassHasThemBeforeAll() {
        try (Run run = Run.of(PerClassTestCase.class)) {
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void anInstanceOfTheClassCannotHaveAMethodsContainer() {
        try (Run run = Run.of(OnMethodPerClassTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContaining("Field OnMethodPerClassTestCase.box: there is no container; none is declared"
                            + " for it. One that is declared on a method isn't there yet for the constructor and the"
                            + " fields of a class that has one instance");
        }
    }

    @Test
    void placeholdersAreFilledIn() {
        try (Run run = Run.with(Map.of("drydock.test.given", "yes"), PlaceholdersTestCase.class)) {
            assertThat(run.failureOf("missing"))
                    .hasMessageContaining(
                            "@ContainerUrl: ${env:DRYDOCK_TEST_ABSENT}: there is no environment variable");
            assertThat(run.failureOf("unknown"))
                    .hasMessageContaining("@ContainerUrl: ${host:web}: it takes {host} and {port} of its container");
            assertThat(run.failures()).hasSize(2);
        }
    }

    @Test
    void aClientNeedsNoContainer() {
        try (Run run = Run.of(ClientOnlyTestCase.class)) {
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void errorsSayWhatThereIs() {
        try (Run run = Run.of(WrongTestCase.class)) {
            assertThat(run.failureOf("misfit"))
                    .hasMessageContaining("no container fits @ContainerUrl; there are 'a' with ports [80, 81], 'box'"
                            + " without ports.");
            assertThat(run.failureOf("otherMisfit"))
                    .hasMessageContaining(
                            "container 'box' doesn't fit @ContainerUrl: port 80 isn't published; none is");
            assertThat(run.failureOf("wrongType"))
                    .hasMessageContaining("@ContainerName gives a RunningContainer, not a");
            assertThat(run.failureOf("wrongUri"))
                    .hasMessageContaining("@ContainerUrl(\"ht tp://{host}:{port:80}/hunter2\") doesn't make a URI");
            assertThat(run.failureOf("wrongUrl"))
                    .hasMessageContaining("doesn't make a URL: Java has no URL of that scheme; take a String or a URI");
            assertThat(run.tests()).isEqualTo("1 ok, 5 failed, 0 aborted");
        }
    }

    @Test
    void aFieldThatNothingFitsSaysWhatThereIs() {
        try (Run run = Run.of(AmbiguousFieldTestCase.class)) {
            assertThat(run.failures())
                    .hasSize(6)
                    .allSatisfy(each -> assertThat(each)
                            .hasMessage(
                                    "Field AmbiguousFieldTestCase.c: no container is called 'c'; there are 'a' with ports"
                                            + " [80, 81], 'box' without ports. Call the field by a container's name, or annotate it"
                                            + " with @ContainerName(\"…\")."));
        }
    }

    @Test
    void classesAtTheSameTimeCannotShareAStaticField() {
        Map<String, String> parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");
        try (Run run = Run.with(parallel, OneTestCase.class, OtherTestCase.class)) {
            assertThat(run.failure())
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContaining("SharedStatic.web can't hold two things at once")
                    .hasMessageContaining("Make it an instance field, or take a parameter.");
        }
    }
}
