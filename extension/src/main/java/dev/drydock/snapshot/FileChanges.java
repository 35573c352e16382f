package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.model.FileChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The files that a container has changed, for people. */
final class FileChanges {
    private FileChanges() {}

    static String text(DockerClient client, String container) {
        try {
            List<FileChange> changes = client.containers().changes(container);
            return "# Against its image, without volumes; read when the containers went on again.\n"
                    + changes.stream()
                            .map(each -> each.type().name().toLowerCase(Locale.ROOT) + "\t" + each.path() + "\n")
                            .sorted()
                            .collect(Collectors.joining());
        } catch (DockerException e) {
            return "# Couldn't be read: " + e.getMessage() + "\n";
        }
    }
}
