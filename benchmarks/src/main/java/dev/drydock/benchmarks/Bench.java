package dev.drydock.benchmarks;

import dev.drydock.client.DockerClient;
import dev.drydock.client.model.EngineVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Prepares the engine and the replay server, runs the benchmarks, and removes what was made for them. */
public final class Bench {
    /** One run of JMH: the benchmarks that its name selects, with settings. Jackson takes seconds to warm up. */
    private record Pass(String include, String from, int megabytes, int forks, int warmups, int measured) {}

    private static final List<Pass> FULL = List.of(
            new Pass("Calls.*", "engine", 0, 1, 6, 6),
            new Pass("Calls.*", "replay", 0, 1, 6, 6),
            new Pass("Calls.inspect", "replay-tcp", 0, 1, 6, 6),
            new Pass("FreshJvm.*", "engine", 0, 5, 0, 1),
            new Pass("Streams.logsOfLines", "engine", 32, 1, 0, 2),
            new Pass("Streams.logsOfBlocks", "engine", 1024, 1, 0, 2),
            new Pass("Streams.archive.*", "engine", 1024, 1, 1, 2),
            new Pass("Streams.*", "replay", 1024, 1, 1, 3));

    private static final List<Pass> QUICK = List.of(
            new Pass("Calls.*", "engine", 0, 1, 2, 3),
            new Pass("Calls.*", "replay", 0, 1, 2, 3),
            new Pass("FreshJvm.*", "engine", 0, 2, 0, 1),
            new Pass("Streams.logsOfLines", "engine", 8, 1, 0, 1),
            new Pass("Streams.(logsOfBlocks|archive.*)", "engine", 128, 1, 0, 2),
            new Pass("Streams.*", "replay", 256, 1, 1, 2));

    private final Path folder;
    private final List<Pass> passes;

    private Bench(Path folder, List<Pass> passes) {
        this.folder = folder;
        this.passes = passes;
    }

    /**
     * @param args {@code --quick} for a rough idea in a few minutes; {@code --only=REGEX} for some of the benchmarks;
     *     then the folder for the results
     */
    public static void main(String[] args) throws IOException, RunnerException {
        List<Pass> passes = FULL;
        String only = "";
        for (String arg : args) {
            if (arg.equals("--quick")) {
                passes = QUICK;
            } else if (arg.startsWith("--only=")) {
                only = arg.substring(7);
            } else if (arg.startsWith("-")) {
                throw new IllegalArgumentException("Unknown: '" + arg + "'; there are --quick and --only=REGEX");
            }
        }
        if (args.length == 0 || args[args.length - 1].startsWith("-")) {
            throw new IllegalArgumentException("The folder for the results is missing");
        }
        new Bench(Files.createDirectories(Path.of(args[args.length - 1])), passes).run(only);
    }

    private void run(String only) throws IOException, RunnerException {
        try (DockerClient client = DockerClient.connect()) {
            Place engine = new Place(
                    client.address().toString(),
                    "drydock-bench-" + ProcessHandle.current().pid());
            Fixtures fixtures = new Fixtures(client, engine);
            Thread cleanUp = new Thread(fixtures::close, "clean-up");
            Runtime.getRuntime().addShutdownHook(cleanUp);
            try (fixtures) {
                prepare(fixtures, only);
                double before = load();
                measure(engine, only);
                Files.writeString(folder.resolve("about.txt"), about(client, before));
            }
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        }
    }

    private boolean wanted(Pass pass, String only) {
        return only.isEmpty() || (pass.include() + " " + pass.from()).matches(".*(" + only + ").*");
    }

    private void prepare(Fixtures fixtures, String only) throws IOException {
        say("preparing containers");
        fixtures.removeOrphans();
        fixtures.pull();
        fixtures.list();
        fixtures.record(folder);
        for (Pass pass : passes) {
            if (!pass.from().equals("engine") || pass.megabytes() == 0 || !wanted(pass, only)) {
                continue;
            }
            say("preparing " + pass.megabytes() + " MiB for " + pass.include());
            if ("Streams.logsOfLines".matches(pass.include())) {
                fixtures.logs(Fixtures.LINE, pass.megabytes());
            }
            if ("Streams.logsOfBlocks".matches(pass.include())) {
                fixtures.logs(Fixtures.BLOCK, pass.megabytes());
            }
            if ("Streams.archiveOut".matches(pass.include())) {
                fixtures.archive(pass.megabytes());
            }
        }
    }

    private void measure(Place engine, String only) throws IOException, RunnerException {
        List<RunResult> results = new ArrayList<>();
        try (ReplayProcess replay = ReplayProcess.start(folder)) {
            for (Pass pass : passes) {
                if (wanted(pass, only)) {
                    say(pass.include() + " from " + pass.from());
                    results.addAll(new Runner(options(pass, engine, replay).build()).run());
                }
            }
        }
        try (PrintStream out = printer(folder.resolve("results.json"))) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
    }

    private static PrintStream printer(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file);
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    private static ChainedOptionsBuilder options(Pass pass, Place engine, ReplayProcess replay) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^dev\\.drydock\\.benchmarks\\." + pass.include() + "$")
                .param("from", pass.from())
                .forks(pass.forks())
                .warmupIterations(pass.warmups())
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(pass.measured())
                .measurementTime(TimeValue.milliseconds(500))
                .timeout(TimeValue.minutes(5))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgs(
                        "-Xms1g",
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-D" + Place.RUN + "=" + engine.run(),
                        "-D" + Place.ADDRESS + "engine=" + engine.address(),
                        "-D" + Place.ADDRESS + "replay=" + replay.unix(),
                        "-D" + Place.ADDRESS + "replay-tcp=" + replay.tcp());
        return pass.megabytes() == 0 ? options : options.param("megabytes", String.valueOf(pass.megabytes()));
    }

    /** @return processes that want to run, over the last minute; below 0 where the system doesn't say */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private String about(DockerClient client, double before) {
        EngineVersion version = client.system().version();
        return (passes == QUICK ? "A quick run. " : "") + "Engine " + version.version() + ", API " + client.apiVersion()
                + "; Java "
                + System.getProperty("java.vm.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors; load average "
                + String.format(Locale.ROOT, "%.1f before, %.1f after", before, load()) + "\n";
    }

    private static void say(String what) {
        System.out.println("benchmarks: " + what);
    }
}
