package dev.drydock.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ExecResult;
import dev.drydock.junit.RunningContainer;
import dev.drydock.junit.WithContainer;
import org.junit.jupiter.api.Test;

/** Containers of one class share a network, in which they reach each other by name. */
@WithContainer(name = "web", image = "nginx:1", ports = 80)
@WithContainer(
        name = "visitor",
        image = "busybox:1.36",
        command = {"sleep", "600"},
        dependsOn = "web")
class TwoContainersTests {
    @Test
    void visitorReachesWebByName(RunningContainer visitor) {
        ExecResult page = visitor.exec("wget", "-q", "-O", "-", "http://web/");
        assertThat(page.exitCode()).as(page.stderrText()).isZero();
        assertThat(page.stdoutText()).contains("Welcome to nginx!");
    }
}
