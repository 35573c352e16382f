package dev.drydock.snapshot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What isn't as it should be with a snapshot, noted by several threads. */
final class Remarks {
    private final Set<String> texts = new LinkedHashSet<>();
    private boolean consistent = true;

    synchronized void add(String text) {
        texts.add(text);
    }

    /** The containers don't agree with each other. */
    synchronized void inconsistent(String why) {
        consistent = false;
        texts.add(why);
    }

    synchronized boolean isConsistent() {
        return consistent;
    }

    synchronized List<String> all() {
        return List.copyOf(texts);
    }

    synchronized void clear() {
        texts.clear();
    }
}
