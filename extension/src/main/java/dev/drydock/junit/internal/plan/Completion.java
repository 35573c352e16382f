package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks the placeholders of plans, which are filled in later, and adds what follows from them: a container that one names is
 * depended on.
 */
final class Completion {
    private final ScopePlan plan;
    private final List<String> around;
    private final Surroundings surroundings;
    private final Mistakes mistakes;
    private final Function<ContainerPlan, String> shown;

    /**
     * @param around names of containers of other scopes that those of the plan may depend on
     * @param shown what messages call a container's declaration
     */
    Completion(
            ScopePlan plan,
            List<String> around,
            Surroundings surroundings,
            Mistakes mistakes,
            Function<ContainerPlan, String> shown) {
        this.shown = shown;
        this.plan = plan;
        this.around = around;
        this.surroundings = surroundings;
        this.mistakes = mistakes;
    }

    /** The same plan, complete. */
    ScopePlan complete(Class<?> testClass) {
        checkPorts();
        return new ScopePlan(
                plan.owner(),
                plan.containers().stream()
                        .map(each -> complete(each, testClass))
                        .toList());
    }

    private void checkPorts() {
        Map<String, String> owners = new HashMap<>();
        for (ContainerPlan each : plan.containers()) {
            for (PortPlan port : each.ports()) {
                String key = port.hostPort() + "/" + port.protocol();
                String other = port.hostPort() == 0 ? null : owners.putIfAbsent(key, each.name());
                if (other != null && !other.equals(each.name())) {
                    mistakes.add(
                            plan.owner(),
                            "publish: '" + other + "' and '" + each.name() + "' are both to have port "
                                    + port.hostPort() + " of this machine");
                }
            }
        }
    }

    private ContainerPlan complete(ContainerPlan container, Class<?> testClass) {
        Set<String> needs = new LinkedHashSet<>(container.dependsOn());
        LifePlan life = container.life();
        String type = life.scope() == Scope.SESSION ? "session" : testClass.getName();
        String logTo = life.logTo().replace("{class}", type).replace("{name}", container.name());
        checkTexts(container, needs);
        return new ContainerPlan(
                container.name(),
                container.image(),
                container.ports(),
                container.process(),
                container.files(),
                container.storage(),
                container.limits(),
                container.network(),
                container.labels(),
                container.healthCheck(),
                List.copyOf(needs),
                container.ready(),
                life.logTo(logTo),
                container.state());
    }

    private void checkTexts(ContainerPlan container, Set<String> needs) {
        Checked checked = new Checked(container, needs);
        container.process().env().forEach((name, value) -> checked.text("env: " + name, value));
        container.process().command().forEach(each -> checked.text("command", each));
        container.process().entrypoint().forEach(each -> checked.text("entrypoint", each));
        container.labels().forEach((name, value) -> checked.text("labels: " + name, value));
        container.files().forEach(each -> checked.text("files: content of " + each.to(), each.content()));
        container
                .image()
                .build()
                .ifPresent(build ->
                        build.args().forEach((name, value) -> checked.buildArgument("build: args: " + name, value)));
        container.life().exports().forEach(checked::exported);
        container.healthCheck().command().forEach(each -> checked.text("healthCheck", each));
        readiness(container.ready(), checked);
    }

    /** What is run in the container may name others; what this machine asks can't reach them by their names. */
    private static void readiness(ReadyPlan ready, Checked checked) {
        ready.healthCommand().ifPresent(each -> checked.text("ready: healthCmd", each));
        ready.command().forEach(each -> checked.text("ready: command", each));
        ready.file().ifPresent(each -> checked.text("ready: file", each));
        String names = "it is asked from this machine, which doesn't know containers by their names";
        for (HttpPlan each : ready.http()) {
            checked.outside("ready: http", each.target(), names);
            each.headers().forEach(header -> checked.outside("ready: http: header", header, names));
            checked.outside("ready: http: user", each.user(), names);
        }
        ready.jdbc()
                .ifPresent(each -> checked.outside(
                        "ready: jdbc", each.template(), "it takes the container's own {host} and {port}"));
    }

    /** The texts of one container. */
    private final class Checked {
        private final ContainerPlan container;
        private final Set<String> needs;
        private final String where;

        Checked(ContainerPlan container, Set<String> needs) {
            this.container = container;
            this.needs = needs;
            this.where = shown.apply(container);
        }

        void text(String attribute, String text) {
            for (Placeholder each : placeholders(attribute, text)) {
                if (each.kind().isVariable()) {
                    variable(attribute, each);
                } else if (each.kind().isContainers() && !each.name().equals(container.name())) {
                    other(attribute, each);
                }
            }
        }

        /** The image may be built before a container is there, and is shared by all that ask for it. */
        void buildArgument(String attribute, String text) {
            for (Placeholder each : placeholders(attribute, text)) {
                if (each.kind().isVariable()) {
                    variable(attribute, each);
                } else {
                    mistakes.add(where, attribute + ": " + each + ": a build takes env, sys and param only");
                }
            }
        }

        /** Addresses are those for the tests: the container's own. */
        void exported(String export) {
            int equals = Math.max(0, export.indexOf('='));
            String attribute = "exports: " + export.substring(0, equals);
            outside(attribute, export.substring(equals), "it takes the container's own {host} and {port}");
        }

        /** @param names why another container's name and port make no sense */
        void outside(String attribute, String text, String names) {
            for (Placeholder each : placeholders(attribute, text)) {
                if (each.kind().isVariable()) {
                    variable(attribute, each);
                } else if (each.kind().isContainers()) {
                    mistakes.add(where, attribute + ": " + each + ": " + names);
                }
            }
        }

        private List<Placeholder> placeholders(String attribute, String text) {
            try {
                return Template.parse(text).placeholders();
            } catch (IllegalArgumentException e) {
                mistakes.add(where, attribute + ": " + e.getMessage());
                return List.of();
            }
        }

        private void variable(String attribute, Placeholder placeholder) {
            if (surroundings.value(placeholder).isEmpty()) {
                mistakes.add(where, attribute + ": " + Surroundings.missing(placeholder));
            }
        }

        private void other(String attribute, Placeholder placeholder) {
            String name = placeholder.name();
            ContainerPlan other = plan.container(name).orElse(null);
            if (other == null && !around.contains(name)) {
                mistakes.add(
                        where,
                        attribute + ": " + placeholder + ": there is no container '" + name + "'; there " + known());
                return;
            }
            if (other != null && !container.network().finds(other.network())) {
                mistakes.add(
                        where,
                        attribute + ": " + placeholder + ": " + other.network().shown(name)
                                + ", and " + container.network().shown(container.name())
                                + "; containers find each other by name in the same network only");
            }
            needs.add(name);
        }

        private String known() {
            List<String> known = new ArrayList<>(around);
            plan.containers().forEach(each -> known.add(each.name()));
            known.remove(container.name());
            return known.isEmpty() ? "is no other" : "are " + known;
        }
    }
}
