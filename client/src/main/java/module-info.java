/** A lean client for the Docker Engine API, for Docker and Podman. */
module dev.drydock.client {
    requires com.fasterxml.jackson.databind;
    requires jdk.net;
    requires org.apache.commons.compress;
    // Not transitive: whoever requires this module would have to have it when he compiles.
    requires static org.jspecify;

    exports dev.drydock.client;
    exports dev.drydock.client.model;
}
