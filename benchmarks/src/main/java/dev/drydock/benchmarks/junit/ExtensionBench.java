package dev.drydock.benchmarks.junit;

import dev.drydock.benchmarks.Report;
import dev.drydock.client.DockerClient;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ContainerSummary;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The extension beside Testcontainers and a bare script: all tasks by all candidates, in turns, each in a process of its own.
 * Writes tables.
 */
public final class ExtensionBench {
    static final String BEGIN = "<!-- dev/bench --extension writes from here -->";
    static final String END = "<!-- dev/bench --extension writes to here -->";

    private static final String LABEL = "dev.drydock.benchmark";

    private final DockerClient client;
    private final int count;
    private final String label =
            LABEL + "=drydock-bench-" + ProcessHandle.current().pid();

    private ExtensionBench(DockerClient client, int count) {
        this.client = client;
        this.count = count;
    }

    /**
     * @param args {@code --quick} for three runs of each instead of ten, {@code --count=N} for as many; then a folder, and the
     *     page whose marked part is replaced, or nothing to print the tables
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int count = 10;
        int next = 0;
        for (; next < args.length && args[next].startsWith("--"); next++) {
            if (args[next].equals("--quick")) {
                count = 3;
            } else if (args[next].matches("--count=[1-9][0-9]?")) {
                count = Integer.parseInt(args[next].substring(8));
            } else {
                throw new IllegalArgumentException(
                        "Unknown: '" + args[next] + "'; there are --quick and --count=1 to --count=99");
            }
        }
        Path folder = Files.createDirectories(Path.of(args[next]));
        String tables;
        try (DockerClient client = DockerClient.connect()) {
            tables = new ExtensionBench(client, count).run(folder);
        }
        Files.writeString(folder.resolve("extension.md"), tables);
        if (args.length == next + 1) {
            System.out.print(tables);
        } else {
            Path page = Path.of(args[next + 1]);
            Files.writeString(page, Report.replace(Files.readString(page), BEGIN, END, tables));
        }
    }

    private String run(Path folder) throws IOException, InterruptedException {
        ClassPath classPath = new ClassPath(System.getProperty("java.class.path"));
        Map<String, String> environment = environment();
        ForkedRun fork = new ForkedRun(client, classPath, script(folder), environment);
        Thread cleanUp = new Thread(
                () -> {
                    fork.stop();
                    removeAll();
                },
                "clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        double load = load();
        try {
            Map<Task, Map<Candidate, Samples>> all = measure(fork);
            return new ExtensionReport(all).tables(about(load, environment), classPath);
        } finally {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
            removeAll();
        }
    }

    /** In turns, so that what else the machine does is in all of them; the first round isn't counted. */
    private Map<Task, Map<Candidate, Samples>> measure(ForkedRun fork) throws IOException, InterruptedException {
        Map<Task, Map<Candidate, Samples>> all = new EnumMap<>(Task.class);
        for (int round = 0; round <= count; round++) {
            System.out.println("benchmarks: round " + round + " of " + count);
            for (Task task : Task.values()) {
                for (Candidate candidate : Candidate.values()) {
                    if (task.isFor(candidate)) {
                        Sample sample = fork.of(candidate, task);
                        if (round > 0) {
                            all.computeIfAbsent(task, each -> new EnumMap<>(Candidate.class))
                                    .computeIfAbsent(candidate, each -> new Samples())
                                    .add(sample);
                        }
                    }
                }
            }
        }
        return all;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DOCKER_HOST", client.address().toString());
        environment.put(Candidate.SOCKET, client.address().target());
        environment.put(Candidate.API, client.apiVersion().toString());
        environment.put(Candidate.BUSYBOX, pulled("busybox:1.36"));
        environment.put(Candidate.POSTGRES, pulled("postgres:15"));
        environment.put(Candidate.LABEL, label);
        environment.put("TESTCONTAINERS_RYUK_DISABLED", "true");
        environment.put("TESTCONTAINERS_CHECKS_DISABLE", "true");
        return environment;
    }

    /** The image by its full name. */
    private String pulled(String image) {
        String mirror = System.getenv("DRYDOCK_REGISTRY_MIRROR");
        String name = mirror == null ? image : mirror + "/library/" + image;
        try {
            client.images().inspect(name);
        } catch (NotFoundException e) {
            client.images().pull(ImageReference.parse(name), progress -> {});
        }
        return name;
    }

    private static Path script(Path folder) throws IOException {
        Path script = folder.resolve("floor.sh");
        try (InputStream in = Objects.requireNonNull(ExtensionBench.class.getResourceAsStream("floor.sh"))) {
            Files.write(script, in.readAllBytes());
        }
        return script;
    }

    private void removeAll() {
        String[] ours = label.split("=", 2);
        for (ContainerSummary each : client.containers().list(Filters.byLabel(ours[0], ours[1]))) {
            try {
                client.containers().remove(each.id());
            } catch (NotFoundException e) {
                // Gone already: that is what was wanted.
            }
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private String about(double load, Map<String, String> environment) {
        return (count < 10 ? "A quick run of " + count + " rounds. " : "") + "Engine "
                + client.system().version().version() + ", API " + environment.get(Candidate.API) + "; Java "
                + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors; load average "
                + String.format(Locale.ROOT, "%.1f before, %.1f after", load, load());
    }
}
