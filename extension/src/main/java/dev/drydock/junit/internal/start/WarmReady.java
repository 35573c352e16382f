package dev.drydock.junit.internal.start;

import dev.drydock.client.model.ImageDetails;
import dev.drydock.snapshot.SnapshotLabels;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which conditions hold of frozen containers when they are started, as a label writes it: {@code db=log,port:5432;app=http:1}. */
final class WarmReady {
    private WarmReady() {}

    static String write(Map<String, Collection<String>> byContainer) {
        return byContainer.entrySet().stream()
                .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
                .collect(Collectors.joining(";"));
    }

    /**
     * @param image that a container is made of
     * @param container its name
     * @return the names of conditions; empty when the image doesn't say it
     */
    static Optional<Set<String>> of(ImageDetails image, String container) {
        String label = image.config().labels().getOrDefault(SnapshotLabels.READY, "");
        return Arrays.stream(label.split(";", -1))
                .filter(each -> each.startsWith(container + "="))
                .map(each -> each.substring(container.length() + 1))
                .filter(each -> !each.isEmpty())
                .<Set<String>>map(each -> new LinkedHashSet<>(Arrays.asList(each.split(",", -1))))
                .findFirst();
    }
}
