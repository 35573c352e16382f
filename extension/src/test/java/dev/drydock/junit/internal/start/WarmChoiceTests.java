package dev.drydock.junit.internal.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.client.ContainerSpec;
import dev.drydock.junit.ContainerCustomizer;
import dev.drydock.junit.Ready;
import dev.drydock.junit.WithContainer;
import dev.drydock.junit.internal.plan.ClassPlans;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.session.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which containers start warm, which only together, and why others don't. */
class WarmChoiceTests {
    private static final class Nothing implements ContainerCustomizer {
        @Override
        public void customize(ContainerSpec.Builder spec) {}
    }

    @WithContainer(name = "code", image = "busybox:1.36", warm = true, customizers = Nothing.class)
    @WithContainer(name = "named", image = "busybox:1.36", warm = true, volumes = "mine:/data")
    @WithContainer(name = "own", image = "busybox:1.36", warm = true, volumes = "/data")
    @WithContainer(name = "memory", image = "busybox:1.36", warm = true, tmpfs = "/run")
    @WithContainer(name = "host", image = "busybox:1.36", warm = true, hostAccess = true)
    @WithContainer(name = "job", image = "busybox:1.36", warm = true, ready = @Ready(exits = true))
    @WithContainer(name = "labelled", image = "busybox:1.36", warm = true, labels = "a=${random:pw}")
    @WithContainer(
            name = "known",
            image = "busybox:1.36",
            warm = true,
            labels = "a=${random:pw}",
            env = "PASSWORD=${random:pw}")
    @WithContainer(name = "cold", image = "busybox:1.36")
    static class EachTestCase {}

    @WithContainer(name = "db", image = "busybox:1.36", warm = true)
    @WithContainer(name = "app", image = "busybox:1.36", warm = true, dependsOn = "db")
    @WithContainer(name = "front", image = "busybox:1.36", warm = true, dependsOn = "app")
    @WithContainer(name = "alone", image = "busybox:1.36", warm = true)
    static class ConnectedTestCase {}

    @WithContainer(name = "db", image = "busybox:1.36", warm = true)
    @WithContainer(name = "app", image = "busybox:1.36", warm = true, dependsOn = "db")
    @WithContainer(name = "front", image = "busybox:1.36", dependsOn = "app")
    static class OneColdTestCase {}

    private static WarmChoice of(Class<?> type, Map<String, String> settings) {
        return new WarmChoice(
                ClassPlans.of(type).ofClass(),
                Settings.of(name -> Optional.ofNullable(settings.get(name))).snapshots());
    }

    private static List<List<String>> sets(WarmChoice choice) {
        return choice.sets().stream()
                .map(each -> each.stream().map(ContainerPlan::name).toList())
                .toList();
    }

    private static Map<String, String> reasons(WarmChoice choice) {
        Map<String, String> reasons = new TreeMap<>();
        choice.reasons().forEach((plan, why) -> reasons.put(plan.name(), why));
        return reasons;
    }

    @Test
    void whatIsNotOfTheContainersOwnKeepsItCold() {
        WarmChoice choice = of(EachTestCase.class, Map.of());

        assertThat(sets(choice)).containsExactly(List.of("own"), List.of("known"));
        Map<String, String> reasons = reasons(choice);
        assertThat(reasons).containsOnlyKeys("code", "host", "job", "labelled", "memory", "named");
        assertThat(reasons.get("code")).contains("customizers");
        assertThat(reasons.get("host")).contains("hostAccess");
        assertThat(reasons.get("job")).contains("has ended");
        assertThat(reasons.get("labelled")).contains("[pw]");
        assertThat(reasons.get("memory")).contains("tmpfs");
        assertThat(reasons.get("named")).contains("mine").contains("/data");
    }

    @Test
    void whatIsJoinedByDependsOnIsWarmTogether() {
        WarmChoice choice = of(ConnectedTestCase.class, Map.of());

        assertThat(sets(choice)).containsExactly(List.of("db", "app", "front"), List.of("alone"));
        assertThat(choice.reasons()).isEmpty();
    }

    @Test
    void whereOneIsColdThoseThatDependOnNothingAreWarmAlone() {
        WarmChoice choice = of(OneColdTestCase.class, Map.of());

        assertThat(sets(choice)).containsExactly(List.of("db"));
        assertThat(reasons(choice)).containsOnlyKeys("app");
        assertThat(reasons(choice).get("app")).contains("'front' doesn't");
    }

    @Test
    void theSettingAsksForAllAndAReplayForNone() {
        assertThat(sets(of(OneColdTestCase.class, Map.of("drydock.warm", "true"))))
                .containsExactly(List.of("db", "app", "front"));
        assertThat(sets(of(ConnectedTestCase.class, Map.of("drydock.replay", "20261121-034512-7f3a"))))
                .isEmpty();
    }
}
