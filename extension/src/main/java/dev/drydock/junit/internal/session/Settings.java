package dev.drydock.junit.internal.session;

import dev.drydock.junit.Keep;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What the user has set: a JUnit configuration parameter (which includes system properties), else an environment variable
 * of the same name in capitals, with underscores for dots. Two are equal when a session can serve for both.
 *
 * @param images where they come from
 * @param reaper {@code drydock.reaper}: whether a process of its own removes what is left when this JVM is killed
 * @param keep {@code drydock.keep}: which containers stay when their tests are through
 * @param keepFor {@code drydock.keep.for}: how long those stay at least
 * @param strict {@code drydock.strict}: whether a failed removal fails the tests
 * @param host {@code drydock.host}: by which name or address published ports are reached; empty to find out
 * @param subnets {@code drydock.network.subnets}: where the addresses of Drydock's own networks come from
 * @param linger {@code drydock.session.linger}: how long a session waits for the next execution in its JVM
 * @param snapshots what is set about snapshots
 */
public record Settings(
        ImageSettings images,
        boolean reaper,
        Keep keep,
        Duration keepFor,
        boolean strict,
        String host,
        Optional<String> subnets,
        Duration linger,
        SnapshotSettings snapshots) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String RANGE = OCTET + "(\\." + OCTET + "){3}/([89]|1\\d|2[0-4])";
    private static final Set<String> KEYS = new LinkedHashSet<>();

    /** Where images of Docker Hub are pulled from instead: {@code HOST[:PORT][/PATH]}. */
    public static final String REGISTRY_MIRROR = known("drydock.registry.mirror");

    /** Images that take the place of others: {@code FROM=TO,FROM=TO}. */
    public static final String SUBSTITUTIONS = known("drydock.image.substitutions");

    /** When images are pulled, where a container doesn't say it. */
    public static final String PULL = known("drydock.pull");

    /** How long a pull may take, with all its attempts. */
    public static final String PULL_TIMEOUT = known("drydock.pull.timeout");

    /** How long a pull may be silent. */
    public static final String PULL_STALL = known("drydock.pull.stall");

    /** Whether the images of all tests are pulled when the run begins. */
    public static final String PREPULL = known("drydock.prepull");

    /** How pulls are shown. */
    public static final String PROGRESS = known("drydock.progress");

    /** Where the addresses of own networks come from. */
    public static final String SUBNETS = known("drydock.network.subnets");

    /** How long the session waits for another execution in its JVM. */
    public static final String LINGER = known("drydock.session.linger");

    /** The host by which published ports are reached. */
    public static final String HOST = known("drydock.host");

    /** Which containers stay. */
    public static final String KEEP = known("drydock.keep");

    /** How long those stay that do. */
    public static final String KEEP_FOR = known("drydock.keep.for");

    /** Whether a failed removal fails the tests. */
    public static final String STRICT = known("drydock.strict");

    /** Whether a process of its own removes what is left when this JVM is killed: {@code true} or {@code false}. */
    public static final String REAPER = known("drydock.reaper");

    /** How many snapshots stay. */
    public static final String SNAPSHOT_COUNT = known("drydock.snapshot.count");

    /** How many bytes of snapshots stay. */
    public static final String SNAPSHOT_BYTES = known("drydock.snapshot.bytes");

    /** How old snapshots become. */
    public static final String SNAPSHOT_AGE = known("drydock.snapshot.age");

    /** The folder that snapshots of failed tests are exported to. */
    public static final String SNAPSHOT_EXPORT = known("drydock.snapshot.export");

    /** The registry and path that snapshots of failed tests are pushed to. */
    public static final String SNAPSHOT_PUSH = known("drydock.snapshot.push");

    /** Whether secrets are taken out of what is exported or pushed. */
    public static final String SNAPSHOT_STRIP = known("drydock.snapshot.strip");

    /** Names of environment variables whose values are secrets. */
    public static final String SNAPSHOT_SECRETS = known("drydock.snapshot.secrets");

    /** The snapshot that tests start from. */
    public static final String REPLAY = known("drydock.replay");

    /** From which moment tests are run again. */
    public static final String REPLAY_FROM = known("drydock.replay.from");

    /** Whether all containers start warm. */
    public static final String WARM = known("drydock.warm");

    /** All that there are. */
    public static final Set<String> ALL = Collections.unmodifiableSet(KEYS);

    private static String known(String key) {
        KEYS.add(key);
        return key;
    }

    /** Those that apply to a test. */
    static Settings of(ExtensionContext context) {
        return of(context::getConfigurationParameter);
    }

    /**
     * Those that apply to an execution.
     *
     * @param parameters of JUnit's configuration, by their names
     * @return them
     * @throws IllegalArgumentException names all values that aren't possible, and what is
     */
    public static Settings of(Function<String, Optional<String>> parameters) {
        return of(new SettingsReader(parameters, System.getenv()));
    }

    static Settings of(SettingsReader read) {
        Settings settings = new Settings(
                ImageSettings.read(read),
                read.flag(REAPER, true),
                read.choice(KEEP, Keep.NEVER, List.of(Keep.NEVER, Keep.ON_FAILURE, Keep.ALWAYS)),
                read.time(KEEP_FOR, Duration.ofHours(24)),
                read.flag(STRICT, false),
                read.value(HOST, "a host name or an address, without scheme and port", "[^/\\s]+")
                        .orElse(""),
                read.value(SUBNETS, "engine, or a range such as 10.213.0.0/16", "engine|" + RANGE),
                read.timeOrNone(LINGER, Duration.ofSeconds(2)),
                SnapshotSettings.read(read));
        read.throwIfAny();
        return settings;
    }
}
