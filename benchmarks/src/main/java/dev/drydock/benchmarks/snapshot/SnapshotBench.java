package dev.drydock.benchmarks.snapshot;

import dev.drydock.benchmarks.Report;
import dev.drydock.client.DockerClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Snapshots of a container with a volume beside the same calls by a bare script, in turns. To be run in a JVM with little
 * memory: were the data kept in it, it would fail.
 */
public final class SnapshotBench {
    static final String BEGIN = "<!-- dev/bench --snapshots writes from here -->";
    static final String END = "<!-- dev/bench --snapshots writes to here -->";
    static final String FLOOR = "floor";
    static final String DRYDOCK = "drydock";

    private static final Map<String, Integer> SIZES = new LinkedHashMap<>(Map.of("10m", 10, "100m", 100, "1g", 1000));

    private SnapshotBench() {}

    /**
     * @param args {@code --only=10m,100m,1g} for some of the sizes, {@code --count=N} for as many snapshots of each instead of
     *     five; then a folder with room for 3 GB, and the page whose marked part is replaced, or nothing to print the tables
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int count = 5;
        List<Integer> sizes = SIZES.values().stream().sorted().toList();
        int next = 0;
        for (; next < args.length && args[next].startsWith("--"); next++) {
            if (args[next].matches("--only=(10m|100m|1g)(,(10m|100m|1g))*")) {
                sizes = Arrays.stream(args[next].substring(7).split(",", -1))
                        .map(SIZES::get)
                        .sorted()
                        .toList();
            } else if (args[next].matches("--count=[1-9][0-9]?")) {
                count = Integer.parseInt(args[next].substring(8));
            } else {
                throw new IllegalArgumentException("Unknown: '" + args[next]
                        + "'; there are --only=10m,100m,1g (or some of them) and --count=1 to --count=99");
            }
        }
        Path folder = Files.createDirectories(Path.of(args[next]));
        String tables;
        try (DockerClient client = DockerClient.connect()) {
            tables = run(client, folder, sizes, count);
        }
        Files.writeString(folder.resolve("snapshots.md"), tables);
        if (args.length == next + 1) {
            System.out.print(tables);
        } else {
            Path page = Path.of(args[next + 1]);
            Files.writeString(page, Report.replace(Files.readString(page), BEGIN, END, tables));
        }
    }

    private static String run(DockerClient client, Path folder, List<Integer> sizes, int count)
            throws IOException, InterruptedException {
        double before = load();
        Map<Integer, Map<String, List<Taken>>> all = new TreeMap<>();
        SnapshotTaker.removeOrphans(client);
        SnapshotTaker taker = new SnapshotTaker(client, folder);
        Thread cleanUp = new Thread(taker::close, "clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try (taker) {
            for (int megabytes : sizes) {
                System.out.println("benchmarks: " + megabytes + " MB");
                taker.container(megabytes);
                for (int round = 0; round <= count; round++) {
                    Taken floor = taker.byScript();
                    Taken drydock = taker.byDrydock();
                    if (round > 0) {
                        Map<String, List<Taken>> by = all.computeIfAbsent(megabytes, each -> new LinkedHashMap<>());
                        by.computeIfAbsent(FLOOR, each -> new ArrayList<>()).add(floor);
                        by.computeIfAbsent(DRYDOCK, each -> new ArrayList<>()).add(drydock);
                    }
                }
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        }
        return SnapshotReport.tables(
                about(client, count, before), all, Runtime.getRuntime().maxMemory());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String about(DockerClient client, int count, double before) {
        return "Median of " + count + ". Engine " + client.system().version().version() + ", API "
                + client.apiVersion() + "; Java " + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors; load average "
                + String.format(Locale.ROOT, "%.1f before, %.1f after", before, load());
    }
}
