package dev.drydock.junit.internal.session;

import dev.drydock.junit.Pull;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the user has set about images.
 *
 * @param mirror {@code drydock.registry.mirror}: where images of Docker Hub are pulled from instead
 * @param substitutions {@code drydock.image.substitutions}: images that take the place of others; the first that fits counts
 * @param pull {@code drydock.pull}: when they are pulled, where a container doesn't say it
 * @param timeout {@code drydock.pull.timeout}: of a pull, with all its attempts
 * @param stall {@code drydock.pull.stall}: how long a pull may be silent
 * @param prepull {@code drydock.prepull}: whether those of all tests are pulled when the run begins
 * @param progress {@code drydock.progress}: how pulls are shown
 */
public record ImageSettings(
        Optional<String> mirror,
        List<Substitution> substitutions,
        Pull pull,
        Duration timeout,
        Duration stall,
        boolean prepull,
        Progress progress) {
    /** How pulls are shown. */
    public enum Progress {
        /** With bars in a terminal, else as {@link #PLAIN}. */
        AUTO,
        /** With a line at the beginning and at the end of each. */
        PLAIN,
        /** Not at all. */
        QUIET
    }

    static ImageSettings read(SettingsReader read) {
        return new ImageSettings(
                read.value(Settings.REGISTRY_MIRROR),
                read.list(Settings.SUBSTITUTIONS, Substitution::parse),
                read.choice(Settings.PULL, Pull.ABSENT, List.of(Pull.ABSENT, Pull.ALWAYS, Pull.NEVER, Pull.AGED)),
                read.time(Settings.PULL_TIMEOUT, Duration.ofMinutes(10)),
                read.time(Settings.PULL_STALL, Duration.ofSeconds(60)),
                read.flag(Settings.PREPULL, true),
                read.choice(Settings.PROGRESS, Progress.AUTO, List.of(Progress.values())));
    }
}
