package dev.drydock.benchmarks;

import dev.drydock.client.BuildContext;
import dev.drydock.client.BuildSpec;
import dev.drydock.client.DockerClient;
import dev.drydock.client.DockerException;
import dev.drydock.client.Filters;
import dev.drydock.client.ImageLoadOptions;
import dev.drydock.client.ImageReference;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Contexts and images on their way to the engine and back, beside the docker command and curl. To be run in a JVM with
 * little memory: were any of it kept, it would fail.
 */
public final class Transfers {
    private static final int FILES = 20_000;
    private static final int MEGABYTES = 500;
    private static final int ROUNDS = 3;
    private static final String LABEL = "dev.drydock.benchmark";
    private static final String IMAGE = "drydock-bench/transfer:";
    private static final String FOLDER = "transfers-";

    private final DockerClient client;
    private final Path folder;
    private final String socket;
    private final ImageReference image =
            ImageReference.parse(IMAGE + ProcessHandle.current().pid());
    /** Another docker command than that of the path. */
    private final String docker = System.getenv().getOrDefault("DOCKER", "docker");

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private Transfers(DockerClient client, Path folder) {
        this.client = client;
        this.folder = folder;
        this.socket = client.address().toString().replaceFirst("unix://", "");
    }

    /** @param args a folder for 1.5 GB, emptied afterwards */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path results = Path.of(args[0]);
        try (DockerClient client = DockerClient.connect()) {
            removeOrphans(client, results);
            Transfers transfers = new Transfers(
                    client,
                    Files.createTempDirectory(
                            results, FOLDER + ProcessHandle.current().pid() + "-"));
            Thread cleanUp = new Thread(transfers::remove, "clean-up");
            Runtime.getRuntime().addShutdownHook(cleanUp);
            try {
                transfers.run();
            } finally {
                transfers.remove();
            }
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        }
    }

    /** What runs that were killed have left. */
    private static void removeOrphans(DockerClient client, Path results) throws IOException {
        for (ImageSummary each : client.images().list(Filters.byLabel(LABEL))) {
            for (String tag : each.repoTags()) {
                if (tag.startsWith(IMAGE) && isGone(tag.substring(IMAGE.length()))) {
                    client.images().remove(tag, true);
                }
            }
        }
        try (Stream<Path> all = Files.list(results)) {
            for (Path each : all.toList()) {
                String name = String.valueOf(each.getFileName());
                if (name.startsWith(FOLDER)
                        && isGone(name.substring(FOLDER.length()).replaceFirst("-.*", ""))) {
                    delete(each);
                }
            }
        }
    }

    private static boolean isGone(String pid) {
        return pid.matches("\\d+") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private void run() throws IOException, InterruptedException {
        out.printf(
                "%d MB of heap; engine %s%n",
                Runtime.getRuntime().maxMemory() >> 20,
                client.system().version().version());
        Path many = manyFiles();
        String tar = "tar -C " + many + " -c .";
        Map<String, Task> packs = new LinkedHashMap<>();
        packs.put("drydock", () -> drain(BuildContext.of(many).open()));
        packs.put("tar", () -> sh(tar + " | cat"));
        compare("pack 20,000 files of 2 kB", packs);
        Map<String, Task> builds = new LinkedHashMap<>();
        builds.put("drydock", () -> build(many));
        builds.put("docker", () -> sh("DOCKER_BUILDKIT=0 " + docker + " build -q -t " + image + " " + many));
        builds.put(
                "tar | curl",
                () -> sh(tar + " | "
                        + curl("-X POST -H 'Content-Type: application/x-tar' -T -", "build?q=1&version=1&t=" + image)));
        compare("build from them", builds);
        Path large = largeFile();
        build(large);
        Path archive = folder.resolve("image.tar");
        Map<String, Task> saves = new LinkedHashMap<>();
        saves.put("drydock", () -> drain(client.images().save(image.toString())));
        saves.put("docker", () -> sh(docker + " save " + image + " | cat"));
        saves.put("curl", () -> sh(curl("", "images/" + image + "/get")));
        compare("save an image of 500 MB", saves);
        sh(docker + " save " + image + " -o " + archive);
        Map<String, Task> loads = new LinkedHashMap<>();
        loads.put("drydock", () -> client.images().load(archive, ImageLoadOptions.DEFAULT, line -> {}));
        loads.put("docker", () -> sh(docker + " load -q -i " + archive));
        loads.put(
                "curl",
                () -> sh(curl("-X POST -H 'Content-Type: application/x-tar' -T " + archive, "images/load?quiet=1")));
        loads.replaceAll((who, task) -> () -> {
            removeImage();
            task.run();
        });
        compare("remove and load it", loads);
    }

    /** Also while the benchmark still runs, when the JVM is told to end. */
    private void remove() {
        removeImage();
        try {
            delete(folder);
        } catch (IOException e) {
            out.println("Not removed: " + e);
        }
    }

    private void removeImage() {
        try {
            client.images().remove(image.toString(), true);
        } catch (NotFoundException e) {
            // It isn't made yet.
        } catch (DockerException e) {
            out.println("Not removed: " + e.getMessage());
        }
    }

    private Path manyFiles() throws IOException {
        Path many = Files.createDirectory(folder.resolve("many"));
        Files.writeString(many.resolve("Dockerfile"), "FROM scratch\nLABEL " + LABEL + "=transfers\n");
        byte[] bytes = new byte[2000];
        for (int i = 0; i < FILES; i++) {
            Path file = many.resolve("folder" + i / 100).resolve("file" + i + ".txt");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        }
        return many;
    }

    private Path largeFile() throws IOException {
        Path large = Files.createDirectory(folder.resolve("large"));
        Files.writeString(large.resolve("Dockerfile"), "FROM scratch\nLABEL " + LABEL + "=transfers\nCOPY data /\n");
        Random random = new Random(1);
        byte[] bytes = new byte[1_000_000];
        try (OutputStream file = Files.newOutputStream(large.resolve("data"))) {
            for (int i = 0; i < MEGABYTES; i++) {
                random.nextBytes(bytes);
                file.write(bytes);
            }
        }
        return large;
    }

    private void build(Path context) throws IOException {
        BuildSpec spec = BuildSpec.DEFAULT
                .withTags(image)
                .withBuilder(BuildSpec.Builder.CLASSIC)
                .withQuiet(true);
        client.images().build(spec, BuildContext.of(context), line -> {});
    }

    private static void drain(InputStream in) throws IOException {
        try (in) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private String curl(String options, String path) {
        return "curl -sSf " + options + " --unix-socket " + socket + " -o /dev/null 'http://d/v1.41/" + path + "'";
    }

    private static void sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command + " >/dev/null")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("Failed: " + command);
        }
    }

    /** In turns, so that what else the machine does is in all of them; the first round isn't counted. */
    private void compare(String what, Map<String, Task> tasks) throws IOException, InterruptedException {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (Map.Entry<String, Task> task : tasks.entrySet()) {
                long begin = System.nanoTime();
                task.getValue().run();
                long millis = (System.nanoTime() - begin) / 1_000_000;
                if (round > 0) {
                    times.computeIfAbsent(task.getKey(), key -> new ArrayList<>())
                            .add(millis);
                }
            }
        }
        times.forEach((who, all) -> {
            long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,d ms | %,d to %,d |",
                    what,
                    who,
                    sorted[sorted.length / 2],
                    sorted[0],
                    sorted[sorted.length - 1]));
        });
    }
}
