package dev.drydock.testing;

import dev.drydock.snapshot.Snapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Kills a JVM in the middle, and looks for how long something of it is left. */
public final class Kills {
    /** From the start of the JVM on: it takes about a second until it needs the engine, and some seconds until it waits. */
    private static final int LATEST_MILLIS = 7000;

    /** Or until the reaper has ended, which is when it has found nothing for some seconds. */
    private static final Duration WATCHED = Duration.ofSeconds(20);

    /** Where there was none yet. */
    private static final Duration WITHOUT = Duration.ofSeconds(3);

    private Kills() {}

    /**
     * How it went.
     *
     * @param after milliseconds from its start to its death
     * @param there what was there at its death
     * @param left milliseconds from its death to the last look that found something
     * @param inTheEnd what is still there; empty as it should be
     */
    public record Kill(long after, Set<String> there, long left, Set<String> inTheEnd) {
        @Override
        public String toString() {
            return "killed after " + after + " ms, " + there.size() + " things there; nothing was left after " + left
                    + " ms" + (inTheEnd.isEmpty() ? "" : ", BUT " + inTheEnd);
        }
    }

    /** Kills the fixture's JVM at a random moment. */
    public static Kill once(Class<?> fixture, Random random) throws IOException, InterruptedException {
        long delay = random.nextInt(LATEST_MILLIS);
        long start = System.nanoTime();
        try (Fork fork = Fork.of(fixture)) {
            Remains remains = new Remains(fork.pid());
            long moment = start + Duration.ofMillis(delay).toNanos();
            while (System.nanoTime() < moment) {
                // Also to see the volumes of containers that will be gone.
                remains.now();
                LockSupport.parkNanos(Math.min(Duration.ofMillis(100).toNanos(), moment - System.nanoTime()));
            }
            Optional<ProcessHandle> reaper =
                    ProcessHandle.of(fork.pid()).flatMap(each -> each.children().findFirst());
            fork.kill();
            long death = System.nanoTime();
            Set<String> there = remains.now();
            Set<String> last = there;
            long seen = there.isEmpty() ? death : System.nanoTime();
            boolean mayBeMore = true;
            while (mayBeMore && System.nanoTime() - death < WATCHED.toNanos()) {
                mayBeMore = reaper.map(ProcessHandle::isAlive).orElse(System.nanoTime() - death < WITHOUT.toNanos());
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                last = remains.now();
                if (!last.isEmpty()) {
                    seen = System.nanoTime();
                }
            }
            return new Kill(millis(death - start), there, millis(seen - death), last);
        } finally {
            removeSnapshots(fixture);
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /** Those that were complete stay, as they should. */
    private static void removeSnapshots(Class<?> fixture) {
        Snapshots snapshots = new Snapshots(TestEngine.CLIENT);
        snapshots.list().stream()
                .filter(each -> each.test().contains("[class:" + fixture.getName() + "]"))
                .forEach(snapshots::remove);
    }
}
