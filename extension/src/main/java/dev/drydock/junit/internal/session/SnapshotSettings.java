package dev.drydock.junit.internal.session;

import dev.drydock.snapshot.SnapshotBounds;
import java.util.List;
import java.util.Optional;

/**
 * What the user has set about snapshots.
 *
 * @param bounds {@code drydock.snapshot.count}, {@code .bytes} and {@code .age}: how much of them stays
 * @param export {@code drydock.snapshot.export}: folder that those of failed tests are exported to; empty for none
 * @param push {@code drydock.snapshot.push}: registry and path that those of failed tests are pushed to; empty for none
 * @param strip {@code drydock.snapshot.strip}: whether secrets are taken out of what is exported or pushed
 * @param secrets {@code drydock.snapshot.secrets}: names of environment variables besides those that look secret
 * @param replay {@code drydock.replay}: the snapshot that tests start from; empty for none
 * @param from {@code drydock.replay.from}: from which moment
 * @param warm {@code drydock.warm}: whether all containers start warm
 */
public record SnapshotSettings(
        SnapshotBounds bounds,
        Optional<String> export,
        Optional<String> push,
        boolean strip,
        List<String> secrets,
        Optional<String> replay,
        ReplayFrom from,
        boolean warm) {
    /** From which moment a test is run again. */
    public enum ReplayFrom {
        /** The failure. */
        FAILURE,
        /** The latest checkpoint, or warm start, before the test. */
        BEFORE
    }

    static SnapshotSettings read(SettingsReader read) {
        return new SnapshotSettings(
                new SnapshotBounds(
                        read.count(Settings.SNAPSHOT_COUNT, SnapshotBounds.DEFAULT.count()),
                        read.size(Settings.SNAPSHOT_BYTES, SnapshotBounds.DEFAULT.bytes()),
                        read.time(Settings.SNAPSHOT_AGE, SnapshotBounds.DEFAULT.age())),
                read.value(Settings.SNAPSHOT_EXPORT),
                read.value(Settings.SNAPSHOT_PUSH),
                read.flag(Settings.SNAPSHOT_STRIP, true),
                read.list(Settings.SNAPSHOT_SECRETS, text -> text),
                read.value(Settings.REPLAY),
                read.choice(Settings.REPLAY_FROM, ReplayFrom.FAILURE, List.of(ReplayFrom.values())),
                read.flag(Settings.WARM, false));
    }
}
