package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.Filters;
import dev.drydock.testing.TestEngine;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Thirty classes of two containers each, which are all there at the same time. */
final class ManyTestCases {
    private static final CyclicBarrier ALL = new CyclicBarrier(30);

    private ManyTestCases() {}

    @WithContainer(
            name = "one",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    abstract static class Two {
        @Test
        @WithContainer(
                name = "two",
                image = "busybox:1.36",
                command = {"sleep", "600"})
        void areThere(RunningContainer one, RunningContainer two)
                throws InterruptedException, BrokenBarrierException, TimeoutException {
            assertThat(two.exec("echo", "there").stdoutText()).isEqualTo("there\n");
            ALL.await(4, TimeUnit.MINUTES);
            String run = TestEngine.CLIENT
                    .containers()
                    .inspect(one.id())
                    .config()
                    .labels()
                    .get("dev.drydock.run");
            assertThat(TestEngine.CLIENT.containers().list(Filters.byLabel("dev.drydock.run", run)))
                    .hasSize(2 * ALL.getParties());
            ALL.await(4, TimeUnit.MINUTES);
        }
    }

    static class T01TestCase extends Two {}

    static class T02TestCase extends Two {}

    static class T03TestCase extends Two {}

    static class T04TestCase extends Two {}

    static class T05TestCase extends Two {}

    static class T06TestCase extends Two {}

    static class T07TestCase extends Two {}

    static class T08TestCase extends Two {}

    static class T09TestCase extends Two {}

    static class T10TestCase extends Two {}

    static class T11TestCase extends Two {}

    static class T12TestCase extends Two {}

    static class T13TestCase extends Two {}

    static class T14TestCase extends Two {}

    static class T15TestCase extends Two {}

    static class T16TestCase extends Two {}

    static class T17TestCase extends Two {}

    static class T18TestCase extends Two {}

    static class T19TestCase extends Two {}

    static class T20TestCase extends Two {}

    static class T21TestCase extends Two {}

    static class T22TestCase extends Two {}

    static class T23TestCase extends Two {}

    static class T24TestCase extends Two {}

    static class T25TestCase extends Two {}

    static class T26TestCase extends Two {}

    static class T27TestCase extends Two {}

    static class T28TestCase extends Two {}

    static class T29TestCase extends Two {}

    static class T30TestCase extends Two {}

    /** All of them. */
    static Class<?>[] classes() {
        return Arrays.stream(ManyTestCases.class.getDeclaredClasses())
                .filter(each -> each.getSuperclass() == Two.class)
                .sorted(Comparator.comparing(Class::getName))
                .toArray(Class<?>[]::new);
    }
}
