package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.client.HealthSpec;
import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.LifePlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.Surroundings;
import dev.drydock.junit.internal.start.DelegatingContainer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said by code means what the same annotation means. */
class ContainerBuilderTests {
    @WithContainer(
            image = "registry.example.org/app:1",
            name = "app",
            scope = Scope.SESSION,
            ports = {80, 81},
            publish = {"53/udp", "15432:5432"},
            env = {"A=1", "B=2=3"},
            command = {"serve", "-v"},
            entrypoint = {"/bin/app", "--"},
            files = {
                @CopyIn(content = "x", to = "/x", mode = 0600, owner = "1:2"),
                @CopyIn(from = "classpath:dev/drydock/junit/ContainerBuilderTests.class", to = "/y")
            },
            volumes = {"data:/data", "/own:ro"},
            binds = ".:/here:ro",
            tmpfs = "/tmp:size=64m",
            labels = {"l=1", "m=2"},
            user = "1:2",
            workingDir = "/w",
            memory = "64m",
            cpus = 0.5,
            shmSize = "32m",
            ulimits = "nofile=10:20",
            capAdd = "NET_ADMIN",
            capDrop = {"ALL", "CHOWN"},
            privileged = true,
            readOnly = true,
            init = true,
            hostname = "h",
            extraHosts = "a:1.2.3.4",
            platform = "linux/amd64",
            restart = "on-failure:3",
            network = "n",
            aliases = {"b", "c"},
            healthCheck =
                    @HealthCheck(
                            value = "check it",
                            interval = "200ms",
                            timeout = "2s",
                            startPeriod = "1m",
                            retries = 7),
            hostAccess = true,
            dependsOn = "db",
            ready =
                    @Ready(
                            log = "up",
                            times = 2,
                            logStream = Ready.Output.STDERR,
                            port = 81,
                            insidePort = 82,
                            jdbc = "jdbc:postgresql://{host}:{port:80}/app",
                            http = {
                                @Ready.Http(
                                        value = "/a",
                                        port = 80,
                                        method = "HEAD",
                                        status = {200, 401},
                                        body = "ok",
                                        header = {"A: b", "C: d"},
                                        answerHeader = {"E: f", "G: h"},
                                        user = "u:p",
                                        https = true),
                                @Ready.Http(value = "/b", port = 81)
                            },
                            command = {"is", "up"},
                            file = "/up",
                            exits = true,
                            any = true,
                            failLog = "FATAL",
                            timeout = 90),
            startAttempts = 3,
            pull = Pull.AGED,
            pullAge = "2h",
            exports = {"p={port:80}", "q={host}"},
            graceful = true,
            stopSignal = "SIGINT",
            stopTimeout = 3,
            keep = Keep.ALWAYS,
            logTo = "target/{name}.log",
            open = "look")
    @WithContainer(
            name = "db",
            image = "busybox:1",
            scope = Scope.SESSION,
            healthCheck = @HealthCheck(command = {"a", "b"}))
    @WithContainer(
            name = "built",
            build =
                    @FromDockerfile(
                            value = "src/main/java",
                            file = "module-info.java",
                            args = {"A=1", "B=2"},
                            target = "t"),
            healthCheck = @HealthCheck(disabled = true),
            ready = @Ready(healthCmd = "c", timeout = 3, unit = TimeUnit.MINUTES))
    static class AnnotatedTestCase {}

    static class CodedTestCase {
        @RegisterExtension
        static final ContainerExtension app = ContainerExtension.of("registry.example.org/app:1")
                .scope(Scope.SESSION)
                .ports(80)
                .ports(81)
                .publish("53/udp", "15432:5432")
                .env("A", "1")
                .env("B", "2=3")
                .command("serve", "-v")
                .entrypoint("/bin/app", "--")
                .files(
                        CopiedFile.content("x", "/x").mode(0600).owner("1:2"),
                        CopiedFile.from("classpath:dev/drydock/junit/ContainerBuilderTests.class", "/y"))
                .volumes("data:/data", "/own:ro")
                .binds(".:/here:ro")
                .tmpfs("/tmp:size=64m")
                .labels("l", "1")
                .labels("m", "2")
                .user("1:2")
                .workingDir("/w")
                .memory("64m")
                .cpus(0.5)
                .shmSize("32m")
                .ulimits("nofile=10:20")
                .capAdd("NET_ADMIN")
                .capDrop("ALL", "CHOWN")
                .privileged(true)
                .readOnly(true)
                .init(true)
                .hostname("h")
                .extraHosts("a:1.2.3.4")
                .platform("linux/amd64")
                .restart("on-failure:3")
                .network("n")
                .aliases("b", "c")
                .healthCheck(HealthSpec.shell("check it")
                        .withInterval(Duration.ofMillis(200))
                        .withTimeout(Duration.ofSeconds(2))
                        .withStartPeriod(Duration.ofMinutes(1))
                        .withRetries(7))
                .hostAccess(true)
                .dependsOn("db")
                .ready(Readiness.anyOf(
                                Readiness.log("up", 2),
                                Readiness.port(81),
                                Readiness.insidePort(82),
                                Readiness.jdbc("jdbc:postgresql://{host}:{port:80}/app"),
                                Readiness.http(HttpAnswer.to("/a")
                                        .port(80)
                                        .method("HEAD")
                                        .status(200, 401)
                                        .body("ok")
                                        .header("A", "b")
                                        .header("C", "d")
                                        .answerHeader("E", "f")
                                        .answerHeader("G", "h")
                                        .user("u", "p")
                                        .https()),
                                Readiness.http(HttpAnswer.to("/b").port(81)),
                                Readiness.command("is", "up"),
                                Readiness.file("/up"),
                                Readiness.exits())
                        .logStream(Ready.Output.STDERR)
                        .failLog("FATAL")
                        .timeout(Duration.ofSeconds(90)))
                .startAttempts(3)
                .pull(Pull.AGED)
                .pullAge(Duration.ofHours(2))
                .exports("p", "{port:80}")
                .exports("q", "{host}")
                .graceful(true)
                .stopSignal("SIGINT")
                .stopTimeout(Duration.ofSeconds(3))
                .keep(Keep.ALWAYS)
                .logTo("target/{name}.log")
                .open("look")
                .build();

        @RegisterExtension
        static final ContainerExtension other = ContainerExtension.of("busybox:1")
                .name("db")
                .scope(Scope.SESSION)
                .healthCheck(HealthSpec.command("a", "b"))
                .build();

        @RegisterExtension
        static final ContainerExtension built = ContainerExtension.ofDockerfile("src/main/java")
                .dockerfile("module-info.java")
                .buildArg("A", "1")
                .buildArg("B", "2")
                .buildTarget("t")
                .healthCheck(HealthSpec.NONE)
                .ready(Readiness.healthCmd("c").timeout(Duration.ofMinutes(3)))
                .build();
    }

    static class LambdasTestCase {
        static final ContainerCustomizer CUSTOMIZER = spec -> {};
        static final ContainerListener LISTENER = new ContainerListener() {};
        static final ReadyCondition CONDITION = container -> true;

        @RegisterExtension
        static final ContainerExtension box = ContainerExtension.of("busybox:1")
                .customizers(CUSTOMIZER)
                .listeners(LISTENER)
                .ready(Readiness.condition(CONDITION).and(Readiness.condition(CONDITION)))
                .build();
    }

    @WithContainer(name = "web", image = "busybox:1")
    static class WrongTestCase {
        @RegisterExtension
        static final ContainerExtension db =
                ContainerExtension.of("Postgres").ports(0).env("", "hunter2").build();

        @RegisterExtension
        static final ContainerExtension web =
                ContainerExtension.of("busybox:1").dependsOn("nobody").build();

        @RegisterExtension
        static final ContainerExtension late = ContainerExtension.of("busybox:1")
                .dependsOn("nobody")
                .exports("a", "{hots}")
                .build();
    }

    @Test
    void saysTheSame() {
        List<ContainerPlan> annotated = read(AnnotatedTestCase.class).ofClass().containers();
        List<ContainerPlan> coded = read(CodedTestCase.class).ofClass().containers();

        assertThat(coded).hasSize(3).containsExactlyInAnyOrderElementsOf(annotated);
    }

    /** Fails when an attribute is added, and names what is missing here. */
    @Test
    void everyAttributeHasAMethod() {
        assertThat(methods(ContainerBuilder.class)).containsAll(attributes(WithContainer.class, "image"));
        assertThat(methods(Readiness.class))
                .contains("anyOf")
                .containsAll(attributes(Ready.class, "times", "any", "unit"));
        assertThat(methods(HttpAnswer.class)).containsAll(attributes(Ready.Http.class, "value"));
        assertThat(methods(CopiedFile.class)).containsAll(attributes(CopyIn.class, "to"));
        assertThat(attributes(FromDockerfile.class)).containsExactlyInAnyOrder("value", "file", "args", "target");
        assertThat(attributes(HealthCheck.class))
                .containsExactlyInAnyOrder(
                        "value", "command", "disabled", "interval", "timeout", "startPeriod", "retries");
    }

    private static ClassPlans read(Class<?> type) {
        return ClassPlans.withCode(type, Surroundings.JVM);
    }

    private static Set<String> attributes(Class<?> annotation, String... others) {
        Set<String> names = methods(annotation);
        Arrays.asList(others).forEach(names::remove);
        return names;
    }

    private static Set<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(each -> Modifier.isPublic(each.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    /** Fails when the handle gets a method that the field doesn't pass on; a default one wouldn't be missed by the compiler. */
    @Test
    void theHandlePassesEverythingOn() {
        assertThat(Arrays.stream(RunningContainer.class.getMethods())
                        .filter(each -> !Modifier.isStatic(each.getModifiers())))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(DelegatingContainer.class
                                .getMethod(each.getName(), each.getParameterTypes())
                                .getDeclaringClass())
                        .as(each.toString())
                        .isEqualTo(DelegatingContainer.class));
    }

    @Test
    void lambdasAreTakenAsTheyAre() {
        ScopePlan plan = read(LambdasTestCase.class).ofClass();
        ContainerPlan box = plan.containers().get(0);
        LifePlan life = box.life();

        assertThat(life.customizers().get(0).get()).isSameAs(LambdasTestCase.CUSTOMIZER);
        assertThat(life.listeners().get(0).get()).isSameAs(LambdasTestCase.LISTENER);
        assertThat(box.ready().own())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.get()).isSameAs(LambdasTestCase.CONDITION));
    }

    @Test
    void mistakesNameTheField() {
        assertThatThrownBy(() -> read(WrongTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(
                        "ContainerExtension 'db' in field WrongTestCase.db: image: ",
                        "ContainerExtension 'db' in field WrongTestCase.db: ports = 0: a port is 1 to 65535",
                        "ContainerExtension 'db' in field WrongTestCase.db: env: entry 1 isn't of the form NAME=value",
                        "class WrongTestCase: two containers are called 'web'",
                        "ContainerExtension 'late' in field WrongTestCase.late: dependsOn = \"nobody\": there is no such",
                        "ContainerExtension 'late' in field WrongTestCase.late: exports: a: {hots} is unknown")
                .hasMessageNotContaining("hunter2");
    }

    /** What only reads the annotations, before the class is run, doesn't initialise it. */
    @Test
    void withoutCodeTheClassIsNotInitialised() {
        ScopePlan plan = ClassPlans.of(UntouchedTestCase.class).ofClass();

        assertThat(plan.containers()).hasSize(1);
        assertThat(initialised).isFalse();
    }

    @WithContainer(name = "box", image = "busybox:1", dependsOn = "web")
    static class DependingTestCase {
        @RegisterExtension
        static final ContainerExtension web = ContainerExtension.of("busybox:1").build();
    }

    /** What only reads the annotations can't tell whether a name is that of a field; who reads both can. */
    @Test
    void annotationsMayNameWhatIsDeclaredByCode() {
        assertThat(ClassPlans.of(DependingTestCase.class).ofClass().containers())
                .hasSize(1);
        assertThat(read(DependingTestCase.class).ofClass().containers()).hasSize(2);
    }

    private static boolean initialised;

    @WithContainer(image = "busybox:1")
    static class UntouchedTestCase {
        @RegisterExtension
        static final ContainerExtension box = ContainerExtension.of("busybox:1").build();

        static {
            initialised = true;
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedAtOnce() {
        Readiness any = Readiness.anyOf(Readiness.port(80), Readiness.file("/up"));
        assertThatThrownBy(() -> Readiness.port(81).and(any))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("anyOf can't be part of another");
        assertThatThrownBy(() -> Readiness.allOf(Readiness.port(80), Readiness.port(81)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port is said twice");
        ContainerBuilder builder = ContainerExtension.of("busybox:1");
        assertThatThrownBy(() -> builder.healthCheck(HealthSpec.OF_IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HealthSpec.shell");
        assertThatThrownBy(() -> builder.healthCheck(HealthSpec.shell("a").withStartInterval(Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("start interval");
    }

    @Test
    void withoutAContainerTheHandleSaysSo() {
        ContainerExtension db = ContainerExtension.of("postgres:15").name("db").build();

        assertThatThrownBy(() -> db.port(5432))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "ContainerExtension 'db' (postgres:15) isn't running. With @RegisterExtension on a"
                                + " static field it is there from the class's @BeforeAll");
        assertThat(db).hasToString("ContainerExtension 'db' (postgres:15)");
    }
}
