package dev.drydock.client.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /containers/ID/top}.
 *
 * @param titles of the columns, such as {@code PID}
 * @param processes a row each, as many cells as there are titles
 * @param more what else came
 */
public record ProcessTable(List<String> titles, List<List<String>> processes, Map<String, @Nullable Object> more) {
    /** Replaces what wasn't sent; makes cells of what Podman 4 sends as one text. */
    public ProcessTable {
        titles = Values.orEmpty(titles);
        processes = Values.orEmpty(processes).stream().map(Values::orEmpty).toList();
        more = Values.others(more);
        if (titles.size() == 1 && titles.get(0).strip().contains(" ")) {
            titles = List.of(titles.get(0).strip().split("\\s+"));
            int columns = titles.size();
            processes = processes.stream()
                    .map(row -> Arrays.asList(String.join(" ", row).strip().split("\\s+", columns)))
                    .toList();
        }
    }

    /** Processes are only counted: a password may be among their arguments. */
    @Override
    public String toString() {
        return "ProcessTable[titles=" + titles + ", " + processes.size() + " processes]";
    }
}
