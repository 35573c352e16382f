package dev.drydock.client.internal.discovery;

import java.util.ArrayList;
import java.util.List;

/** The steps of a search, for people to read. */
final class Steps {
    private final List<String> lines = new ArrayList<>();

    void say(String step, String what) {
        lines.add("  - " + step + ": " + what + "\n");
    }

    @Override
    public String toString() {
        return String.join("", lines);
    }
}
