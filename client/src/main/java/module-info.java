/** A lean client for the Docker Engine API, for Docker and Podman. */
module dev.drydock.client {
    requires com.fasterxml.jackson.databind;
    requires jdk.net;
    requires org.apache.commons.compress;
    requires static transitive org.jspecify;

    exports dev.drydock.client;
    exports dev.drydock.client.model;
}
