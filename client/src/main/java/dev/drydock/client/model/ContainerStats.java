package dev.drydock.client.model;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A sample of {@code GET /containers/ID/stats}. Numbers are unsigned and may need all of 64 bits; what an engine doesn't
 * measure is {@code null}.
 *
 * @param id of the container; {@code null} in a single sample of some engines
 * @param name begins with {@code /} on Docker
 * @param read when it was measured, in RFC 3339; year 1 for a container that doesn't run
 * @param pidsStats how many processes and threads
 * @param cpuStats processor time since the container's start
 * @param precpuStats the same in the sample before; without numbers in the first
 * @param memoryStats memory
 * @param networks by the name of the interface, such as {@code eth0}
 * @param blkioStats disks
 * @param more what else came
 */
public record ContainerStats(
        @Nullable String id,
        @Nullable String name,
        @Nullable String read,
        Pids pidsStats,
        Cpu cpuStats,
        Cpu precpuStats,
        Memory memoryStats,
        Map<String, Network> networks,
        Blkio blkioStats,
        Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent. */
    @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
    public ContainerStats {
        pidsStats = pidsStats == null ? new Pids(null, null, Map.of()) : pidsStats;
        cpuStats = cpuStats == null ? Cpu.UNKNOWN : cpuStats;
        precpuStats = precpuStats == null ? Cpu.UNKNOWN : precpuStats;
        memoryStats = memoryStats == null ? new Memory(null, null, null, Map.of(), Map.of()) : memoryStats;
        networks = Values.orEmpty(networks);
        blkioStats = blkioStats == null ? new Blkio(List.of(), List.of(), Map.of()) : blkioStats;
        more = Values.others(more);
    }

    /** @return when it was measured, or {@code null} when the engine doesn't say, or the container doesn't run */
    public @Nullable Instant readAt() {
        return Values.moment(read);
    }

    /**
     * How busy the container's processes were between two samples.
     *
     * @param earlier a sample of the same container
     * @return in percent of one processor, so up to 200 on two; empty when the engine doesn't say enough, or no time went
     *     by
     */
    public OptionalDouble cpuPercentSince(ContainerStats earlier) {
        BigInteger used = cpuStats.cpuUsage().totalUsage();
        BigInteger usedBefore = earlier.cpuStats.cpuUsage().totalUsage();
        Instant to = readAt();
        Instant from = earlier.readAt();
        if (used == null || usedBefore == null || to == null || from == null || !to.isAfter(from)) {
            return OptionalDouble.empty();
        }
        double nanos = java.time.Duration.between(from, to).toNanos();
        return OptionalDouble.of(100 * used.subtract(usedBefore).doubleValue() / nanos);
    }

    /**
     * Processes and threads.
     *
     * @param current how many there are
     * @param limit how many there may be
     * @param more what else came
     */
    public record Pids(
            @Nullable BigInteger current, @Nullable BigInteger limit, Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Pids {
            more = Values.others(more);
        }
    }

    /**
     * Processor time.
     *
     * @param cpuUsage of the container
     * @param systemCpuUsage of the whole machine, in nanoseconds
     * @param onlineCpus how many processors there are
     * @param throttlingData how often it had to wait because of its limit
     * @param more what else came
     */
    public record Cpu(
            CpuUsage cpuUsage,
            @Nullable BigInteger systemCpuUsage,
            @Nullable Long onlineCpus,
            Throttling throttlingData,
            Map<String, @Nullable Object> more) {
        static final Cpu UNKNOWN = new Cpu(
                new CpuUsage(null, List.of(), null, null, Map.of()),
                null,
                null,
                new Throttling(null, null, null, Map.of()),
                Map.of());

        /** Replaces what wasn't sent. */
        @SuppressWarnings("NullAway") // Jackson passes null for what wasn't sent.
        public Cpu {
            cpuUsage = cpuUsage == null ? new CpuUsage(null, List.of(), null, null, Map.of()) : cpuUsage;
            throttlingData = throttlingData == null ? new Throttling(null, null, null, Map.of()) : throttlingData;
            more = Values.others(more);
        }
    }

    /**
     * Processor time of the container's processes, in nanoseconds.
     *
     * @param totalUsage of all processors together
     * @param percpuUsage of each processor; empty with cgroups version 2
     * @param usageInKernelmode of the kernel, on behalf of the processes
     * @param usageInUsermode of the processes themselves
     * @param more what else came
     */
    public record CpuUsage(
            @Nullable BigInteger totalUsage,
            List<BigInteger> percpuUsage,
            @Nullable BigInteger usageInKernelmode,
            @Nullable BigInteger usageInUsermode,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public CpuUsage {
            percpuUsage = Values.orEmpty(percpuUsage);
            more = Values.others(more);
        }
    }

    /**
     * Waiting because of a limit on processor time.
     *
     * @param periods that went by
     * @param throttledPeriods in which the limit was hit
     * @param throttledTime in nanoseconds
     * @param more what else came
     */
    public record Throttling(
            @Nullable BigInteger periods,
            @Nullable BigInteger throttledPeriods,
            @Nullable BigInteger throttledTime,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Throttling {
            more = Values.others(more);
        }
    }

    /**
     * Memory, in bytes.
     *
     * @param usage now, what is kept of files included
     * @param maxUsage the most so far; {@code null} with cgroups version 2
     * @param limit the container's, or the machine's memory
     * @param stats what the kernel counts, by its own names, such as {@code cache}
     * @param more what else came
     */
    public record Memory(
            @Nullable BigInteger usage,
            @Nullable BigInteger maxUsage,
            @Nullable BigInteger limit,
            Map<String, BigInteger> stats,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Memory {
            stats = Values.orEmpty(stats);
            more = Values.others(more);
        }
    }

    /**
     * What went through an interface of a network.
     *
     * @param rxBytes received
     * @param rxPackets received
     * @param rxErrors of receiving
     * @param rxDropped on arrival
     * @param txBytes sent
     * @param txPackets sent
     * @param txErrors of sending
     * @param txDropped instead of being sent
     * @param more what else came
     */
    public record Network(
            @Nullable BigInteger rxBytes,
            @Nullable BigInteger rxPackets,
            @Nullable BigInteger rxErrors,
            @Nullable BigInteger rxDropped,
            @Nullable BigInteger txBytes,
            @Nullable BigInteger txPackets,
            @Nullable BigInteger txErrors,
            @Nullable BigInteger txDropped,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Network {
            more = Values.others(more);
        }
    }

    /**
     * What went to and from disks.
     *
     * @param ioServiceBytesRecursive bytes
     * @param ioServicedRecursive how often; empty with cgroups version 2
     * @param more what else came
     */
    public record Blkio(
            List<BlkioEntry> ioServiceBytesRecursive,
            List<BlkioEntry> ioServicedRecursive,
            Map<String, @Nullable Object> more) {
        /** Replaces what wasn't sent. */
        public Blkio {
            ioServiceBytesRecursive = Values.orEmpty(ioServiceBytesRecursive);
            ioServicedRecursive = Values.orEmpty(ioServicedRecursive);
            more = Values.others(more);
        }
    }

    /**
     * What went to or from one disk.
     *
     * @param major number of the device
     * @param minor number of the device
     * @param op such as {@code read} or {@code Write}
     * @param value how much
     */
    public record BlkioEntry(
            @Nullable Long major,
            @Nullable Long minor,
            @Nullable String op,
            @Nullable BigInteger value) {}
}
