package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.plan.AddressTemplate;
import dev.drydock.junit.internal.plan.Surroundings;
import java.util.List;

/** Makes addresses of containers by templates. */
final class ContainerAddress {
    private final LiveContainer container;
    private final Surroundings surroundings;

    /** @param surroundings where placeholders look for variables */
    ContainerAddress(LiveContainer container, Surroundings surroundings) {
        this.container = container;
        this.surroundings = surroundings;
    }

    /**
     * @param template that fits the container
     * @param port that {@code {port}} stands for; 0 for the only one
     * @throws IllegalArgumentException when a placeholder makes no sense, or a variable is missing
     */
    String fill(AddressTemplate template, int port) {
        String text = template.fill(container.host(), container::port, portOr(port));
        return new Placeholders(container.secrets(), surroundings).fill(text);
    }

    /** @param port 0 for the only one */
    int portOr(int port) {
        List<Integer> ports = container.plan().tcpPorts();
        return port == 0 && !ports.isEmpty() ? ports.get(0) : port;
    }
}
