package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.junit.CopyIn;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An annotation of one's own, a secret that is made up, a file, and a container that knows another. */
class DeclaringTests {
    @Retention(RetentionPolicy.RUNTIME)
    @WithContainer(
            name = "cache",
            image = "redis:7",
            ports = 6379,
            command = {"redis-server", "/etc/redis.conf"},
            files = @CopyIn(to = "/etc/redis.conf", content = "protected-mode no\nrequirepass ${random:cache}\n"))
    @interface Redis {}

    @Nested
    @Redis
    @WithContainer(
            name = "client",
            image = "redis:7",
            env = {"CACHE=${host:cache}", "REDISCLI_AUTH=${random:cache}"},
            command = {"sleep", "600"})
    class WithSecret {
        @Test
        void theClientKnowsIt(RunningContainer client) {
            assertThat(client.exec("sh", "-c", "redis-cli -h $CACHE ping").stdoutText())
                    .isEqualTo("PONG\n");
        }
    }
}
