package dev.drydock.benchmarks.junit;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.SnapshotLabels;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL that starts warm beside one that starts cold, in turns, each in a JVM of its own: from the moment that the engine is
 * asked for the container, and from the start of the JVM, to the body of the test. Prints a table.
 */
public final class WarmBench {
    private static final long LIMIT_SECONDS = 180;
    private static final String NAME = "warm class Warm";
    private static final Map<String, Class<?>> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put("no container", Empty.class);
        CLASSES.put("cold", WarmClasses.Cold.class);
        CLASSES.put("warm", WarmClasses.Warm.class);
    }

    private final String classPath = new ClassPath(System.getProperty("java.class.path")).of(Candidate.DRYDOCK);

    private WarmBench() {}

    /** @param args {@code --count=N} for as many runs of each instead of ten */
    public static void main(String[] args) throws IOException, InterruptedException {
        int count = 10;
        for (String each : args) {
            if (!each.matches("--count=[1-9][0-9]?")) {
                throw new IllegalArgumentException("Unknown: '" + each + "'; there is --count=1 to --count=99");
            }
            count = Integer.parseInt(each.substring(8));
        }
        try (DockerClient client = DockerClient.connect()) {
            removeImages(client);
            try {
                new WarmBench().run(count);
            } finally {
                removeImages(client);
            }
        }
    }

    private static void removeImages(DockerClient client) {
        Snapshots snapshots = new Snapshots(client);
        snapshots.warm(SnapshotLabels.NAME, NAME).forEach(snapshots::remove);
    }

    private void run(int count) throws IOException, InterruptedException {
        double load = load();
        // Pulls, and fills the machine's caches.
        sample(WarmClasses.Cold.class);
        Sample freezing = sample(WarmClasses.Warm.class);
        Map<String, Samples> all = new LinkedHashMap<>();
        for (int round = 1; round <= count; round++) {
            System.out.println("benchmarks: round " + round + " of " + count);
            for (Map.Entry<String, Class<?>> each : CLASSES.entrySet()) {
                all.computeIfAbsent(each.getKey(), key -> new Samples()).add(sample(each.getValue()));
            }
        }
        System.out.println("\n"
                + "| PostgreSQL | container asked for → test body | range | × cold | JVM's start → test body | ×"
                + " cold |");
        System.out.println("|---|---|---|---|---|---|");
        Samples cold = Objects.requireNonNull(all.get("cold"));
        all.forEach((name, samples) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f to %.0f | %.2f | %.0f ms | %.2f |%n",
                name,
                samples.median(Sample::answer),
                samples.least(Sample::answer),
                samples.most(Sample::answer),
                samples.median(Sample::answer) / cold.median(Sample::answer),
                samples.median(Sample::wall),
                samples.median(Sample::wall) / cold.median(Sample::wall)));
        System.out.printf(
                Locale.ROOT,
                "%nThe first run, which freezes it: %.0f ms from the JVM's start. %d runs of each; load average %.1f"
                        + " before, %.1f after.%n",
                freezing.wall(),
                count,
                load,
                load());
    }

    /** From the start of the process to the body of its test; as the answer, from the container's creation. */
    private Sample sample(Class<?> tests) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Forked.class.getName(),
                tests.getName());
        builder.redirectErrorStream(true);
        long begin = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(tests + " has failed:\n" + output);
        }
        String took = after(Forked.TOOK, output);
        long body = Long.parseLong(took.substring(took.lastIndexOf(' ') + 1));
        long created = output.contains(WarmClasses.CREATED)
                ? ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(after(WarmClasses.CREATED, output)))
                : body;
        return new Sample((body - begin) / 1e3, 0, 0, 0, (body - created) / 1e3);
    }

    private static String after(String beginning, String output) throws IOException {
        return output.lines()
                .filter(each -> each.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new IOException("It doesn't say '" + beginning + "':\n" + output))
                .substring(beginning.length());
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
