package dev.drydock.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much memory, processor time and disk traffic a container may use, at its creation and by {@link Containers#update}.
 * Each method returns a copy; what isn't set isn't sent. Sizes in bytes. Immutable.
 *
 * <pre>{@code
 * ContainerSpec.of("postgres:15").resources(Resources.of(2, 1.5));
 * client.containers().update("db", Resources.NONE.withMemory(512L << 20));
 * }</pre>
 */
public final class Resources {
    /** Nothing is limited, or nothing is changed. */
    public static final Resources NONE = new Resources(Map.of());

    private static final double NANO = 1e9;
    private static final double GIBI = 1L << 30;

    private final Map<String, Object> values;

    private Resources(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * @param cores how many the container may keep busy at most; parts are possible
     * @param gibibytes of memory, 1024<sup>3</sup> = 1,073,741,824 bytes each; parts are possible
     * @return both limits
     */
    public static Resources of(double cores, double gibibytes) {
        if (!(gibibytes > 0 && gibibytes * GIBI < Long.MAX_VALUE)) {
            throw new IllegalArgumentException(gibibytes + " GiB isn't an amount of memory.");
        }
        return NONE.withCpus(cores).withMemory(Math.round(gibibytes * GIBI));
    }

    private Resources with(String key, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put(key, value);
        return new Resources(all);
    }

    private Resources withDevice(String key, String path, String what, Object value) {
        List<Object> all = new ArrayList<>(values.get(key) instanceof List<?> old ? old : List.of());
        all.add(Map.of("Path", ConfigBuilder.notBlank(key, path), what, value));
        return with(key, all);
    }

    /**
     * @param bytes that the container may use; 0 for no limit
     * @return the same with this limit
     */
    public Resources withMemory(long bytes) {
        return with("Memory", bytes);
    }

    /**
     * @param bytes of memory and swap together; as much as memory means no swap, -1 any amount of swap
     * @return the same with this limit
     */
    public Resources withMemorySwap(long bytes) {
        return with("MemorySwap", bytes);
    }

    /**
     * @param bytes that the container is brought down to when the machine runs short
     * @return the same with this limit
     */
    public Resources withMemoryReservation(long bytes) {
        return with("MemoryReservation", bytes);
    }

    /**
     * @param percent how readily the kernel swaps it out: 0 to 100, -1 for the machine's own; not with cgroups of version 2.
     *     At creation only.
     * @return the same with this setting
     */
    public Resources withMemorySwappiness(int percent) {
        if (percent < -1 || percent > 100) {
            throw new IllegalArgumentException("A swappiness of " + percent + " isn't one of -1 and 0 to 100.");
        }
        return with("MemorySwappiness", percent);
    }

    /**
     * @param bytes of the kernel's memory; refused from API 1.42 on, where engines ignore it
     * @return the same with this limit
     */
    public Resources withKernelMemory(long bytes) {
        return with("KernelMemory", bytes);
    }

    /**
     * @param bytes of the kernel's buffers for TCP; refused from API 1.42 on, where engines have done away with kernel
     *     memory. At creation only.
     * @return the same with this limit
     */
    public Resources withKernelMemoryTcp(long bytes) {
        return with("KernelMemoryTCP", bytes);
    }

    /**
     * @param disabled whether the kernel doesn't kill it for want of memory; not with cgroups of version 2. At creation
     *     only.
     * @return the same with this setting
     */
    public Resources withOomKillDisable(boolean disabled) {
        return with("OomKillDisable", disabled);
    }

    /**
     * @param cores how many the container may keep busy at most, such as 1.5: a limit, not a weight
     * @return the same with this limit
     */
    public Resources withCpus(double cores) {
        if (!(cores > 0 && cores * NANO < Long.MAX_VALUE)) {
            throw new IllegalArgumentException(cores + " isn't a number of cores.");
        }
        return with("NanoCpus", Math.round(cores * NANO));
    }

    /**
     * @param weight against other containers when there isn't enough for all; 1024 is the usual one
     * @return the same with this weight
     */
    public Resources withCpuShares(long weight) {
        return with("CpuShares", weight);
    }

    /**
     * @param microseconds over which the quota is counted; not together with {@link #withCpus}
     * @return the same with this period
     */
    public Resources withCpuPeriod(long microseconds) {
        return with("CpuPeriod", microseconds);
    }

    /**
     * @param microseconds of processor time that it gets in each period; not together with {@link #withCpus}
     * @return the same with this quota
     */
    public Resources withCpuQuota(long microseconds) {
        return with("CpuQuota", microseconds);
    }

    /**
     * @param microseconds over which the time of real-time tasks is counted
     * @return the same with this period
     */
    public Resources withCpuRealtimePeriod(long microseconds) {
        return with("CpuRealtimePeriod", microseconds);
    }

    /**
     * @param microseconds that real-time tasks get in each such period
     * @return the same with this time
     */
    public Resources withCpuRealtimeRuntime(long microseconds) {
        return with("CpuRealtimeRuntime", microseconds);
    }

    /**
     * @param cores that it may run on, such as {@code 0-2,4}
     * @return the same with these cores
     */
    public Resources withCpusetCpus(String cores) {
        return with("CpusetCpus", cores);
    }

    /**
     * @param nodes of memory that it may use, such as {@code 0,1}, on machines that have several
     * @return the same with these nodes
     */
    public Resources withCpusetMems(String nodes) {
        return with("CpusetMems", nodes);
    }

    /**
     * @param number of processes and threads at most; 0 or -1 for any
     * @return the same with this limit
     */
    public Resources withPidsLimit(long number) {
        return with("PidsLimit", number);
    }

    /**
     * @param weight of its disk traffic against that of others, 10 to 1000; 0 for none
     * @return the same with this weight
     */
    public Resources withBlkioWeight(int weight) {
        if (weight != 0 && (weight < 10 || weight > 1000)) {
            throw new IllegalArgumentException("A block IO weight of " + weight + " isn't one of 0 and 10 to 1000.");
        }
        return with("BlkioWeight", weight);
    }

    /**
     * @param device such as {@code /dev/sda}
     * @param weight for that device alone, 10 to 1000
     * @return the same with this weight, too
     */
    public Resources withBlkioWeightDevice(String device, int weight) {
        return withDevice("BlkioWeightDevice", device, "Weight", weight);
    }

    /**
     * @param device such as {@code /dev/sda}
     * @param rate bytes a second that it may read from it
     * @return the same with this limit, too
     */
    public Resources withBlkioDeviceReadBps(String device, long rate) {
        return withDevice("BlkioDeviceReadBps", device, "Rate", rate);
    }

    /**
     * @param device such as {@code /dev/sda}
     * @param rate bytes a second that it may write to it
     * @return the same with this limit, too
     */
    public Resources withBlkioDeviceWriteBps(String device, long rate) {
        return withDevice("BlkioDeviceWriteBps", device, "Rate", rate);
    }

    /**
     * @param device such as {@code /dev/sda}
     * @param rate operations a second that it may read from it
     * @return the same with this limit, too
     */
    public Resources withBlkioDeviceReadIops(String device, long rate) {
        return withDevice("BlkioDeviceReadIOps", device, "Rate", rate);
    }

    /**
     * @param device such as {@code /dev/sda}
     * @param rate operations a second that it may write to it
     * @return the same with this limit, too
     */
    public Resources withBlkioDeviceWriteIops(String device, long rate) {
        return withDevice("BlkioDeviceWriteIOps", device, "Rate", rate);
    }

    /**
     * @param number of processors; Windows only, at creation only
     * @return the same with this number
     */
    public Resources withCpuCount(long number) {
        return with("CpuCount", number);
    }

    /**
     * @param percent of the processors' time; Windows only, at creation only
     * @return the same with this limit
     */
    public Resources withCpuPercent(long percent) {
        return with("CpuPercent", percent);
    }

    /**
     * @param rate operations a second on the system's drive; Windows only, at creation only
     * @return the same with this limit
     */
    public Resources withIoMaximumIops(long rate) {
        return with("IOMaximumIOps", rate);
    }

    /**
     * @param rate bytes a second on the system's drive; Windows only, at creation only
     * @return the same with this limit
     */
    public Resources withIoMaximumBandwidth(long rate) {
        return with("IOMaximumBandwidth", rate);
    }

    Map<String, Object> body() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Resources resources && resources.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** @return such as <code>{Memory=536870912}</code> */
    @Override
    public String toString() {
        return values.toString();
    }
}
