package dev.drydock.client.internal;

import dev.drydock.client.ApiVersion;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Whether a container's output comes in frames or as a terminal's bytes. Bytes don't tell: a terminal may well write what
 * looks like a frame. Nor does the content type before API 1.42, nor after a plain 200 to an attach or exec, where Docker
 * calls everything raw.
 */
public final class Framing {
    private static final ApiVersion SINCE = new ApiVersion(1, 42);

    private Framing() {}

    /**
     * @param version of the API that is spoken
     * @return whether the content type may tell; where it never does, the engine is asked beforehand
     */
    public static boolean isTold(ApiVersion version) {
        return version.isAtLeast(SINCE);
    }

    /**
     * @param response with the output
     * @param version of the API that was spoken
     * @param hijack whether it answers an attach or an exec
     * @param tty tells, or asks the engine, whether there is a terminal
     * @return whether it is a terminal's output
     */
    public static boolean isRaw(Response response, ApiVersion version, boolean hijack, BooleanSupplier tty) {
        if (!isTold(version)) {
            return tty.getAsBoolean();
        }
        String type = response.header("content-type");
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (kind.startsWith("application/vnd.docker.multiplexed-stream")) {
            return false;
        }
        boolean reliable = !hijack || response.status() == 101;
        return (reliable && kind.startsWith("application/vnd.docker.raw-stream")) || tty.getAsBoolean();
    }
}
