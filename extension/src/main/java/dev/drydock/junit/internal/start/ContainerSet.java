package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.EngineSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a scope has on the engine, complete or not: each thing is noted the moment it exists. */
public final class ContainerSet {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final EngineSession session;
    private final List<LiveContainer> containers = new CopyOnWriteArrayList<>();
    private final Map<LiveContainer, Listeners> listeners = new ConcurrentHashMap<>();
    private final Map<LiveContainer, OutputCopy> copies = new ConcurrentHashMap<>();
    private final List<String> networks = new CopyOnWriteArrayList<>();
    private final List<String> volumes = new CopyOnWriteArrayList<>();
    private final List<Guest> guests = new CopyOnWriteArrayList<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile String startsFrom = "";
    private final Removal removal;
    private final BeforeStop beforeStop;

    private volatile String owner = "";
    private volatile String scopeId = "";

    /** A container of another scope that has joined a network of this one. */
    private record Guest(String network, LiveContainer container) {}

    ContainerSet(EngineSession session) {
        this.session = session;
        this.removal = new Removal(session.client());
        this.beforeStop = new BeforeStop(session.threads(), BeforeStop.LIMIT);
    }

    /**
     * @param owner what messages call the scope
     * @param id of it in JUnit; empty when the run shares it
     */
    void belongsTo(String owner, String id) {
        this.owner = owner;
        this.scopeId = id;
    }

    void add(LiveContainer container, Listeners told) {
        listeners.put(container, told);
        container.belongsTo(this);
        container.belongsTo(owner, scopeId);
        containers.add(container);
    }

    /** @param copy of the container's output, which ends with it */
    void copies(LiveContainer container, OutputCopy copy) {
        copies.put(container, copy);
    }

    /** Waits for the rest of the output that is copied, of a container whose place another one takes. */
    void endCopy(LiveContainer container) {
        OutputCopy copy = copies.remove(container);
        if (copy != null) {
            copy.close();
        }
    }

    /** @param what the containers start from, where that isn't what is declared; for people */
    void startsFrom(String what) {
        startsFrom = what;
    }

    /** What was said of where they start, once; empty when they start as declared. */
    String takeStartsFrom() {
        String what = startsFrom;
        startsFrom = "";
        return what;
    }

    /** @param name of a volume that goes with the containers */
    void addVolume(String name) {
        volumes.add(name);
    }

    /** Removes a volume before the others. */
    void removeVolume(String name) {
        volumes.remove(name);
        attempt("volume " + name, () -> removal.volume(name));
    }

    void addNetwork(String id) {
        networks.add(id);
    }

    void addGuest(String network, LiveContainer container) {
        guests.add(new Guest(network, container));
    }

    /** The container of that name. */
    public Optional<LiveContainer> container(String name) {
        return containers.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Those that there are. */
    List<LiveContainer> containers() {
        return List.copyOf(containers);
    }

    /** Those that there are, by their ids. */
    List<String> networks() {
        return List.copyOf(networks);
    }

    /** Kills and removes a container that couldn't be started, so that another can take its place. */
    void discard(LiveContainer container) {
        containers.remove(container);
        remove(container);
    }

    /**
     * The same in the background, for those that hold no port any more.
     *
     * @param after what is to be done when they are gone
     */
    void discardLater(List<LiveContainer> discarded, Runnable after) {
        containers.removeAll(discarded);
        session.removeLater(() -> {
            discarded.forEach(this::remove);
            after.run();
        });
    }

    /** Takes a container out, so that it stays when the others are removed; with the networks that it needs. */
    void leave(LiveContainer container) {
        if (containers.remove(container)) {
            session.events().unwatch(container.id());
            listeners.remove(container);
            OutputCopy copy = copies.remove(container);
            if (copy != null) {
                copy.letGo();
            }
            container.left();
            // Whoever has joined these stays there, too.
            networks.clear();
            volumes.clear();
            guests.clear();
        }
    }

    /**
     * Ends and removes all, with anonymous volumes; then the networks.
     *
     * @return what couldn't be removed, and why; empty as a rule
     */
    List<RuntimeException> removeAll() {
        new Ending(containers, session.threads(), this::end).await();
        containers.clear();
        for (Guest guest : guests) {
            attempt(
                    "container " + guest.container().plan().shown() + " from a network",
                    () -> removal.fromNetwork(guest.network(), guest.container().id()));
        }
        guests.clear();
        for (String network : networks) {
            attempt("network " + network, () -> removal.network(network));
        }
        networks.clear();
        volumes.forEach(this::removeVolume);
        return List.copyOf(failures);
    }

    private void end(LiveContainer container) {
        Listeners told = listeners.get(container);
        if (told != null && !container.plan().life().listeners().isEmpty()) {
            beforeStop.tell(container.plan().shown(), () -> told.beforeStop(container));
        }
        Ending.ask(container, session.client());
        remove(container);
    }

    private void remove(LiveContainer container) {
        listeners.remove(container);
        container.released();
        session.events().unwatch(container.id());
        attempt("container " + container.plan().shown(), () -> removal.container(container.id()));
        OutputCopy copy = copies.remove(container);
        if (copy != null) {
            copy.close();
        }
    }

    private void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Cannot remove " + what + "; it is tried again at the end of the run", e);
            failures.add(e);
        }
    }
}
