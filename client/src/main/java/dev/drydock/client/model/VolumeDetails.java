package dev.drydock.client.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /volumes/NAME}, and a line of {@code GET /volumes}.
 *
 * @param name of the volume
 * @param driver such as {@code local}
 * @param mountpoint on the engine's machine
 * @param createdAt when, in RFC 3339
 * @param scope {@code local} or {@code global}
 * @param labels of the volume
 * @param options that it was created with
 * @param status what its driver says of it
 * @param usageData its size; from {@code system().diskUsage()} only
 * @param more what else came
 */
public record VolumeDetails(
        String name,
        @Nullable String driver,
        @Nullable String mountpoint,
        @Nullable String createdAt,
        @Nullable String scope,
        Map<String, String> labels,
        Map<String, String> options,
        Map<String, @Nullable Object> status,
        @Nullable UsageData usageData,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public VolumeDetails {
        name = name == null ? "" : name;
        labels = Values.orEmpty(labels);
        options = Values.orEmpty(options);
        status = Values.orEmpty(status);
        more = Values.others(more);
    }

    /** Of options the names alone: those of network shares have passwords. */
    @Override
    public String toString() {
        return "VolumeDetails[name=" + name + ", driver=" + driver + ", mountpoint=" + mountpoint + ", labels=" + labels
                + ", options=" + options.keySet() + "]";
    }

    /**
     * What a volume takes.
     *
     * @param size in bytes; -1 when its driver doesn't say
     * @param refCount number of containers that use it; -1 when unknown
     */
    public record UsageData(long size, long refCount) {}
}
