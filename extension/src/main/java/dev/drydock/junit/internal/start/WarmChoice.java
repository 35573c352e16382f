package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.plan.StoragePlan;
import dev.drydock.junit.internal.session.SnapshotSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which containers of a scope start warm, and which of them only together: the state of one may go with that of another that it
 * depends on.
 */
final class WarmChoice {
    private final ScopePlan plan;
    private final SnapshotSettings settings;
    private final List<List<ContainerPlan>> sets = new ArrayList<>();
    private final Map<ContainerPlan, String> reasons = new LinkedHashMap<>();

    WarmChoice(ScopePlan plan, SnapshotSettings settings) {
        this.plan = plan;
        this.settings = settings;
        if (settings.replay().isEmpty() && plan.containers().stream().anyMatch(this::isAskedFor)) {
            choose();
        }
    }

    /** The sets: each container after those that it depends on. */
    List<List<ContainerPlan>> sets() {
        return sets;
    }

    /** Containers that were to start warm but can't, with the reason. */
    Map<ContainerPlan, String> reasons() {
        return reasons;
    }

    private boolean isAskedFor(ContainerPlan container) {
        return settings.warm() || container.state().warm();
    }

    private void choose() {
        Set<String> seen = new LinkedHashSet<>();
        for (ContainerPlan each : plan.containers()) {
            if (seen.contains(each.name())) {
                continue;
            }
            List<ContainerPlan> connected = connected(each);
            connected.forEach(one -> seen.add(one.name()));
            Map<String, String> own = new LinkedHashMap<>();
            connected.forEach(one -> reason(one).ifPresent(why -> own.put(one.name(), why)));
            if (own.isEmpty()) {
                sets.add(ordered(connected));
            } else {
                apart(connected, own);
            }
        }
    }

    /** What depends on nothing is frozen before others begin to use it, and so is the same with them and without them. */
    private void apart(List<ContainerPlan> connected, Map<String, String> own) {
        for (ContainerPlan each : connected) {
            String why = own.get(each.name());
            if (why == null && each.dependsOn().isEmpty()) {
                sets.add(List.of(each));
            } else if (isAskedFor(each)) {
                reasons.put(
                        each,
                        why != null
                                ? why
                                : "it is one of " + names(connected) + ", which depend on each other: they start warm"
                                        + " together or not at all, and " + others(own));
            }
        }
    }

    private static List<String> names(List<ContainerPlan> containers) {
        return containers.stream().map(ContainerPlan::name).toList();
    }

    private static String others(Map<String, String> own) {
        Map.Entry<String, String> first = own.entrySet().iterator().next();
        return "'" + first.getKey() + "' doesn't: " + first.getValue();
    }

    /** Why it can't start warm by itself; empty when it can. */
    private Optional<String> reason(ContainerPlan container) {
        if (!isAskedFor(container)) {
            return Optional.of("it doesn't say warm = true");
        }
        if (!container.state().snapshot().isEmpty()) {
            return Optional.of("it starts from a snapshot");
        }
        if (!container.life().customizers().isEmpty()
                || !container.life().listeners().isEmpty()) {
            return Optional.of("whether its customizers and listeners do the same as before can't be told");
        }
        if (container.ready().exits()) {
            return Optional.of("it is ready when it has ended, and would do its work once more");
        }
        if (container.network().hostAccess()) {
            return Optional.of("what it has from servers of the test's JVM (hostAccess) may be another each time");
        }
        Optional<StoragePlan.Mount> foreign = container.storage().mounts().stream()
                .filter(each -> !each.source().isEmpty())
                .findFirst();
        if (foreign.isPresent()) {
            return Optional.of("what is in " + foreign.get().source() + ", which is mounted at "
                    + foreign.get().path() + ", isn't its own");
        }
        if (!container.storage().tmpfs().isEmpty()) {
            return Optional.of("what lies in memory (tmpfs) isn't frozen");
        }
        Optional<String> outside = container.dependsOn().stream()
                .filter(name -> plan.container(name).isEmpty())
                .findFirst();
        if (outside.isPresent()) {
            return Optional.of("'" + outside.get() + "', on which it depends, belongs to another scope");
        }
        Set<String> lost = new WarmSecrets(container).lost();
        if (!lost.isEmpty()) {
            return Optional.of("the secrets " + lost + " can't be found again in its image: only those in variables and"
                    + " the command can");
        }
        return Optional.empty();
    }

    /** Those that depend on it or that it depends on, whether or not directly; with itself. */
    private List<ContainerPlan> connected(ContainerPlan start) {
        Set<ContainerPlan> found = new LinkedHashSet<>();
        Deque<ContainerPlan> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            ContainerPlan next = left.remove();
            if (found.add(next)) {
                plan.containers().stream()
                        .filter(each -> each.dependsOn().contains(next.name())
                                || next.dependsOn().contains(each.name()))
                        .forEach(left::add);
            }
        }
        return List.copyOf(found);
    }

    private static List<ContainerPlan> ordered(List<ContainerPlan> containers) {
        List<ContainerPlan> left = new ArrayList<>(containers);
        List<ContainerPlan> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> waiting = names(left);
            ContainerPlan next = left.stream()
                    .filter(each -> each.dependsOn().stream().noneMatch(waiting::contains))
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }
}
