package dev.drydock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.testing.Fork;
import dev.drydock.testing.LeakCheck;
import dev.drydock.testing.Remains;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thirty classes in parallel, with sixty containers that are there at the same time. */
@Tag("long")
@ExtendWith(LeakCheck.class)
class ManyIT {
    private static final List<String> PARALLEL = List.of(
            "-Djunit.jupiter.execution.parallel.enabled=true",
            "-Djunit.jupiter.execution.parallel.mode.default=concurrent",
            "-Djunit.jupiter.execution.parallel.config.strategy=fixed",
            "-Djunit.jupiter.execution.parallel.config.fixed.parallelism=30");

    @Test
    void nothingIsLeft() throws IOException, InterruptedException {
        try (Fork fork = Fork.withProperties(PARALLEL, ManyTestCases.classes())) {
            Remains remains = new Remains(fork.pid());

            String output = fork.toEnd();

            assertThat(output.lines().filter(line -> line.matches("\\[fork] areThere\\(.*SUCCESSFUL")))
                    .as(output)
                    .hasSize(30);
            assertThat(remains.now()).isEmpty();
        }
    }
}
