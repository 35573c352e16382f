package dev.drydock.junit.internal.session;

import dev.drydock.client.ProgressDisplay;
import dev.drydock.client.model.Progress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows all pulls and builds of a session at standard error: a bar for each image in a terminal, elsewhere a line when it begins
 * and one when it ends. Nothing is shown when there is nothing to pull.
 */
final class PullDisplay {
    private final ImageSettings.Progress mode;
    private @Nullable ProgressDisplay display;
    private int active;

    PullDisplay(ImageSettings.Progress mode) {
        this.mode = mode;
    }

    /** To be closed when the image is there, or can't be had. */
    Row begin(String image) {
        return new Row("[drydock] " + image, "pulling", "pulled", "couldn't be pulled");
    }

    Row beginBuild(String what) {
        return new Row("[drydock] " + what, "building", "built", "couldn't be built");
    }

    private synchronized void open() {
        if (active++ == 0 && mode != ImageSettings.Progress.QUIET) {
            display = mode == ImageSettings.Progress.PLAIN
                    ? ProgressDisplay.lines(System.err)
                    : ProgressDisplay.to(System.err);
        }
    }

    private synchronized void show(Progress line) {
        if (display != null) {
            display.accept(line);
        }
    }

    private synchronized void closeOne() {
        if (--active == 0 && display != null) {
            display.close();
            display = null;
        }
    }

    /** One image: the bytes of all its layers together. */
    final class Row implements Consumer<Progress>, AutoCloseable {
        private final String id;
        private final String doing;
        private final String done;
        private final String failed;
        private final long begin = System.nanoTime();
        private final Map<String, Layer> layers = new HashMap<>();
        private boolean isDone;

        /** Layers are told of again while they are unpacked: that isn't counted. */
        private record Layer(String status, long current, long total) {}

        private Row(String id, String doing, String done, String failed) {
            this.id = id;
            this.doing = doing;
            this.done = done;
            this.failed = failed;
            open();
            show(new Progress(id, doing, null, null, Map.of()));
        }

        @Override
        public void accept(Progress line) {
            Progress.Detail detail = line.progressDetail();
            String status = line.status();
            if (line.id() == null || status == null || detail == null || detail.current() == null) {
                return;
            }
            Layer before = layers.get(line.id());
            if (before == null || before.status().equals(status)) {
                long current = Objects.requireNonNull(detail.current());
                long total = Objects.requireNonNullElse(detail.total(), current);
                layers.put(line.id(), new Layer(status, current, Math.max(current, total)));
                show(new Progress(id, doing, new Progress.Detail(sum(Layer::current), bytes()), null, Map.of()));
            }
        }

        private long bytes() {
            return sum(Layer::total);
        }

        private long sum(java.util.function.ToLongFunction<Layer> of) {
            return layers.values().stream().mapToLong(of).sum();
        }

        void done() {
            isDone = true;
        }

        @Override
        public void close() {
            double seconds = (System.nanoTime() - begin) / 1e9;
            String size = bytes() == 0 ? "" : String.format(Locale.ROOT, ", %.1f MB", bytes() / 1e6);
            String end = isDone ? String.format(Locale.ROOT, "%s in %.1f s%s", done, seconds, size) : failed;
            show(new Progress(id, end, null, null, Map.of()));
            closeOne();
        }
    }
}
