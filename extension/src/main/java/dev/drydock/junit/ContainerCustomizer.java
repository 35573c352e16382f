package dev.drydock.junit;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.ContainerSpec;
import org.apiguardian.api.API;

/** Sets what {@link WithContainer} has no attribute for. A class of yours has a constructor without parameters. */
@API(status = EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface ContainerCustomizer {
    /**
     * Called just before the container is created, once for each attempt. Drydock's own labels, the container's name and its
     * published ports are set afterwards.
     *
     * @param spec what the container is created from, with all that was declared
     * @throws Exception fails the start
     */
    void customize(ContainerSpec.Builder spec) throws Exception;
}
