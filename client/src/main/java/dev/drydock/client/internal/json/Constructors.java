package dev.drydock.client.internal.json;

import dev.drydock.client.model.ContainerConfig;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.ContainerSummary;
import dev.drydock.client.model.CreatedContainer;
import dev.drydock.client.model.CreatedNetwork;
import dev.drydock.client.model.Event;
import dev.drydock.client.model.Health;
import dev.drydock.client.model.Healthcheck;
import dev.drydock.client.model.HostConfig;
import dev.drydock.client.model.ImageDetails;
import dev.drydock.client.model.Mount;
import dev.drydock.client.model.NetworkSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the constructors of those records that every container's start needs. By reflection the JDK first makes classes for
 * each number of arguments, which takes many milliseconds once in each JVM; the others are left to that.
 */
@SuppressWarnings("NullAway") // Records put something in place of null themselves.
final class Constructors {
    private static final String MODEL = "dev.drydock.client.model.";

    private final @Nullable Object[] values;
    private int at;

    private Constructors(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * @param type a record
     * @param values of all its components, in their order
     * @return the record; {@code null} for one that isn't known here
     */
    static @Nullable Object make(Class<?> type, @Nullable Object[] values) {
        String name = type.getName();
        return name.startsWith(MODEL) ? new Constructors(values).make(name.substring(MODEL.length())) : null;
    }

    /** Arguments are evaluated from left to right: each is the next value. */
    private @Nullable Object make(String type) {
        return switch (type) {
            case "ContainerConfig" ->
                new ContainerConfig(
                        text(),
                        text(),
                        text(),
                        list(),
                        list(),
                        list(),
                        map(),
                        map(),
                        map(),
                        flag(),
                        flag(),
                        flag(),
                        flag(),
                        flag(),
                        flag(),
                        text(),
                        text(),
                        (Healthcheck) next(),
                        text(),
                        (Long) next(),
                        flag(),
                        text(),
                        list(),
                        list(),
                        map());
            case "ContainerDetails" ->
                new ContainerDetails(
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        list(),
                        (ContainerState) next(),
                        number(),
                        (ContainerConfig) next(),
                        (HostConfig) next(),
                        (NetworkSettings) next(),
                        list(),
                        text(),
                        text(),
                        text(),
                        list(),
                        (Long) next(),
                        (Long) next(),
                        map());
            case "ContainerState" ->
                new ContainerState(
                        text(),
                        flag(),
                        flag(),
                        flag(),
                        number(),
                        number(),
                        text(),
                        text(),
                        text(),
                        (Health) next(),
                        map());
            case "ContainerSummary" ->
                new ContainerSummary(
                        text(),
                        list(),
                        text(),
                        text(),
                        text(),
                        number(),
                        list(),
                        (Long) next(),
                        (Long) next(),
                        map(),
                        text(),
                        text(),
                        (NetworkSettings) next(),
                        list(),
                        map());
            case "ContainerSummary$Port" -> new ContainerSummary.Port(text(), (int) next(), (Integer) next(), text());
            case "CreatedContainer" -> new CreatedContainer(text(), list(), map());
            case "CreatedNetwork" -> new CreatedNetwork(text(), text(), map());
            case "Event" -> new Event(text(), text(), (Event.Actor) next(), number(), map());
            case "Event$Actor" -> new Event.Actor(text(), map());
            case "HostConfig" ->
                new HostConfig(
                        list(),
                        list(),
                        map(),
                        list(),
                        text(),
                        text(),
                        map(),
                        flag(),
                        list(),
                        list(),
                        list(),
                        list(),
                        list(),
                        (HostConfig.Restart) next(),
                        flag(),
                        (HostConfig.LogConfig) next(),
                        flag(),
                        flag(),
                        list(),
                        list(),
                        list(),
                        list(),
                        map(),
                        list(),
                        list(),
                        list(),
                        list(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        text(),
                        (Boolean) next(),
                        number(),
                        number(),
                        (Boolean) next(),
                        number(),
                        number(),
                        number(),
                        (Long) next(),
                        number(),
                        number(),
                        number(),
                        number(),
                        number(),
                        text(),
                        text(),
                        (Long) next(),
                        number(),
                        list(),
                        list(),
                        list(),
                        list(),
                        list(),
                        map(),
                        map());
            case "HostConfig$LogConfig" -> new HostConfig.LogConfig(text(), map());
            case "HostConfig$Restart" -> new HostConfig.Restart(text(), number());
            case "ImageDetails" ->
                new ImageDetails(
                        text(),
                        list(),
                        list(),
                        text(),
                        text(),
                        text(),
                        text(),
                        (ContainerConfig) next(),
                        text(),
                        text(),
                        (ContainerConfig) next(),
                        text(),
                        text(),
                        text(),
                        text(),
                        (Long) next(),
                        (Long) next(),
                        (ImageDetails.GraphDriver) next(),
                        (ImageDetails.RootFs) next(),
                        map(),
                        map());
            case "ImageDetails$GraphDriver" -> new ImageDetails.GraphDriver(text(), map());
            case "ImageDetails$RootFs" -> new ImageDetails.RootFs(text(), list(), map());
            case "Mount" -> new Mount(text(), text(), text(), text(), text(), flag(), map());
            case "NetworkSettings" -> new NetworkSettings(map(), map(), map());
            case "NetworkSettings$Endpoint" -> new NetworkSettings.Endpoint(text(), text(), text(), list(), map());
            case "NetworkSettings$PortBinding" -> new NetworkSettings.PortBinding(text(), text());
            default -> null;
        };
    }

    private @Nullable Object next() {
        return values[at++];
    }

    private @Nullable String text() {
        return (String) next();
    }

    private long number() {
        return (long) next();
    }

    private boolean flag() {
        return (boolean) next();
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list() {
        return (List<T>) next();
    }

    @SuppressWarnings("unchecked")
    private <T> Map<String, T> map() {
        return (Map<String, T>) next();
    }
}
