package dev.drydock.junit.internal.plan;

import java.util.List;
import java.util.Map;

/**
 * What a container is to be like. Read from annotations or made by code, checked, and the same for everybody. Two are equal
 * when one container can serve for both.
 *
 * @param name in its test class
 * @param image where it comes from
 * @param ports to publish
 * @param process what runs in it
 * @param files to copy in before the start
 * @param storage volumes and the like
 * @param limits what it may use and do
 * @param network what it reaches
 * @param labels of its own, with placeholders
 * @param healthCheck in place of the image's
 * @param dependsOn names of containers that must be ready before
 * @param ready when it counts as ready
 * @param life how it comes and goes
 * @param state from which it starts, and how it is kept
 */
public record ContainerPlan(
        String name,
        ImagePlan image,
        List<PortPlan> ports,
        ProcessPlan process,
        List<FilePlan> files,
        StoragePlan storage,
        LimitsPlan limits,
        NetworkPlan network,
        Map<String, String> labels,
        HealthPlan healthCheck,
        List<String> dependsOn,
        ReadyPlan ready,
        LifePlan life,
        StatePlan state) {
    /** How messages speak of it. */
    public String shown() {
        return "'" + name + "' (" + image.shown() + ")";
    }

    /** The TCP ports that are published. */
    public List<Integer> tcpPorts() {
        return ports.stream().filter(PortPlan::isTcp).map(PortPlan::port).toList();
    }
}
