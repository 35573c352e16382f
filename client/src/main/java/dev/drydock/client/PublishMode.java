package dev.drydock.client;

/** Where a port of a service is published. */
public enum PublishMode {
    /** On each machine of the swarm, whichever runs the service; each connection goes to one of its containers. */
    INGRESS,
    /** On the machines that run a container of the service, for that container alone. */
    HOST
}
