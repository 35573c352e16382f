package dev.drydock.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Devices that a driver is to choose for a container: GPUs, and what CDI names.
 *
 * @param driver such as {@code nvidia} or {@code cdi}; {@code null} for the first that can do it
 * @param count how many; -1 for all; {@code null} where ids are given
 * @param deviceIds which
 * @param capabilities that they must have: all of one of the lists
 * @param options of the driver
 */
public record DeviceRequest(
        @Nullable String driver,
        @Nullable Integer count,
        List<String> deviceIds,
        List<List<String>> capabilities,
        Map<String, String> options) {
    /** All GPUs. */
    public static final DeviceRequest ALL_GPUS = gpus(-1);

    /** Copies, and refuses a count together with ids. */
    public DeviceRequest {
        deviceIds = List.copyOf(deviceIds);
        capabilities = capabilities.stream().map(List::copyOf).toList();
        options = Map.copyOf(options);
        if (count != null && count != 0 && !deviceIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot ask for " + count + " devices and for certain ids: it is one or the other.");
        }
    }

    /** Options by their names only, whatever a driver takes. */
    @Override
    public String toString() {
        return "DeviceRequest[driver=" + driver + ", count=" + count + ", deviceIds=" + deviceIds + ", capabilities="
                + capabilities + ", options=" + options.keySet() + "]";
    }

    /**
     * @param count how many; -1 for all
     * @return any so many GPUs
     */
    public static DeviceRequest gpus(int count) {
        return new DeviceRequest(null, count, List.of(), List.of(List.of("gpu")), Map.of());
    }

    /**
     * @param driver such as {@code nvidia} or {@code cdi}
     * @param ids which
     * @return those devices
     */
    public static DeviceRequest ids(String driver, String... ids) {
        return new DeviceRequest(driver, null, List.of(ids), List.of(), Map.of());
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (driver != null) {
            body.put("Driver", driver);
        }
        if (count != null) {
            body.put("Count", count);
        }
        if (!deviceIds.isEmpty()) {
            body.put("DeviceIDs", deviceIds);
        }
        if (!capabilities.isEmpty()) {
            body.put("Capabilities", capabilities);
        }
        if (!options.isEmpty()) {
            body.put("Options", options);
        }
        return body;
    }
}
