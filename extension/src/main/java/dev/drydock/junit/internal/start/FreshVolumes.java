package dev.drydock.junit.internal.start;

import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.VolumeFill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Volumes of a scope in place of those that its plans name: what comes from a snapshot must never be written to the user's.
 * Thread-safe.
 */
final class FreshVolumes {
    private final EngineSession session;
    private final ContainerSet set;
    private final List<FreshVolumes> around;
    private final Map<String, String> own = new ConcurrentHashMap<>();

    /**
     * @param set gets each the moment it exists
     * @param around those of the scopes around this one, the innermost last
     */
    FreshVolumes(EngineSession session, ContainerSet set, List<FreshVolumes> around) {
        this.session = session;
        this.set = set;
        this.around = new ArrayList<>(around);
    }

    /** What takes the place of the volume that a plan names, here or in a scope around. */
    Optional<String> of(String planned) {
        String mine = own.get(planned);
        if (mine != null) {
            return Optional.of(mine);
        }
        for (int i = around.size() - 1; i >= 0; i--) {
            Optional<String> theirs = around.get(i).of(planned);
            if (theirs.isPresent()) {
                return theirs;
            }
        }
        return Optional.empty();
    }

    /** Makes an empty one. */
    String make(String planned) {
        String name = session.uniqueName("volume");
        session.client().volumes().create(name, session.labels());
        set.addVolume(name);
        own.put(planned, name);
        return name;
    }

    /** Fills one that several containers have in common, of which one that hasn't the data may be created first. */
    void fill(String volume, Origin from, String path) {
        new VolumeFill(session.client(), session.labels())
                .fill(volume, from.image().id(), path, session.uniqueName("fill"));
    }

    /** Goes back to what there was before {@link #make}; where that was nothing, to nothing. */
    void put(String planned, Optional<String> before) {
        before.ifPresentOrElse(each -> own.put(planned, each), () -> own.remove(planned));
    }
}
