package dev.drydock.snapshot;

import dev.drydock.client.AttachOptions;
import dev.drydock.client.Attachment;
import dev.drydock.client.ContainerSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.OutputFrame;
import dev.drydock.client.model.ContainerDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Containers that read the volumes of another one with the {@code tar} of its image. They tell the owners of files, which
 * Podman's own archives don't, and run while the other one is paused.
 */
final class TarHelpers implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.drydock");
    /** What it says when it fails is kept so far. */
    private static final int LONGEST = 1000;

    private final DockerClient client;
    private final String prefix;
    private final Map<String, String> labels;
    private final Queue<String> made = new ConcurrentLinkedQueue<>();

    TarHelpers(DockerClient client, String prefix, Map<String, String> labels) {
        this.client = client;
        this.prefix = prefix;
        this.labels = labels;
    }

    /**
     * Makes one, which doesn't run yet: that takes as long as anything, and can be done before the pause.
     *
     * @param of whose volumes it gets
     * @param parent absolute path of the folder that has what is to be read
     * @param name of the file or folder in it
     * @return its id
     */
    String create(ContainerDetails of, String parent, String name) {
        String id = client.containers()
                .create(ContainerSpec.of(String.valueOf(of.image()))
                        .name(prefix + "tar-" + UUID.randomUUID().toString().substring(0, 8))
                        .labels(labels)
                        .entrypoint("tar", "-cf", "-", "-C", parent, "--", name)
                        .command()
                        .user("0:0")
                        .workingDir("/")
                        .networkMode("none")
                        .volumesFrom(of.id() + ":ro")
                        .build());
        made.add(id);
        return id;
    }

    /**
     * Runs it.
     *
     * @param out gets the archive
     * @return why it has failed; empty when it hasn't
     */
    String read(String helper, OutputStream out) throws IOException {
        StringBuilder said = new StringBuilder();
        // Before it is started: the archive's beginning would else be missed.
        try (Attachment attached = client.containers().attach(helper, AttachOptions.OUTPUT)) {
            client.containers().start(helper);
            while (attached.output().hasNext()) {
                OutputFrame frame = attached.output().next();
                if (frame.source() == OutputFrame.Source.STDOUT) {
                    out.write(frame.bytes());
                } else if (said.length() < LONGEST) {
                    said.append(new String(frame.bytes(), StandardCharsets.UTF_8));
                }
            }
        }
        long exitCode = client.containers().waitUntilStopped(helper).statusCode();
        return exitCode == 0 ? "" : "exit code " + exitCode + ": " + said;
    }

    @Override
    public void close() {
        for (String each : made) {
            try {
                client.containers().removeIfPresent(each);
            } catch (DockerException e) {
                LOG.log(Level.WARNING, "Cannot remove container " + each + ", which has read a volume", e);
            }
        }
    }
}
