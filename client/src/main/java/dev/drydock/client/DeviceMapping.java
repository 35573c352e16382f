package dev.drydock.client;

import java.util.Map;

/**
 * A device of the engine's machine in a container.
 *
 * @param onHost such as {@code /dev/fuse}
 * @param inContainer its path there
 * @param permissions of {@code r} (read), {@code w} (write) and {@code m} (make such nodes)
 */
public record DeviceMapping(String onHost, String inContainer, String permissions) {
    /** Refuses blank paths and other letters. */
    public DeviceMapping {
        ConfigBuilder.notBlank("HostConfig.Devices", onHost);
        ConfigBuilder.notBlank("HostConfig.Devices", inContainer);
        if (!permissions.matches("[rwm]{1,3}")) {
            throw new IllegalArgumentException("'" + permissions + "' isn't what a container may do with the device '"
                    + onHost + "': it takes letters of 'rwm'.");
        }
    }

    /**
     * @param path such as {@code /dev/fuse}
     * @return the device at the same place, with all permissions
     */
    public static DeviceMapping of(String path) {
        return new DeviceMapping(path, path, "rwm");
    }

    Map<String, Object> body() {
        return Map.of("PathOnHost", onHost, "PathInContainer", inContainer, "CgroupPermissions", permissions);
    }
}
