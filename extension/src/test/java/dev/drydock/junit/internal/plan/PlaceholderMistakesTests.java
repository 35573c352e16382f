package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.CopyIn;
import dev.drydock.junit.FromDockerfile;
import dev.drydock.junit.HealthCheck;
import dev.drydock.junit.Ready;
import dev.drydock.junit.Scope;
import dev.drydock.junit.WithContainer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Placeholders of declarations: what is wrong with them, and who depends on whom through them. */
class PlaceholderMistakesTests {
    @WithContainer(
            name = "app",
            image = "busybox:1",
            env = {
                "A=${env:NO_SUCH}",
                "B=${sys:no.such}",
                "C=${param:no.such}",
                "D=${HOME}",
                "E=${env:NO_SUCH:-hunter2}"
            },
            command = {"sh", "-c", "echo ${host:db"},
            entrypoint = "${address:cache:70000}",
            labels = "l=${port:cache:1}",
            files = @CopyIn(to = "/a", content = "${host:nobody}"))
    @WithContainer(name = "web", image = "busybox:1")
    @WithContainer(name = "built", build = @FromDockerfile(value = "src", file = "main", args = "P=${random:p}"))
    static class WrongTestCase {}

    @Test
    void eachIsNamedWithItsAttribute() {
        assertThatThrownBy(() -> ClassPlans.of(WrongTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(
                        "@WithContainer 'app' on class WrongTestCase: env: A: ${env:NO_SUCH}: there is no environment"
                                + " variable NO_SUCH; set it, or write ${env:NO_SUCH:-…} with a value for where it is missing",
                        "env: B: ${sys:no.such}: there is no system property no.such",
                        "env: C: ${param:no.such}: there is no configuration parameter of JUnit no.such",
                        "env: D: ${HOME}: a placeholder begins with",
                        "command: a ${ has no } after it",
                        "entrypoint: ${address:cache:70000}: it takes a container's name",
                        "labels: l: ${port:cache:1}: there is no container 'cache'; there are [web, built]",
                        "files: content of /a: ${host:nobody}: there is no container 'nobody'",
                        "build: args: P: ${random:p}: a build takes env, sys and param only")
                .hasMessageNotContaining("env: E")
                .hasMessageNotContaining("hunter2");
    }

    @WithContainer(
            name = "app",
            image = "busybox:1",
            ports = 80,
            healthCheck = @HealthCheck("${env:NO_SUCH} A"),
            ready =
                    @Ready(
                            command = "${host:nobody}",
                            file = "/${HOME}",
                            http =
                                    @Ready.Http(
                                            value = "/${param:no.such}",
                                            header = "X: ${address:app:80}",
                                            user = "me:${sys:no.such}"),
                            jdbc = "jdbc:drydock://{host}:{port}/${host:app}"))
    @WithContainer(name = "line", image = "busybox:1", ready = @Ready(healthCmd = "test ${env:NO_SUCH}"))
    static class WrongReadyTestCase {}

    @Test
    void thoseOfReadinessAreCheckedToo() {
        assertThatThrownBy(() -> ClassPlans.of(WrongReadyTestCase.class))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(
                        "healthCheck: ${env:NO_SUCH}: there is no environment variable",
                        "ready: command: ${host:nobody}: there is no container 'nobody'",
                        "ready: file: ${HOME}: a placeholder begins with",
                        "ready: http: ${param:no.such}: there is no configuration parameter",
                        "ready: http: header: ${address:app:80}: it is asked from this machine, which doesn't know",
                        "ready: http: user: ${sys:no.such}: there is no system property",
                        "ready: jdbc: ${host:app}: it takes the container's own {host} and {port}",
                        "@WithContainer 'line' on class WrongReadyTestCase: ready: healthCmd: ${env:NO_SUCH}: there is no");
    }

    @WithContainer(name = "app", image = "busybox:1", env = "DB=${address:db:5432}", command = "${host:cache}")
    @WithContainer(name = "cache", image = "busybox:1", files = @CopyIn(to = "/a", content = "${port:db:5432}"))
    @WithContainer(
            name = "db",
            image = "busybox:1",
            env = {"ME=${host:db}", "P=${param:p}"})
    @WithContainer(name = "probe", image = "busybox:1", ready = @Ready(healthCmd = "nc -z ${host:cache} 1"))
    static class ImpliedTestCase {
        @Test
        @WithContainer(name = "own", image = "busybox:1", labels = "l=${host:app}", dependsOn = "app")
        void method() {}
    }

    @Test
    void whomAPlaceholderNamesIsDependedOn() throws NoSuchMethodException {
        ClassPlans plans = ClassPlans.of(
                ImpliedTestCase.class,
                Surroundings.of(name -> Optional.ofNullable(Map.of("p", "1").get(name))));

        assertThat(plans.ofClass().container("app").orElseThrow().dependsOn()).containsExactly("db", "cache");
        assertThat(plans.ofClass().container("cache").orElseThrow().dependsOn()).containsExactly("db");
        assertThat(plans.ofClass().container("db").orElseThrow().dependsOn()).isEmpty();
        assertThat(plans.ofClass().container("probe").orElseThrow().dependsOn()).containsExactly("cache");
        assertThat(plans.ofMethods()
                        .get(ImpliedTestCase.class.getDeclaredMethod("method"))
                        .containers()
                        .get(0)
                        .dependsOn())
                .containsExactly("app");
    }

    @WithContainer(name = "a", image = "busybox:1", env = "B=${host:b}")
    @WithContainer(name = "b", image = "busybox:1", dependsOn = "a")
    static class CircleTestCase {}

    @Test
    void aCircleThroughAPlaceholderIsOne() {
        assertThatThrownBy(() -> ClassPlans.of(CircleTestCase.class))
                .hasMessageContaining("dependsOn goes round in a circle between 'a', 'b'");
    }

    @WithContainer(name = "a", image = "busybox:1", env = "B=${host:b}")
    @WithContainer(name = "b", image = "busybox:1", network = "other")
    @WithContainer(name = "c", image = "busybox:1", network = "host", env = "A=${host:a}")
    static class NetworksTestCase {}

    @Test
    void whoIsInAnotherNetworkIsNotFoundByName() {
        assertThatThrownBy(() -> ClassPlans.of(NetworksTestCase.class))
                .hasMessageContainingAll(
                        "env: B: ${host:b}: 'b' is in network \"other\", and 'a' is in Drydock's network",
                        "env: A: ${host:a}: 'a' is in Drydock's network, and 'c' is in network \"host\"");
    }

    @WithContainer(name = "a", image = "busybox:1", logTo = "target/{class}-{name}.log")
    @WithContainer(name = "b", image = "busybox:1", logTo = "target/{class}-{name}.log", scope = Scope.SESSION)
    static class LogToTestCase {}

    @Test
    void theFileOfTheOutputHasTheNamesOfClassAndContainer() {
        // Whatever becomes of those that live as long as the session: theirs is the same for all classes.
        assertThat(ClassPlans.of(LogToTestCase.class)
                        .ofClass()
                        .container("a")
                        .orElseThrow()
                        .life()
                        .logTo())
                .isEqualTo("target/" + LogToTestCase.class.getName() + "-a.log");
    }
}
