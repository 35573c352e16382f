package dev.drydock.client;

import java.util.List;
import java.util.Map;

/**
 * How to build an image.
 *
 * @param dockerfile its path in the context
 * @param tags names that the image gets
 * @param labels that it gets, over those of the Dockerfile
 * @param buildArgs values of the Dockerfile's {@code ARG}s
 * @param noCache whether to run all steps anew
 */
public record BuildSpec(
        String dockerfile,
        List<ImageReference> tags,
        Map<String, String> labels,
        Map<String, String> buildArgs,
        boolean noCache) {
    /** The file {@code Dockerfile}, nothing else. */
    public static final BuildSpec DEFAULT = new BuildSpec("Dockerfile", List.of(), Map.of(), Map.of(), false);

    /** Copies the collections. */
    public BuildSpec {
        tags = List.copyOf(tags);
        labels = Map.copyOf(labels);
        buildArgs = Map.copyOf(buildArgs);
    }

    /** @return the same, of the arguments the names alone: values may be passwords */
    @Override
    public String toString() {
        return "BuildSpec[dockerfile=" + dockerfile + ", tags=" + tags + ", labels=" + labels + ", buildArgs="
                + buildArgs.keySet() + ", noCache=" + noCache + "]";
    }

    /**
     * @param names that the image gets
     * @return the same with these tags
     */
    public BuildSpec withTags(ImageReference... names) {
        return new BuildSpec(dockerfile, List.of(names), labels, buildArgs, noCache);
    }

    /**
     * @param all that the image gets
     * @return the same with these labels
     */
    public BuildSpec withLabels(Map<String, String> all) {
        return new BuildSpec(dockerfile, tags, all, buildArgs, noCache);
    }
}
