package dev.drydock.junit.internal.start;

import dev.drydock.client.ConflictException;
import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.junit.internal.session.EngineSession;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a scope has on the engine, complete or not: each thing is noted the moment it exists. */
public final class ContainerSet {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final EngineSession session;
    private final List<LiveContainer> containers = new CopyOnWriteArrayList<>();
    private final List<String> networks = new CopyOnWriteArrayList<>();
    private final List<Guest> guests = new CopyOnWriteArrayList<>();

    /** A container of another scope that has joined a network of this one. */
    private record Guest(String network, String container) {}

    ContainerSet(EngineSession session) {
        this.session = session;
    }

    void add(LiveContainer container) {
        containers.add(container);
    }

    void addNetwork(String id) {
        networks.add(id);
    }

    void addGuest(String network, String container) {
        guests.add(new Guest(network, container));
    }

    /** The container of that name. */
    public Optional<LiveContainer> container(String name) {
        return containers.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Kills and removes a container that couldn't be started, so that another can take its place. */
    void discard(LiveContainer container) {
        containers.remove(container);
        remove(container);
    }

    /** Kills and removes all, with anonymous volumes; then the networks. */
    void removeAll() {
        CompletableFuture.allOf(containers.stream()
                        .map(each -> CompletableFuture.runAsync(() -> remove(each), session.threads()))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        containers.clear();
        for (Guest guest : guests) {
            attempt(
                    "container " + guest.container() + " from a network",
                    () -> session.client().networks().disconnect(guest.network(), guest.container()));
        }
        guests.clear();
        for (String network : networks) {
            attempt("network " + network, () -> session.client().networks().remove(network));
        }
        networks.clear();
    }

    private void remove(LiveContainer container) {
        session.events().unwatch(container.id());
        attempt(
                "container " + container.plan().shown(),
                () -> session.client().containers().remove(container.id()));
    }

    private static void attempt(String what, Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException e) {
            LOG.log(Level.DEBUG, "{0} is gone already", what);
        } catch (ConflictException e) {
            LOG.log(Level.DEBUG, "{0} is being removed already", what);
        } catch (DockerException e) {
            LOG.log(Level.WARNING, "Cannot remove " + what + "; the next run tries again", e);
        }
    }
}
