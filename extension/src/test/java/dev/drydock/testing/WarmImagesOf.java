package dev.drydock.testing;

import dev.drydock.client.ConflictException;
import dev.drydock.client.Filters;
import dev.drydock.client.NotFoundException;
import dev.drydock.client.model.ImageSummary;
import dev.drydock.snapshot.SnapshotLabels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The images from which the containers of fixtures start warm; the end removes them. */
public final class WarmImagesOf implements AutoCloseable {
    private final List<String> fixtures;

    /** @param fixtures simple names of classes */
    public WarmImagesOf(String... fixtures) {
        this.fixtures = List.of(fixtures);
    }

    /** Those that there are. */
    public List<ImageSummary> list() {
        return TestEngine.CLIENT.images().list(Filters.byLabel(SnapshotLabels.KIND, "warm")).stream()
                .filter(each -> !each.repoTags().isEmpty())
                .filter(each -> fixtures.stream()
                        .anyMatch(name -> each.labels()
                                .getOrDefault(SnapshotLabels.TEST, "")
                                .matches(".*\\b" + name + "\\b.*")))
                .toList();
    }

    /** The only one. */
    public ImageSummary only() {
        List<ImageSummary> all = list();
        if (all.size() != 1) {
            throw new AssertionError("One image was expected, there are " + all);
        }
        return all.get(0);
    }

    /** Containers of theirs may still be on their way out. */
    @Override
    public void close() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (List<ImageSummary> left = list(); !left.isEmpty(); left = list()) {
            for (ImageSummary each : left) {
                try {
                    TestEngine.CLIENT.images().remove(each.repoTags().get(0), false);
                } catch (NotFoundException e) {
                    // Gone already: that is what was wanted.
                } catch (ConflictException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
        }
    }
}
