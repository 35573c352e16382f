package dev.drydock.benchmarks.junit;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes what was measured as tables, and says which targets are met. */
final class ExtensionReport {
    private static final List<Task> ADDING = List.of(Task.ONE, Task.EIGHT, Task.POSTGRES);

    private final Map<Task, Map<Candidate, Samples>> all;
    private final StringBuilder text = new StringBuilder();

    ExtensionReport(Map<Task, Map<Candidate, Samples>> all) {
        this.all = all;
    }

    String tables(String about, ClassPath classPath) throws IOException {
        long ours = ClassPath.bytes(classPath.jars(Candidate.DRYDOCK));
        long theirs = ClassPath.bytes(classPath.jars(Candidate.TESTCONTAINERS));
        text.append(about).append(".\n\n");
        line("a class with", "by", "added", "spread", "whole run", "CPU added", "peak memory");
        text.append("|---|---|--:|--:|--:|--:|--:|\n");
        for (Task task : ADDING) {
            for (Candidate each : Candidate.values()) {
                row(task, each);
            }
        }
        for (Candidate each : List.of(Candidate.DRYDOCK, Candidate.TESTCONTAINERS)) {
            emptyRow(each);
        }
        text.append('\n');
        line("", "by", "median", "spread");
        text.append("|---|---|--:|--:|\n");
        for (Task task : List.of(Task.ANSWER_BY_PORT, Task.ANSWER_BY_HTTP)) {
            answerRow(task, Candidate.DRYDOCK);
            answerRow(task, Candidate.TESTCONTAINERS);
        }
        text.append('\n');
        line("on the class path", "jars", "bytes");
        text.append("|---|--:|--:|\n");
        bytesRow(Candidate.DRYDOCK, classPath.jars(Candidate.DRYDOCK).size(), ours);
        bytesRow(
                Candidate.TESTCONTAINERS,
                classPath.jars(Candidate.TESTCONTAINERS).size(),
                theirs);
        text.append('\n');
        line("target", "");
        text.append("|---|---|\n");
        target("one container: at most 0.35 × Testcontainers", ratio(Task.ONE, Candidate.TESTCONTAINERS), 0.35);
        target("eight: at most 0.3 × Testcontainers", ratio(Task.EIGHT, Candidate.TESTCONTAINERS), 0.3);
        for (Task task : ADDING) {
            target(task.shown() + ": at most 1.25 × the floor", ratio(task, Candidate.FLOOR), 1.25);
        }
        target("accepts → test body: at most 20 ms", answer(Task.ANSWER_BY_PORT), 20);
        target("answers HTTP → test body: at most 20 ms", answer(Task.ANSWER_BY_HTTP), 20);
        target("bytes on the class path: at most 0.4 × Testcontainers", (double) ours / theirs, 0.4);
        return text.toString();
    }

    private Samples samples(Task task, Candidate candidate) {
        return Objects.requireNonNull(Objects.requireNonNull(all.get(task)).get(candidate));
    }

    /** What a JVM and JUnit take without containers; nothing for the floor, which has neither. */
    private double base(Candidate candidate, boolean cpu) {
        return candidate == Candidate.FLOOR
                ? 0
                : samples(Task.EMPTY, candidate).median(cpu ? Sample::cpu : Sample::wall);
    }

    private double added(Task task, Candidate candidate) {
        return samples(task, candidate).median(Sample::wall) - base(candidate, false);
    }

    private double ratio(Task task, Candidate other) {
        return added(task, Candidate.DRYDOCK) / added(task, other);
    }

    private double answer(Task task) {
        return samples(task, Candidate.DRYDOCK).median(Sample::answer);
    }

    private void row(Task task, Candidate candidate) {
        Samples samples = samples(task, candidate);
        double base = base(candidate, false);
        line(
                task.shown(),
                candidate.shown(),
                millis(added(task, candidate)),
                spread(samples.least(Sample::wall) - base, samples.most(Sample::wall) - base),
                millis(samples.median(Sample::wall)),
                millis(samples.median(Sample::cpu) - base(candidate, true)),
                memory(samples));
    }

    private void emptyRow(Candidate candidate) {
        Samples samples = samples(Task.EMPTY, candidate);
        line(
                "no container",
                candidate.shown(),
                "",
                spread(samples.least(Sample::wall), samples.most(Sample::wall)),
                millis(samples.median(Sample::wall)),
                millis(samples.median(Sample::cpu)) + " in all",
                memory(samples));
    }

    private void answerRow(Task task, Candidate candidate) {
        Samples samples = samples(task, candidate);
        line(
                task.shown(),
                candidate.shown(),
                String.format(Locale.ROOT, "%.1f ms", samples.median(Sample::answer)),
                String.format(
                        Locale.ROOT, "%.1f to %.1f", samples.least(Sample::answer), samples.most(Sample::answer)));
    }

    private void bytesRow(Candidate candidate, int jars, long bytes) {
        line(candidate.shown(), Integer.toString(jars), String.format(Locale.ROOT, "%,d", bytes));
    }

    private static String memory(Samples samples) {
        double peak = samples.median(Sample::peak);
        double besides = samples.median(Sample::besides);
        return peak == 0
                ? ""
                : String.format(Locale.ROOT, "%.0f MiB", peak / 1024)
                        + (besides == 0 ? "" : String.format(Locale.ROOT, " + %.0f MiB", besides / 1024));
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%,.0f ms", millis);
    }

    private static String spread(double least, double most) {
        return String.format(Locale.ROOT, "%,.0f to %,.0f", least, most);
    }

    private void target(String what, double value, double limit) {
        line(what, String.format(Locale.ROOT, "%s: %.2f", value <= limit ? "met" : "**not met**", value));
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
