package dev.drydock.cli;

import dev.drydock.client.DockerClient;
import dev.drydock.snapshot.Snapshot;
import dev.drydock.snapshot.SnapshotKind;
import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs tests on what a snapshot holds. */
@Command(
        name = "run",
        customSynopsis = "drydock snapshots run [--from=failure|before] ID [-- COMMAND...]",
        description =
                "Runs a command whose tests start their containers from the snapshot. Without a command it prints those"
                        + " that run the test that failed.",
        footer = {
            "",
            "The command gets DRYDOCK_REPLAY, and its exit code is passed on.",
            "",
            "Examples:",
            "  drydock snapshots run latest",
            "  drydock snapshots run latest -- mvn test -Dtest='OrderTests#keepsOrders'"
        })
final class RunCommand extends SnapshotCommand {
    private static final long PATIENCE_SECONDS = 30;

    /** Where a replay begins. */
    enum From {
        /** At the failure. */
        FAILURE,
        /** At the latest state before the test. */
        BEFORE
    }

    @Mixin
    private SnapshotId id = new SnapshotId();

    @Option(
            names = "--from",
            paramLabel = "MOMENT",
            description =
                    "failure: as the containers were when the test failed. before: as they were before that test, as"
                            + " far as a checkpoint tells.")
    @Nullable
    private From from;

    @Option(names = "--json", description = "As JSON, without a command: what would be run.")
    private boolean json;

    @Override
    boolean takesCommand() {
        return true;
    }

    @Override
    void check() {
        if (json && !command().isEmpty()) {
            throw wrongUse("--json is for 'run' without a command");
        }
    }

    @Override
    int run(DockerClient client, Snapshots snapshots) throws InterruptedException {
        Snapshot snapshot = id.in(snapshots.list());
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DRYDOCK_REPLAY", snapshot.id());
        if (from != null) {
            environment.put("DRYDOCK_REPLAY_FROM", from.name().toLowerCase(Locale.ROOT));
        }
        String host = host();
        if (host != null) {
            environment.put("DOCKER_HOST", host);
        }
        if (command().isEmpty()) {
            suggest(snapshot);
            return 0;
        }
        return run(environment);
    }

    private int run(Map<String, String> environment) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command()).inheritIO();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new FailedException("Cannot run '" + command().get(0) + "': " + e.getMessage(), e);
        }
        // Ctrl-C reaches it by itself; what ends only this process wouldn't.
        Thread end = new Thread(() -> {
            process.destroy();
            try {
                process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(end);
        int code = process.waitFor();
        OpenSet.forget(end);
        return code;
    }

    private void suggest(Snapshot snapshot) {
        List<String> words = new ArrayList<>(List.of("run"));
        if (from != null) {
            words.addAll(List.of("--from", from.name().toLowerCase(Locale.ROOT)));
        }
        words.addAll(List.of(snapshot.id(), "--"));
        String begin = line(words.toArray(String[]::new)) + " ";
        Optional<TestName> test = TestName.parse(snapshot.test());
        String maven = test.map(each -> begin + "mvn test -Dtest=" + Text.quoted(Text.plain(each.forMaven())))
                .orElse("");
        String gradle = test.map(
                        each -> begin + "./gradlew test --rerun --tests " + Text.quoted(Text.plain(each.forGradle())))
                .orElse("");
        if (json) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("id", snapshot.id());
            shown.put("class", test.map(TestName::type).orElse(""));
            shown.put("method", test.map(TestName::method).orElse(""));
            shown.put("maven", maven);
            shown.put("gradle", gradle);
            Text.json(out(), shown);
            return;
        }
        if (test.isEmpty()) {
            throw new FailedException("Snapshot " + snapshot.id() + " is of no test of JUnit"
                    + (snapshot.kind() == SnapshotKind.FAILURE ? "" : ", but a " + Shown.kind(snapshot))
                    + ". Say what is to be run: " + begin + "COMMAND");
        }
        out().println("Maven:   " + maven);
        out().println("Gradle:  " + gradle);
        if (snapshot.test().contains("-invocation:") || snapshot.test().contains("[dynamic-")) {
            err().println("Build tools can't choose one invocation: these run all of "
                    + Text.plain(test.get().method()) + ".");
        }
    }
}
