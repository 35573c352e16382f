package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /info}.
 *
 * @param id of the engine
 * @param name host name of the machine it runs on
 * @param serverVersion the engine's version
 * @param driver storage driver, such as {@code overlay2}
 * @param operatingSystem such as {@code Debian GNU/Linux 12 (bookworm)}
 * @param osType such as {@code linux}
 * @param architecture such as {@code x86_64}
 * @param ncpu number of processors
 * @param memTotal memory in bytes
 * @param cgroupVersion {@code "1"} or {@code "2"}
 * @param securityOptions such as {@code name=rootless}
 * @param more what else came
 */
public record EngineInfo(
        @Nullable String id,
        @Nullable String name,
        @Nullable String serverVersion,
        @Nullable String driver,
        @Nullable String operatingSystem,
        @Nullable String osType,
        @Nullable String architecture,
        @Nullable Integer ncpu,
        @Nullable Long memTotal,
        @Nullable String cgroupVersion,
        List<String> securityOptions,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public EngineInfo {
        securityOptions = Values.orEmpty(securityOptions);
        more = Values.others(more);
    }
}
