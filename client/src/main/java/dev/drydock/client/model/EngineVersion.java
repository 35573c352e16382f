package dev.drydock.client.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /version}.
 *
 * @param version the engine's version, such as {@code 28.5.2}
 * @param apiVersion the newest API version that it speaks
 * @param minAPIVersion the oldest API version that it speaks
 * @param os such as {@code linux}
 * @param arch such as {@code amd64}
 * @param kernelVersion of the machine the engine runs on
 * @param gitCommit that it was built from
 * @param goVersion that it was built with
 * @param buildTime when it was built
 * @param experimental whether experimental features are on
 * @param platform what it calls itself
 * @param components what it consists of, such as {@code Engine}, {@code containerd}, {@code runc}
 * @param more what else came
 */
public record EngineVersion(
        @Nullable String version,
        @Nullable String apiVersion,
        @Nullable String minAPIVersion,
        @Nullable String os,
        @Nullable String arch,
        @Nullable String kernelVersion,
        @Nullable String gitCommit,
        @Nullable String goVersion,
        @Nullable String buildTime,
        boolean experimental,
        @Nullable Platform platform,
        List<Component> components,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    public EngineVersion {
        components = Values.orEmpty(components);
        more = Values.others(more);
    }

    /**
     * What an engine calls itself.
     *
     * @param name such as {@code Docker Engine - Community}; often empty
     */
    public record Platform(@Nullable String name) {}

    /**
     * A part of an engine.
     *
     * @param name such as {@code containerd}
     * @param version of it
     * @param details such as {@code GitCommit}
     */
    public record Component(@Nullable String name, @Nullable String version, Map<String, @Nullable Object> details) {
        /** Replaces what wasn't sent. */
        public Component {
            details = Values.orEmpty(details);
        }
    }
}
