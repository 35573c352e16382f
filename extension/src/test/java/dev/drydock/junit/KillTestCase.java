package dev.drydock.junit;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * To be killed at any moment: containers with a network and an anonymous volume, a snapshot with the volume's data, a
 * container of a method's own.
 */
@WithContainer(name = "redis", image = "redis:7", ports = 6379)
@WithContainer(
        name = "box",
        image = "busybox:1.36",
        dependsOn = "redis",
        command = {"sleep", "600"})
@CommitOnFailure
class KillTestCase {
    @Test
    @WithContainer(
            name = "own",
            image = "busybox:1.36",
            command = {"sleep", "600"})
    void fails(RunningContainer redis) {
        System.out.println("[fixture] there");
        fail("on purpose");
    }

    @AfterEach
    void waitToBeKilled() throws IOException {
        System.out.println("[fixture] waits");
        // Nobody writes to it: this ends with the JVM.
        if (System.in.read() < 0) {
            fail("the end of the input");
        }
    }
}
