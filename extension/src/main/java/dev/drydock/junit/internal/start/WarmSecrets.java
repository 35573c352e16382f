package dev.drydock.junit.internal.start;

import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.FilePlan;
import dev.drydock.junit.internal.plan.Placeholder;
import dev.drydock.junit.internal.plan.ProcessPlan;
import dev.drydock.junit.internal.plan.Template;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The made-up secrets of a container: its data goes with the values that they had when it was frozen. */
final class WarmSecrets {
    private final ContainerPlan plan;

    WarmSecrets(ContainerPlan plan) {
        this.plan = plan;
    }

    /** Names of those that can't be found again in its image: it keeps variables and command, but files only as data. */
    Set<String> lost() {
        Set<String> lost = in(plan.labels().values());
        lost.addAll(inFiles());
        lost.removeAll(names());
        lost.addAll(inBuild());
        return lost;
    }

    /** Names of those that are in the content of files. */
    Set<String> inFiles() {
        return in(plan.files().stream().map(FilePlan::content).toList());
    }

    /** Names of those that its image is built with. */
    Set<String> inBuild() {
        return plan.image().build().map(build -> in(build.args().values())).orElseGet(Set::of);
    }

    /** Names of those that can. */
    Set<String> names() {
        ProcessPlan process = plan.process();
        List<String> texts = new ArrayList<>(process.env().values());
        texts.addAll(process.command());
        texts.addAll(process.entrypoint());
        return in(texts);
    }

    static Set<String> in(Collection<String> texts) {
        Set<String> names = new LinkedHashSet<>();
        for (String each : texts) {
            Template.parse(each).placeholders().stream()
                    .filter(placeholder -> placeholder.kind() == Placeholder.Kind.RANDOM)
                    .forEach(placeholder -> names.add(placeholder.name()));
        }
        return names;
    }

    /**
     * @param image that it was frozen as
     * @param placeholders give all other values
     * @return the secrets' values, by their names; empty when they can't be told
     */
    Optional<Map<String, String>> frozen(ImageDetails image, Placeholders placeholders) {
        ContainerConfig config = image.config();
        Map<String, String> values = new LinkedHashMap<>();
        boolean told = true;
        for (Map.Entry<String, String> each : plan.process().env().entrySet()) {
            String value = config.env(each.getKey());
            told &= value != null && read(each.getValue(), value, placeholders, values);
        }
        told &= read(plan.process().command(), config.cmd(), placeholders, values);
        told &= read(plan.process().entrypoint(), config.entrypoint(), placeholders, values);
        return told && values.keySet().containsAll(names()) ? Optional.of(values) : Optional.empty();
    }

    private static boolean read(
            List<String> templates, List<String> texts, Placeholders placeholders, Map<String, String> values) {
        boolean told = templates.isEmpty() || templates.size() == texts.size();
        for (int i = 0; told && i < templates.size(); i++) {
            told = read(templates.get(i), texts.get(i), placeholders, values);
        }
        return told;
    }

    private static boolean read(String template, String text, Placeholders placeholders, Map<String, String> values) {
        placeholders.secretsIn(template, text).forEach(values::putIfAbsent);
        return placeholders
                .fillSecrets(template, name -> values.getOrDefault(name, ""))
                .equals(text);
    }
}
