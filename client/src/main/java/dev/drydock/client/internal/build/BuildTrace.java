package dev.drydock.client.internal.build;

import dev.drydock.client.model.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What BuildKit says of a build, which Docker hands on as records of protocol buffers ({@code moby.buildkit.control}'s
 * StatusResponse), as lines for people. BuildKit says the state of a step again and again; a line is made of what is new.
 */
public final class BuildTrace {
    private final Map<String, Step> steps = new HashMap<>();
    private final Set<String> warned = new HashSet<>();

    private static final class Step {
        final String number;
        boolean named;
        boolean ended;
        /** Of a character whose bytes come in two records. */
        byte[] begun = {};

        Step(int number) {
            this.number = "#" + number;
        }
    }

    /**
     * @param record the bytes of one record
     * @return what is new in it; may be nothing
     * @throws IllegalArgumentException when it can't be read
     */
    public List<Progress> read(byte[] record) {
        List<Progress> lines = new ArrayList<>();
        for (Protobuf status = new Protobuf(record); status.next(); ) {
            switch (status.field()) {
                case 1 -> vertex(status.message(), lines);
                case 2 -> status(status.message(), lines);
                case 3 -> log(status.message(), lines);
                case 4 -> warning(status.message(), lines);
                default -> {
                    // Of a newer BuildKit.
                }
            }
        }
        return lines;
    }

    private Step step(String digest) {
        return steps.computeIfAbsent(digest, key -> new Step(steps.size() + 1));
    }

    private void vertex(Protobuf vertex, List<Progress> lines) {
        String digest = "";
        String name = "";
        String error = "";
        boolean cached = false;
        double started = Double.NaN;
        double completed = Double.NaN;
        while (vertex.next()) {
            switch (vertex.field()) {
                case 1 -> digest = vertex.text();
                case 3 -> name = vertex.text();
                case 4 -> cached = vertex.number() != 0;
                case 5 -> started = seconds(vertex.message());
                case 6 -> completed = seconds(vertex.message());
                case 7 -> error = vertex.text();
                default -> {
                    // Inputs, and what is newer.
                }
            }
        }
        boolean begun = !Double.isNaN(started);
        if (!begun && !cached && error.isEmpty()) {
            return;
        }
        Step step = step(digest);
        if (!step.named) {
            step.named = true;
            lines.add(output(step, step.number + " " + name + "\n"));
        }
        if (!step.ended && (!Double.isNaN(completed) || !error.isEmpty())) {
            step.ended = true;
            String end = !error.isEmpty()
                    ? "ERROR: " + error
                    : cached ? "CACHED" : String.format(Locale.ROOT, "DONE %.1fs", completed - started);
            lines.add(output(step, step.number + " " + end + "\n"));
        }
    }

    private static double seconds(Protobuf time) {
        double seconds = 0;
        while (time.next()) {
            seconds += time.field() == 1 ? time.number() : time.field() == 2 ? time.number() / 1e9 : 0;
        }
        return seconds;
    }

    private void status(Protobuf status, List<Progress> lines) {
        String id = "";
        String name = "";
        long current = 0;
        long total = 0;
        boolean completed = false;
        while (status.next()) {
            switch (status.field()) {
                case 1 -> id = status.text();
                case 3 -> name = status.text();
                case 4 -> current = status.number();
                case 5 -> total = status.number();
                case 8 -> completed = true;
                default -> {
                    // Times, the step, and what is newer.
                }
            }
        }
        String shown = name.isEmpty() ? id : name;
        Progress.@Nullable Detail detail =
                current == 0 && total == 0 ? null : new Progress.Detail(current, total == 0 ? null : total);
        lines.add(new Progress(id, completed ? shown + " done" : shown, detail, null, Map.of()));
    }

    private void log(Protobuf log, List<Progress> lines) {
        String digest = "";
        byte[] message = {};
        while (log.next()) {
            if (log.field() == 1) {
                digest = log.text();
            } else if (log.field() == 4) {
                message = log.bytes();
            }
        }
        Step step = step(digest);
        byte[] all = new byte[step.begun.length + message.length];
        System.arraycopy(step.begun, 0, all, 0, step.begun.length);
        System.arraycopy(message, 0, all, step.begun.length, message.length);
        int whole = all.length - begunCharacter(all);
        step.begun = Arrays.copyOfRange(all, whole, all.length);
        if (whole > 0) {
            lines.add(output(step, new String(all, 0, whole, StandardCharsets.UTF_8)));
        }
    }

    /** How many bytes at the end are the beginning of a character only. */
    private static int begunCharacter(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int lead = bytes[bytes.length - back] & 0xff;
            if (lead >= 0xc0) {
                int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
                return length > back ? back : 0;
            }
            if (lead < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    private void warning(Protobuf warning, List<Progress> lines) {
        String digest = "";
        String text = "";
        String url = "";
        while (warning.next()) {
            switch (warning.field()) {
                case 1 -> digest = warning.text();
                case 3 -> text = warning.text();
                case 5 -> url = warning.text();
                default -> {
                    // Its place in the Dockerfile, and what is newer.
                }
            }
        }
        if (warned.add(digest + text)) {
            lines.add(output(step(digest), "WARNING: " + text + (url.isEmpty() ? "" : " (" + url + ")") + "\n"));
        }
    }

    private static Progress output(Step step, String text) {
        return new Progress(step.number, null, null, text, Map.of());
    }
}
