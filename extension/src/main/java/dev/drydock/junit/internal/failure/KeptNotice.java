package dev.drydock.junit.internal.failure;

import dev.drydock.snapshot.Redaction;
import dev.drydock.snapshot.Snapshot;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is said of a snapshot that was taken: in the failure, in the report, and on standard error.
 *
 * @param name of the test, for people
 * @param snapshot that was taken
 * @param secrets that are in no text
 * @param besides what became of it besides, such as where it was exported to
 */
record KeptNotice(String name, Snapshot snapshot, Redaction secrets, List<String> besides) {
    private String open(Snapshot.Image image) {
        // Not the image's own name, in which a short password may be by chance: it says nothing, and the command needs
        // it.
        String name = image.name().toString();
        return Arrays.stream(image.openCommand().split(Pattern.quote(name), -1))
                .map(secrets::text)
                .collect(Collectors.joining(name));
    }

    String message() {
        StringBuilder message = new StringBuilder("The containers of ").append(name);
        message.append(" were kept as they were at this failure (snapshot ")
                .append(snapshot.id())
                .append(").");
        message.append("\n  Open all:   ").append(snapshot.openCommand());
        snapshot.evidence()
                .ifPresent(image -> message.append("\n  Look at output, processes and more:   drydock snapshots show ")
                        .append(snapshot.id())
                        .append(" (image ")
                        .append(image)
                        .append(')'));
        for (Snapshot.Image each : snapshot.images()) {
            message.append("\n  ").append(each.container()).append(": image ").append(each.name());
            message.append("\n    open it:  ").append(open(each));
            if (!open(each).equals(each.openCommand())) {
                message.append("\n    where " + Redaction.MASK + " stands for a secret");
            }
        }
        besides.forEach(each -> message.append("\n  ").append(secrets.text(each)));
        message.append("\n  They stay until newer ones take their place, or you remove them: ")
                .append(snapshot.removeCommand());
        snapshot.remarks().forEach(each -> message.append("\n  Note: ").append(secrets.text(each)));
        return message.toString();
    }

    Map<String, String> entry() {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("drydock.snapshot", snapshot.id());
        entry.put("drydock.snapshot.open", snapshot.openCommand());
        snapshot.evidence().ifPresent(image -> entry.put("drydock.snapshot.evidence", image.toString()));
        for (Snapshot.Image each : snapshot.images()) {
            entry.put(
                    "drydock.snapshot." + each.container() + ".image",
                    each.name().toString());
            entry.put("drydock.snapshot." + each.container() + ".open", open(each));
        }
        return entry;
    }

    /** One line, since build tools that shorten stack traces leave suppressed exceptions out. */
    String line() {
        StringBuilder line = new StringBuilder("[drydock] ").append(name).append(" failed; open it with: ");
        line.append(snapshot.openCommand()).append("; kept:");
        for (Snapshot.Image each : snapshot.images()) {
            line.append(' ').append(each.container()).append(" as ").append(each.name());
            line.append(", open with: ").append(open(each)).append(';');
        }
        return line.toString();
    }
}
