package dev.drydock.junit.assertions;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.junit.RunningContainer;
import org.apiguardian.api.API;

/**
 * Entry points of the assertions for containers, to be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(db).isHealthy().hasLogLine("ready to accept connections");
 * assertThat(db).eventually().hasFile("/var/lib/app/done");
 * assertThat(db).exec("psql", "-U", "app", "-c", "select 1").succeeds();
 * }</pre>
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ContainerAssertions {
    private ContainerAssertions() {}

    /**
     * @param actual a container
     * @return assertions for it
     */
    public static ContainerAssert assertThat(RunningContainer actual) {
        return new ContainerAssert(actual, null);
    }
}
