package dev.drydock.benchmarks.junit;

import dev.drydock.client.DockerClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs one task once, in a process of its own. */
final class ForkedRun {
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s");
    private static final long LIMIT_SECONDS = 180;

    private final DockerClient client;
    private final ClassPath classPath;
    private final Path script;
    private final Map<String, String> environment;
    private volatile @Nullable Process running;

    /**
     * @param script of the floor
     * @param environment of all processes
     */
    ForkedRun(DockerClient client, ClassPath classPath, Path script, Map<String, String> environment) {
        this.client = client;
        this.classPath = classPath;
        this.script = script;
        this.environment = environment;
    }

    Sample of(Candidate candidate, Task task) throws IOException, InterruptedException {
        Answer answer = new Answer(client, candidate, task == Task.ANSWER_BY_HTTP);
        Thread looker = new Thread(answer, "looks on");
        if (task.isAnswer()) {
            looker.start();
        }
        try {
            return run(candidate, task, answer);
        } finally {
            answer.stop();
            looker.join();
        }
    }

    private Sample run(Candidate candidate, Task task, Answer answer) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(candidate, task));
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        running = process;
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        double wall = (System.nanoTime() - begin) / 1e6;
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(candidate.shown() + " at " + task.shown() + " has failed:\n" + output);
        }
        if (candidate == Candidate.FLOOR) {
            return new Sample(wall, times(output), 0, 0, 0);
        }
        String line = output.lines()
                .filter(each -> each.startsWith(Forked.TOOK))
                .findFirst()
                .orElseThrow(() -> new IOException("It doesn't say what it took:\n" + output));
        String[] took = line.substring(Forked.TOOK.length()).split(" ", 4);
        double waited = task.isAnswer() ? (Long.parseLong(took[3]) - answer.at()) / 1e3 : 0;
        return new Sample(
                wall, Double.parseDouble(took[0]), Double.parseDouble(took[1]), Double.parseDouble(took[2]), waited);
    }

    private List<String> command(Candidate candidate, Task task) {
        if (candidate == Candidate.FLOOR) {
            return List.of("bash", script.toString(), task.name().toLowerCase(Locale.ROOT));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        // Testcontainers asks for a newer API than older engines have.
        command.add("-Dapi.version=" + environment.get(Candidate.API));
        command.addAll(List.of("-cp", classPath.of(candidate), Forked.class.getName()));
        command.add(candidate.testClass(task).getName());
        return command;
    }

    /** What bash's times says of itself and its children: user and system each. */
    static double times(String output) {
        return TIMES.matcher(output).results().mapToDouble(ForkedRun::millis).sum();
    }

    private static double millis(MatchResult time) {
        return (Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2))) * 1000;
    }

    /** Ends the process that runs. */
    void stop() {
        Process process = running;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
