package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.snapshot.RestoredSet.Restored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of a set's containers is opened: one that runs, since nothing can be run in another. */
final class Choice {
    private final DockerClient client;
    private final List<Restored> containers;

    /** @param containers in the order in which they were started */
    Choice(DockerClient client, List<Restored> containers) {
        this.client = client;
        this.containers = containers;
    }

    /**
     * @param name of the one that is wanted; {@code null} for the first that runs
     * @throws FailedException says why it doesn't run
     */
    Restored of(@Nullable String name) {
        List<String> reasons = new ArrayList<>();
        for (Restored each : containers) {
            if (name == null || each.name().equals(name)) {
                ContainerDetails details = client.containers().inspect(each.id());
                if (details.state().running()) {
                    return each;
                }
                reasons.add("container '" + each.name() + "' " + reason(details.state()));
            }
        }
        throw new FailedException("Nothing can be run inside: " + String.join("; ", reasons)
                + ". With --detach the containers stay as they are, to be looked at.");
    }

    private static String reason(ContainerState state) {
        String error = state.error() == null || state.error().isBlank() ? "" : ": " + state.error();
        return "created".equals(state.status())
                ? "couldn't be started" + error
                : "doesn't run any more, it has ended with code " + state.exitCode() + error;
    }
}
