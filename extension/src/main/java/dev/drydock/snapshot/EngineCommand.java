package dev.drydock.snapshot;

import dev.drydock.client.DockerClient;
import dev.drydock.client.EngineAddress;

/** The beginning of a command line by which a person reaches an engine. */
public final class EngineCommand {
    private EngineCommand() {}

    /**
     * @param client of the engine
     * @return {@code docker} or {@code podman}, with the engine's address where the command wouldn't find it by itself
     */
    public static String of(DockerClient client) {
        String tool = client.isPodman() ? "podman" : "docker";
        EngineAddress address = client.address();
        boolean usual = address.toString().equals("unix:///var/run/docker.sock");
        if (client.isPodman()) {
            return address.target().endsWith("/podman/podman.sock") ? tool : tool + " --url " + quote("" + address);
        }
        if (address.kind() == EngineAddress.Kind.TLS) {
            // The command knows no https://; the certificates are where DOCKER_CERT_PATH says, or in ~/.docker.
            return tool + " -H " + quote("tcp://" + address.target() + address.basePath()) + " --tlsverify";
        }
        return usual ? tool : tool + " -H " + quote(address.toString());
    }

    /** For a shell: plain words stay as they are. */
    static String quote(String text) {
        return text.matches("[A-Za-z0-9_./:=@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
