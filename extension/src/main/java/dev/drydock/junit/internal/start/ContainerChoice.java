package dev.drydock.junit.internal.start;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses among the containers that are there; its errors list them. */
final class ContainerChoice {
    private final List<LiveContainer> containers;
    private final Function<String, RuntimeException> wrong;

    /** @param wrong makes an error of what is the matter */
    ContainerChoice(List<LiveContainer> containers, Function<String, RuntimeException> wrong) {
        this.containers = containers;
        this.wrong = wrong;
    }

    /** The one of that name. */
    LiveContainer named(String name) {
        return find(name).orElseThrow(() -> wrong.apply("no container is called '" + name + "'" + thereAre()));
    }

    /**
     * The only one, or the one that is called as what gets it.
     *
     * @param name of the parameter or field, empty when it isn't in the class file
     * @param what {@code parameter} or {@code field}
     */
    LiveContainer onlyOrCalled(Optional<String> name, String what) {
        if (containers.size() == 1) {
            return containers.get(0);
        }
        if (containers.isEmpty()) {
            throw wrong.apply("there is no container" + thereAre());
        }
        String called = name.orElseThrow(() -> wrong.apply("there are several containers, " + names(containers)
                + ", and the parameter's name isn't in the class file: annotate the parameter with"
                + " @ContainerName(\"…\"), or compile with -parameters"));
        return find(called)
                .orElseThrow(() -> wrong.apply("no container is called '" + called + "'" + thereAre() + " Call the "
                        + what + " by a container's name, or annotate it with @ContainerName(\"…\")."));
    }

    /**
     * The only one that has what is wanted.
     *
     * @param fits whether a container has it
     * @param none what to say when no container has it
     * @param several what to say when several have it, before and after their names
     */
    LiveContainer only(Predicate<LiveContainer> fits, String none, String several, String choose) {
        List<LiveContainer> fitting = containers.stream().filter(fits).toList();
        if (fitting.isEmpty()) {
            throw wrong.apply(none);
        }
        if (fitting.size() > 1) {
            throw wrong.apply(several + names(fitting) + choose);
        }
        return fitting.get(0);
    }

    /** The one that there is, when there is only one. */
    Optional<LiveContainer> single() {
        return containers.size() == 1 ? Optional.of(containers.get(0)) : Optional.empty();
    }

    private Optional<LiveContainer> find(String name) {
        return containers.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** The end of a sentence. */
    String thereAre() {
        if (containers.isEmpty()) {
            return "; none is declared for it. One that is declared on a method isn't there yet for the constructor and"
                    + " the fields of a class that has one instance, nor for @BeforeAll and static fields.";
        }
        return "; there are " + names(containers) + ".";
    }

    private static String names(List<LiveContainer> containers) {
        return containers.stream()
                .map(each -> "'" + each.name() + "'"
                        + (each.ports().isEmpty()
                                ? " without ports"
                                : " with ports " + each.plan().tcpPorts()))
                .collect(Collectors.joining(", "));
    }
}
