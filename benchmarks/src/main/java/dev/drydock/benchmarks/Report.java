package dev.drydock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Writes what JMH has measured as tables, and says which targets are met. */
public final class Report {
    static final String BEGIN = "<!-- dev/bench writes from here -->";
    static final String END = "<!-- dev/bench writes to here -->";

    private static final Map<String, String> TASKS = tasks();

    private final StringBuilder text = new StringBuilder();

    private Report() {}

    private static Map<String, String> tasks() {
        Map<String, String> tasks = new LinkedHashMap<>();
        tasks.put("inspect", "inspect a container");
        tasks.put("list100", "list 100 containers");
        tasks.put("connectAndPing", "connect and ping, new client, warm JVM");
        tasks.put("firstPing", "first ping of a JVM");
        tasks.put("logsOfLines", "follow logs, lines of 100 bytes");
        tasks.put("logsOfBlocks", "follow logs, frames of 16 KiB");
        tasks.put("archiveOut", "archive out");
        tasks.put("archiveIn", "archive in");
        return tasks;
    }

    /**
     * @param args folder with {@code results.json} and {@code about.txt}; the page whose marked part is replaced, or
     *     nothing to print it
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        String tables =
                tables(Measurement.read(folder.resolve("results.json")), Files.readString(folder.resolve("about.txt")));
        if (args.length == 1) {
            System.out.print(tables);
            return;
        }
        Path page = Path.of(args[1]);
        Files.writeString(page, replace(Files.readString(page), tables));
    }

    /**
     * @param page with both marks
     * @param tables what is to stand between them
     * @return the page with it
     */
    static String replace(String page, String tables) {
        return replace(page, BEGIN, END, tables);
    }

    /**
     * @param page with both marks
     * @param from the first mark
     * @param to the second
     * @param tables what is to stand between them
     * @return the page with it
     */
    public static String replace(String page, String from, String to, String tables) {
        int begin = page.indexOf(from);
        int end = page.indexOf(to);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "The page lacks the marks '" + from + "' and '" + to + "', in this order, a line each");
        }
        return page.substring(0, begin + from.length()) + "\n" + tables + page.substring(end);
    }

    static String tables(List<Measurement> all, String about) {
        Report report = new Report();
        report.text.append(about.strip()).append(".\n");
        report.part(all, "engine", "From the engine");
        report.part(all, "replay", "From the replay server, over a Unix socket");
        report.part(all, "replay-tcp", "From the replay server, over TCP");
        return report.text.toString();
    }

    private void part(List<Measurement> all, String from, String title) {
        Map<String, Map<String, Measurement>> tasks =
                new TreeMap<>((one, other) -> Integer.compare(order(one), order(other)));
        for (Measurement one : all) {
            if (one.from().equals(from)) {
                tasks.computeIfAbsent(one.task(), task -> new LinkedHashMap<>()).put(one.peer(), one);
            }
        }
        if (tasks.isEmpty()) {
            return;
        }
        text.append("\n### ").append(title).append("\n\n");
        text.append("| task | client | time | spread | MiB/s | to the floor | allocated |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|\n");
        tasks.forEach((task, peers) -> rows(peers));
        text.append("\n| task | target | |\n|---|---|---|\n");
        tasks.forEach((task, peers) -> {
            for (Target target : Target.of(peers)) {
                line(title(task), target.text(), target.verdict());
            }
        });
    }

    private static int order(String task) {
        int order = new ArrayList<>(TASKS.keySet()).indexOf(task);
        if (order < 0) {
            throw new IllegalArgumentException("The report doesn't know the benchmark '" + task + "'");
        }
        return order;
    }

    private static String title(String task) {
        return Objects.requireNonNull(TASKS.get(task));
    }

    private void rows(Map<String, Measurement> peers) {
        Measurement floor = peers.get(Peers.FLOOR);
        for (String peer : Peers.ALL) {
            Measurement one = peers.get(peer);
            if (one != null) {
                String size = one.stream() ? ", " + one.megabytes() + " MiB" : "";
                line(
                        title(one.task()) + size,
                        peer,
                        number(one.median()) + " " + one.unit().replace("us", "µs"),
                        number(one.least()) + " to " + number(one.most()),
                        one.stream() ? number(one.throughput()) : "",
                        floor == null
                                ? ""
                                : String.format(
                                        Locale.ROOT, "× %.2f", one.to(floor).value()),
                        bytes(one.allocated()));
            }
        }
    }

    private void line(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** @return three digits, or all before the point */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static String bytes(double bytes) {
        if (bytes < 0) {
            return "?";
        }
        if (bytes < 1024) {
            return number(bytes) + " B";
        }
        return bytes < 1024 * 1024 ? number(bytes / 1024) + " KiB" : number(bytes / (1024 * 1024)) + " MiB";
    }
}
