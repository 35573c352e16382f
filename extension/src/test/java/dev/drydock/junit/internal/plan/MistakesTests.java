package dev.drydock.junit.internal.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in declarations, and how it is said. */
class MistakesTests {
    @WithContainer(image = " ")
    static class BlankImageTestCase {}

    @WithContainer(image = "Postgres:15")
    static class ImageTestCase {}

    @WithContainer(name = "my db", image = "busybox:1")
    static class NameTestCase {}

    @WithContainer(name = "a123456789a123456789a123456789a123456789a123456789a123456789abcd", image = "busybox:1")
    static class LongNameTestCase {}

    @WithContainer(name = "db", image = "busybox:1")
    @WithContainer(name = "db", image = "busybox:2")
    static class SameNameTestCase {}

    @WithContainer(image = "busybox:1", ports = 65536)
    static class PortTestCase {}

    @WithContainer(
            image = "busybox:1",
            ports = {80, 81, 80})
    static class PortTwiceTestCase {}

    @WithContainer(image = "busybox:1", env = "hunter2")
    static class EnvTestCase {}

    @WithContainer(image = "busybox:1", env = "=hunter2")
    static class EnvWithoutNameTestCase {}

    @WithContainer(
            image = "busybox:1",
            env = {"PASSWORD=hunter2", "PASSWORD=hunter3"})
    static class EnvTwiceTestCase {}

    @WithContainer(image = "busybox:1", ready = @Ready(log = "up ("))
    static class PatternTestCase {}

    @WithContainer(image = "busybox:1", ready = @Ready(log = "up", times = 0))
    static class TimesTestCase {}

    @WithContainer(image = "busybox:1", ready = @Ready(times = 2))
    static class TimesOfNothingTestCase {}

    @WithContainer(image = "busybox:1", ports = 80, ready = @Ready(port = 81))
    static class ReadyPortTestCase {}

    @WithContainer(image = "busybox:1", ready = @Ready(timeout = 0))
    static class TimeoutTestCase {}

    @WithContainer(name = "app", image = "busybox:1", dependsOn = "db")
    @WithContainer(name = "web", image = "busybox:1")
    static class DependsOnTestCase {}

    @WithContainer(name = "app", image = "busybox:1", dependsOn = "db")
    static class DependsOnAloneTestCase {}

    @WithContainer(name = "a", image = "busybox:1", dependsOn = "b")
    @WithContainer(name = "b", image = "busybox:1", dependsOn = "c")
    @WithContainer(name = "c", image = "busybox:1", dependsOn = "a")
    @WithContainer(name = "d", image = "busybox:1")
    static class CircleTestCase {}

    @WithContainer(name = "a", image = "busybox:1", dependsOn = "a")
    static class OwnCircleTestCase {}

    @WithContainer(name = "db", image = "busybox:1")
    static class OuterTestCase {
        static class InnerTestCase {
            @Test
            @WithContainer(
                    name = "app",
                    image = "busybox:1",
                    dependsOn = {"db", "cache"})
            void method() {}
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    BlankImage       | @WithContainer ' ' on class BlankImageTestCase: image is blank; name one, such as "postgres:15"
                    Image            | @WithContainer 'Postgres:15' on class ImageTestCase: image: 'Postgres:15'
                    Name             | @WithContainer 'my db' on class NameTestCase: name = "my db": a name has letters, digits, '_', '.' and '-'
                    LongName         | is 63 characters long at most
                    SameName         | class SameNameTestCase: two containers are called 'db'; give each a name of its own
                    Port             | ports = 65536: a port is 1 to 65535
                    PortTwice        | ports: 80/tcp is named twice
                    Env              | env: entry 1 isn't of the form NAME=value
                    EnvWithoutName   | env: entry 1 isn't of the form NAME=value
                    EnvTwice         | env: PASSWORD is set twice
                    Pattern          | ready: log = "up (" isn't a regular expression: Unclosed group
                    Times            | ready: times = 0: it takes one line at least
                    TimesOfNothing   | ready: times without log; say which line is counted
                    ReadyPort        | ready: port = 81 isn't one of ports = [80]
                    Timeout          | ready: timeout = 0: it must be above 0
                    DependsOn        | @WithContainer 'app' on class DependsOnTestCase: dependsOn = "db": there is no such container; there are [web]
                    DependsOnAlone   | dependsOn = "db": there is no such container; there is no other
                    Circle           | class CircleTestCase: dependsOn goes round in a circle between 'a', 'b', 'c'
                    OwnCircle        | class OwnCircleTestCase: dependsOn goes round in a circle between 'a'
                    Outer$Inner      | method InnerTestCase.method: dependsOn = "cache": there is no such container; there are [db]
                    """)
    void oneMistake(String fixture, String words) throws ClassNotFoundException {
        Class<?> type =
                Class.forName(MistakesTests.class.getName() + "$" + fixture.replace("$", "TestCase$") + "TestCase");
        assertThatThrownBy(() -> ClassPlans.of(type))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith(type.getName() + " declares its containers wrongly:\n  - ")
                .hasMessageContaining(words)
                .hasMessageNotContaining("hunter");
    }

    @WithContainer(
            name = "my db",
            image = "Postgres",
            ports = 0,
            env = "hunter2",
            dependsOn = "db",
            ready = @Ready(log = "(", timeout = -1))
    static class AllTestCase {
        @Test
        @WithContainer(image = "busybox:1", ports = -1)
        void method() {}
    }

    @Test
    void allAtOnce() {
        assertThatThrownBy(() -> ClassPlans.of(AllTestCase.class))
                .hasMessageContainingAll(
                        "wrongly, in 6 places:",
                        "image: ",
                        "ports = 0",
                        "env: ",
                        "log = \"(\"",
                        "timeout = -1",
                        "@WithContainer 'busybox:1' on method AllTestCase.method: ports = -1");
    }
}
