package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.CopyIn;
import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.Surroundings;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What makes another key, and what doesn't. */
class WarmKeyTests {
    @WithContainer(
            name = "a",
            image = "busybox:1.36",
            env = {"ONE=1", "TWO=${random:pw}"},
            files = @CopyIn(to = "/f", content = "x"))
    @WithContainer(
            name = "b",
            image = "busybox:1.36",
            env = {"TWO=${random:pw}", "ONE=1"},
            files = @CopyIn(to = "/f", content = "x"))
    static class SameTestCase {}

    @WithContainer(name = "plain", image = "busybox:1.36")
    @WithContainer(name = "env", image = "busybox:1.36", env = "A=b")
    @WithContainer(name = "env2", image = "busybox:1.36", env = "A=c")
    @WithContainer(
            name = "command",
            image = "busybox:1.36",
            command = {"sleep", "1"})
    @WithContainer(name = "command2", image = "busybox:1.36", command = "sleep 1")
    @WithContainer(
            name = "entrypoint",
            image = "busybox:1.36",
            entrypoint = {"sleep", "1"})
    @WithContainer(name = "user", image = "busybox:1.36", user = "1")
    @WithContainer(name = "workdir", image = "busybox:1.36", workingDir = "/tmp")
    @WithContainer(name = "host", image = "busybox:1.36", hostname = "other")
    @WithContainer(name = "label", image = "busybox:1.36", labels = "a=b")
    @WithContainer(name = "volume", image = "busybox:1.36", volumes = "/data")
    @WithContainer(name = "memory", image = "busybox:1.36", memory = "64m")
    @WithContainer(name = "port", image = "busybox:1.36", ports = 80)
    @WithContainer(name = "alias", image = "busybox:1.36", aliases = "other")
    @WithContainer(name = "ready", image = "busybox:1.36", ready = @Ready(log = "up"))
    @WithContainer(name = "file", image = "busybox:1.36", files = @CopyIn(to = "/f", content = "x"))
    @WithContainer(name = "file2", image = "busybox:1.36", files = @CopyIn(to = "/f", content = "y"))
    @WithContainer(name = "file3", image = "busybox:1.36", files = @CopyIn(to = "/g", content = "x"))
    @WithContainer(name = "file4", image = "busybox:1.36", files = @CopyIn(to = "/f", content = "x", mode = 0600))
    @WithContainer(name = "file5", image = "busybox:1.36", files = @CopyIn(to = "/f", content = "x", owner = "7"))
    @WithContainer(name = "signal", image = "busybox:1.36", stopSignal = "SIGINT")
    static class EachTestCase {}

    private static ImageDetails image(String id) {
        return new ImageDetails(
                id,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new ContainerConfig(
                        null, null, null, List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), false, false,
                        false, false, false, false, null, null, null, null, null, false, null, List.of(), List.of(),
                        Map.of()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new ImageDetails.RootFs(null, List.of(), Map.of()),
                Map.of(),
                Map.of());
    }

    private static String key(ContainerPlan plan, String engine, String image) throws IOException {
        Placeholders placeholders = new Placeholders(new Secrets(List.of()), Surroundings.JVM);
        WarmKey key = new WarmKey(engine, placeholders, WarmKeyTests.class.getClassLoader());
        // Its name is part of it, but not what this is about.
        key.add(named(plan), image(image));
        return key.digest();
    }

    private static ContainerPlan named(ContainerPlan plan) {
        return new ContainerPlan(
                "same",
                plan.image(),
                plan.ports(),
                plan.process(),
                plan.files(),
                plan.storage(),
                plan.limits(),
                plan.network(),
                plan.labels(),
                plan.healthCheck(),
                plan.dependsOn(),
                plan.ready(),
                plan.life(),
                plan.state());
    }

    @Test
    void theOrderOfVariablesAndTheSecretsOfARunMakeNoDifference() throws IOException {
        List<ContainerPlan> plans = ClassPlans.of(SameTestCase.class).ofClass().containers();

        assertThat(key(plans.get(0), "e", "i")).matches("[0-9a-f]{64}").isEqualTo(key(plans.get(1), "e", "i"));
    }

    @Test
    void eachAttributeOfTheContainerMakesAnother() throws IOException {
        Set<String> keys = new HashSet<>();
        for (ContainerPlan each : ClassPlans.of(EachTestCase.class).ofClass().containers()) {
            assertThat(keys.add(key(each, "e", "i"))).as(each.name()).isTrue();
        }
    }

    @Test
    void anotherEngineOrImageMakesAnother() throws IOException {
        ContainerPlan plan =
                ClassPlans.of(EachTestCase.class).ofClass().containers().get(0);

        assertThat(Set.of(key(plan, "e", "i"), key(plan, "e", "j"), key(plan, "f", "i")))
                .hasSize(3);
    }
}
