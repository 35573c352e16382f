package dev.drydock.junit.internal.ready;

import dev.drydock.client.model.Healthcheck;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.junit.internal.plan.ContainerPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a health check runs.
 *
 * @param command program and arguments
 * @param source whose it is, for messages
 */
record HealthTest(List<String> command, String source) {
    /**
     * The one that must succeed for the container to be ready, if there is one.
     *
     * @param fill fills in the placeholders of the plan's texts
     */
    static Optional<HealthTest> of(ContainerPlan plan, ImageDetails image, UnaryOperator<String> fill) {
        Optional<String> line = plan.ready().healthCommand();
        if (line.isPresent()) {
            return Optional.of(new HealthTest(List.of("/bin/sh", "-c", fill.apply(line.get())), "its healthCmd"));
        }
        if (!plan.ready().isDefault() || plan.healthCheck().disabled()) {
            return Optional.empty();
        }
        List<String> own = plan.healthCheck().command().stream().map(fill).toList();
        return own.isEmpty()
                ? ofImage(image.config().healthcheck())
                : Optional.of(new HealthTest(own, "its health check"));
    }

    private static Optional<HealthTest> ofImage(@Nullable Healthcheck check) {
        List<String> test = check == null ? List.of() : check.test();
        if (test.size() < 2) {
            return Optional.empty();
        }
        return switch (test.get(0)) {
            case "CMD-SHELL" ->
                Optional.of(new HealthTest(List.of("/bin/sh", "-c", test.get(1)), "the image's health check"));
            case "CMD" -> Optional.of(new HealthTest(test.subList(1, test.size()), "the image's health check"));
            default -> Optional.empty();
        };
    }
}
