package dev.drydock.snapshot;

import java.util.List;
import java.util.Map;

/** The containers of a snapshot, running again in a network of their own. Closing removes all that was made for them. */
public final class RestoredSet implements AutoCloseable {
    private final List<Restored> containers;
    private final List<String> remarks;
    private final Runnable removal;

    RestoredSet(List<Restored> containers, List<String> remarks, Runnable removal) {
        this.containers = List.copyOf(containers);
        this.remarks = List.copyOf(remarks);
        this.removal = removal;
    }

    /**
     * A container that was started from a snapshot.
     *
     * @param name in its test class
     * @param id on the engine
     * @param ports where its published ports are reached, such as {@code 5432/tcp} → {@code 127.0.0.1:40123}
     * @param open what a person runs in it, a command line for {@code sh}; empty when nothing can be run in it
     * @param url how a program reaches its service, such as {@code jdbc:postgresql://127.0.0.1:40123/app?user=app}, without
     *     a password; empty when unknown
     * @param ended whether it had ended when it was frozen: a shell has taken the place of its command, so that its files can
     *     be looked at
     */
    public record Restored(String name, String id, Map<String, String> ports, String open, String url, boolean ended) {
        /** Copies the map. */
        public Restored {
            ports = Map.copyOf(ports);
        }
    }

    /** @return the containers, in the order in which they were started */
    public List<Restored> containers() {
        return containers;
    }

    /** @return what isn't as it was, for people: mounts of the engine's machine that are missing, containers that had ended */
    public List<String> remarks() {
        return remarks;
    }

    /**
     * Removes the containers, their volumes and their networks, whatever was done to them; a second time, nothing happens.
     *
     * @throws SnapshotException when something couldn't be removed; it says what
     */
    @Override
    public void close() {
        removal.run();
    }
}
