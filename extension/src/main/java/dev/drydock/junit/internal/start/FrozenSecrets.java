package dev.drydock.junit.internal.start;

import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.snapshot.SnapshotException;
import dev.drydock.snapshot.SnapshotLabels;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values that were made up when a container was first started: the data in its snapshot goes with those, not with others. */
final class FrozenSecrets {
    private static final String DECLARE = " Declare the value that its data was made with.";

    private final ContainerPlan plan;
    private final ContainerConfig config;
    private final Placeholders placeholders;
    private final String snapshot;
    private final String cannot;

    /**
     * @param frozen the container's image
     * @param cannot how messages begin
     */
    FrozenSecrets(ContainerPlan plan, ImageDetails frozen, Placeholders placeholders, String cannot) {
        this.plan = plan;
        this.config = frozen.config();
        this.placeholders = placeholders;
        this.snapshot = config.labels().getOrDefault(SnapshotLabels.ID, "");
        this.cannot = cannot;
    }

    /**
     * Takes over the secrets that a container had, where it has no others beside it.
     *
     * @throws SnapshotException when one isn't known, or another one is in use already
     */
    static void check(ContainerPlan plan, ImageDetails frozen, Placeholders placeholders, String cannot) {
        FrozenSecrets secrets = new FrozenSecrets(plan, frozen, placeholders, cannot);
        secrets.takeOver();
        secrets.refuseLost();
    }

    /**
     * Takes over what its variables, command and labels tell.
     *
     * @throws SnapshotException when one isn't known, or another one is in use already
     */
    void takeOver() {
        List<String> stripped = List.of(
                config.labels().getOrDefault(SnapshotLabels.STRIPPED, "").split(",", -1));
        plan.process().env().forEach((name, text) -> {
            if (!Placeholders.hasSecret(text)) {
                return;
            }
            if (stripped.contains(name)) {
                throw new SnapshotException(
                        cannot + "the value of " + name + " was taken out of the snapshot, and env = \"" + name + "="
                                + text + "\" would make up another one." + DECLARE,
                        null);
            }
            String value = config.env(name);
            if (value == null) {
                return;
            }
            learn(text, value, "its " + name, "env = \"" + name + "=" + text + "\"");
        });
        for (String each : stripped) {
            if (!each.isBlank() && !plan.process().env().containsKey(each.strip())) {
                throw new SnapshotException(
                        cannot + "the value of " + each.strip() + " was taken out of the snapshot. Declare it: env = \""
                                + each.strip() + "=…\".",
                        null);
            }
        }
        takeOver("command", plan.process().command(), config.cmd());
        takeOver("entrypoint", plan.process().entrypoint(), config.entrypoint());
        for (Map.Entry<String, String> each : plan.labels().entrySet()) {
            String value = config.labels().get(each.getKey());
            if (value != null && Placeholders.hasSecret(each.getValue())) {
                learn(
                        each.getValue(),
                        value,
                        "its label " + each.getKey(),
                        "labels = \"" + each.getKey() + "=" + each.getValue() + "\"");
            }
        }
    }

    private void takeOver(String what, List<String> templates, List<String> texts) {
        Set<String> names = unknown(WarmSecrets.in(templates));
        if (names.isEmpty()) {
            return;
        }
        if (templates.size() != texts.size()) {
            throw new SnapshotException(
                    cannot + "its " + what + " was another one, which doesn't tell the values of the made-up secrets "
                            + names + " in that of now." + DECLARE,
                    null);
        }
        for (int i = 0; i < templates.size(); i++) {
            if (Placeholders.hasSecret(templates.get(i))) {
                learn(templates.get(i), texts.get(i), "its " + what, what + " = \"" + templates.get(i) + "\"");
            }
        }
    }

    private void learn(String template, String text, String what, String declared) {
        if (!placeholders.learn(template, text)) {
            throw new SnapshotException(
                    cannot + what + " was made up in another run, and " + declared
                            + " has another value in this one already.",
                    null);
        }
        WarmSecrets.in(List.of(template)).forEach(each -> placeholders.secrets().agree(snapshot, each));
    }

    /**
     * To be called when those of all containers that start from the snapshot were taken over.
     *
     * @throws SnapshotException when the data was made with a secret that none of them tells
     */
    void refuseLost() {
        WarmSecrets secrets = new WarmSecrets(plan);
        Set<String> lost = new LinkedHashSet<>(secrets.inFiles());
        lost.addAll(secrets.inBuild());
        lost.addAll(WarmSecrets.in(plan.labels().values()));
        lost = unknown(lost);
        if (!lost.isEmpty()) {
            throw new SnapshotException(
                    cannot + "its data was made with other values of the made-up secrets " + lost
                            + " than this run would make up, and the snapshot doesn't tell them: they are in the content of"
                            + " a file, in a label or a build argument, and in no variable nor the command." + DECLARE,
                    null);
        }
    }

    private Set<String> unknown(Set<String> names) {
        Set<String> unknown = new LinkedHashSet<>(names);
        unknown.removeIf(each -> placeholders.secrets().agrees(snapshot, each));
        return unknown;
    }
}
