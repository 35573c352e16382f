package dev.drydock.junit.assertions;

import static org.apiguardian.api.API.Status.EXPERIMENTAL;

import dev.drydock.client.model.ContainerState;
import dev.drydock.client.model.FileChange;
import dev.drydock.client.model.FileStat;
import dev.drydock.client.model.Health;
import dev.drydock.junit.ContainerCommand;
import dev.drydock.junit.RunningContainer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Assertions for a container. Messages show its state and the end of its output.
 *
 * <p>Each looks once, unless {@link #eventually()} or {@link #within} was called before: then it is tried again and again,
 * until it holds, the time is over, or the container ends. Waiting needs Awaitility on the class path.
 */
@API(status = EXPERIMENTAL, since = "0.1")
public final class ContainerAssert extends AbstractAssert<ContainerAssert, RunningContainer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final @Nullable Duration patience;

    ContainerAssert(RunningContainer actual, @Nullable Duration patience) {
        super(actual, ContainerAssert.class);
        this.patience = patience;
    }

    /** @return assertions that may take 10 s each to hold */
    public ContainerAssert eventually() {
        return within(PATIENCE);
    }

    /**
     * @param time that each of the following assertions may take to hold
     * @return assertions with that patience
     */
    public ContainerAssert within(Duration time) {
        ContainerAssert patient = new ContainerAssert(actual, time);
        patient.info.description(info.description());
        return patient;
    }

    /** @return this; it runs, or is paused */
    public ContainerAssert isRunning() {
        return check(true, "to run", () -> actual.isRunning() ? null : "");
    }

    /** @return this; it is paused */
    public ContainerAssert isPaused() {
        return check(
                true, "to be paused", () -> actual.isRunning() && actual.state().paused() ? null : "");
    }

    /** @return this; its health check says that it is healthy */
    public ContainerAssert isHealthy() {
        return check(true, "to be healthy", () -> actual.isHealthy() ? null : probe());
    }

    private String probe() {
        Health health = actual.isRunning() ? actual.state().health() : null;
        if (health == null) {
            return actual.isRunning() ? "It has no health check." : "";
        }
        if (health.log().isEmpty()) {
            return "Its health check hasn't run yet.";
        }
        Health.Probe last = health.log().get(health.log().size() - 1);
        return "Its health check's last run exited with " + last.exitCode() + ": " + Messages.shortened(last.output());
    }

    /** @return this; it has ended, with whatever exit code, and is still there */
    public ContainerAssert hasExited() {
        return check(false, "to have ended", () -> isOver(actual.state()) ? null : "");
    }

    /**
     * @param code exit code of its first process
     * @return this; it has ended so
     */
    public ContainerAssert hasExited(int code) {
        return check(false, "to have exited with code " + code, () -> {
            ContainerState state = actual.state();
            return isOver(state) && state.exitCode() == code ? null : "";
        });
    }

    private static boolean isOver(ContainerState state) {
        return !state.running() && !"created".equals(state.status());
    }

    /**
     * @param regex found anywhere in a line of its output
     * @return this; there is such a line
     */
    public ContainerAssert hasLogLine(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return check(
                true,
                "to have written a line that matches \"" + regex + "\"",
                () -> line(pattern).isPresent() ? null : "");
    }

    /**
     * @param regex found anywhere in a line of its output
     * @return this; there is no such line
     */
    public ContainerAssert hasNoLogLine(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return check(
                true,
                "to have written no line that matches \"" + regex + "\"",
                () -> line(pattern)
                        .map(line -> "It has written \"" + line + "\".")
                        .orElse(null));
    }

    private Optional<String> line(Pattern pattern) {
        return actual.logs()
                .lines()
                .filter(line -> pattern.matcher(line).find())
                .findFirst();
    }

    /** @return AssertJ's assertions for all that it has written so far; they don't wait */
    public AbstractStringAssert<?> logs() {
        return Assertions.assertThat(actual.logs()).as("the output of %s", actual);
    }

    /**
     * @param path absolute, in the container
     * @return this; there is a file, folder or link
     */
    public ContainerAssert hasFile(String path) {
        return check(true, "to have " + path, () -> actual.files().exists(path) ? null : "");
    }

    /**
     * @param path absolute, in the container
     * @return this; there is nothing
     */
    public ContainerAssert hasNoFile(String path) {
        return check(true, "not to have " + path, () -> actual.files().exists(path) ? "" : null);
    }

    /**
     * @param path absolute, in the container
     * @param content of the file, as UTF-8
     * @return this; the file is there and has that content
     */
    public ContainerAssert hasFile(String path, String content) {
        return check(true, "to have " + path + " with the content \"" + Messages.shortened(content) + "\"", () -> {
            Optional<FileStat> stat = actual.files().stat(path);
            if (stat.isEmpty() || stat.get().isDirectory()) {
                return stat.isEmpty() ? "There is no such file." : "It is a folder.";
            }
            String there = actual.files().read(path);
            return there.equals(content) ? null : "Its content is \"" + Messages.shortened(there) + "\".";
        });
    }

    /**
     * @param path absolute, in the container, and not in a volume
     * @return this; the file or folder was added, changed or removed since the container was created
     */
    public ContainerAssert hasChanged(String path) {
        return check(true, "to have changed " + path, () -> {
            List<FileChange> changes = actual.files().changes();
            return changes.stream().anyMatch(each -> each.path().equals(path))
                    ? null
                    : "It has changed "
                            + Messages.first(
                                    changes.stream().map(FileChange::path).toList());
        });
    }

    /**
     * @param path absolute, in the container, and not in a volume
     * @return this; the file or folder is what it is in the image
     */
    public ContainerAssert hasNotChanged(String path) {
        return check(
                true,
                "not to have changed " + path,
                () -> actual.files().changes().stream()
                                .anyMatch(each -> each.path().equals(path))
                        ? ""
                        : null);
    }

    /**
     * @param containerPort one of its published TCP ports
     * @return this; connections from here to it are accepted, and stay open
     */
    public ContainerAssert isReachableAt(int containerPort) {
        return check(
                true,
                "to accept connections to its port " + containerPort,
                () -> Reachable.problem(actual.host(), actual.port(containerPort)));
    }

    /**
     * @param containerPort one of its published TCP ports
     * @return this; connections from here to it are refused, or closed at once
     */
    public ContainerAssert isNotReachableAt(int containerPort) {
        return check(
                false,
                "not to accept connections to its port " + containerPort,
                () -> Reachable.problem(actual.host(), actual.port(containerPort)) == null ? "" : null);
    }

    /**
     * @param command the program and its arguments; no shell is involved
     * @return assertions for what comes of it; with patience it is run again and again
     */
    public ExecAssert exec(String... command) {
        return exec(ContainerCommand.of(command));
    }

    /**
     * @param command and what it is given
     * @return assertions for what comes of it; with patience it is run again and again
     */
    public ExecAssert exec(ContainerCommand command) {
        return new ExecAssert(this, command);
    }

    boolean isPatient() {
        return patience != null;
    }

    RunningContainer container() {
        return actual;
    }

    /**
     * @param alive whether there is no hope for it when the container has ended
     * @param expected to go after "Expected container 'db' (postgres:15)"
     * @param problem {@code null} when it holds, else more of why it doesn't, or nothing
     */
    ContainerAssert check(boolean alive, String expected, Supplier<@Nullable String> problem) {
        isNotNull();
        Duration time = patience;
        if (time == null) {
            String found = problem.get();
            if (found != null) {
                fail("", expected, found);
            }
            return this;
        }
        Patience waiting = new Patience(actual, time);
        String found = waiting.problem(alive, problem);
        if (found != null) {
            fail(waiting.hasEnded() ? "" : " within " + Messages.shown(time), expected, found);
        }
        return this;
    }

    private void fail(String time, String expected, String found) {
        failWithMessage("%s", Messages.of(actual, expected + time, found));
    }
}
