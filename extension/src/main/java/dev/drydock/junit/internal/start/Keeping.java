package dev.drydock.junit.internal.start;

import dev.drydock.client.DockerException;
import dev.drydock.client.NotFoundException;
import dev.drydock.junit.Keep;
import dev.drydock.junit.internal.plan.ContainerPlan;
import dev.drydock.junit.internal.plan.ScopePlan;
import dev.drydock.junit.internal.session.EngineSession;
import dev.drydock.snapshot.EngineCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves containers of a scope on the engine, and says so. They get a name that says until when: by that, whatever removes
 * the run's containers spares them, in this process and in others, and a run after that time removes them.
 */
final class Keeping {
    private static final Logger LOG = System.getLogger("dev.drydock");

    private final EngineSession session;
    private final ScopePlan plan;
    private final boolean failed;

    /** @param failed whether a test that used the containers has */
    Keeping(EngineSession session, ScopePlan plan, boolean failed) {
        this.session = session;
        this.plan = plan;
        this.failed = failed;
    }

    /** Whether one of them is to stay. */
    boolean isAskedFor() {
        return plan.containers().stream().anyMatch(this::stays);
    }

    private boolean stays(ContainerPlan container) {
        Keep own = container.life().keep();
        return switch (own == Keep.SETTING ? session.settings().keep() : own) {
            case ALWAYS -> true;
            case ON_FAILURE -> failed;
            case NEVER, SETTING -> false;
        };
    }

    /**
     * Takes those that stay out of the set. Never throws: what can't be kept is removed.
     *
     * @return what is to be reported; empty when none stays
     */
    Map<String, String> keep(ContainerSet set) {
        try {
            return kept(set);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Not all containers of " + plan.owner() + " that are to stay can be kept", e);
            return Map.of();
        }
    }

    private Map<String, String> kept(ContainerSet set) {
        Instant until = Instant.now().plus(session.settings().keepFor()).truncatedTo(ChronoUnit.SECONDS);
        List<String> networks = set.networks();
        Map<String, String> names = new LinkedHashMap<>();
        for (LiveContainer each : set.containers()) {
            if (stays(each.plan())) {
                String name = session.keptName(until, each.name());
                try {
                    session.client().containers().rename(each.id(), name);
                    names.put(each.name(), name);
                    set.leave(each);
                } catch (NotFoundException e) {
                    LOG.log(Level.DEBUG, "Container " + each.plan().shown() + " is gone already");
                } catch (DockerException e) {
                    LOG.log(
                            Level.WARNING,
                            "Container " + each.plan().shown() + " can't be kept, and is removed: " + e.getMessage());
                }
            }
        }
        return names.isEmpty() ? Map.of() : told(names, networks, until);
    }

    private Map<String, String> told(Map<String, String> names, List<String> networks, Instant until) {
        String tool = EngineCommand.of(session.client());
        // Podman asks first, and waits 10 s for those that don't heed it.
        String remove = tool
                + (session.client().isPodman() ? " rm -f -t 0 -v " : " rm -f -v ")
                + String.join(" ", names.values());
        if (!networks.isEmpty()) {
            remove += "; " + tool + " network rm " + String.join(" ", networks);
        }
        StringBuilder line = new StringBuilder("[drydock] ").append(plan.owner());
        line.append(failed ? ": a test failed" : " is through")
                .append("; these stay until ")
                .append(until)
                .append(':');
        Map<String, String> entry = new LinkedHashMap<>();
        names.forEach((name, onEngine) -> {
            line.append(' ').append(name).append(" as ").append(onEngine).append(';');
            entry.put("drydock.kept." + name, onEngine);
        });
        line.append(" remove with: ").append(remove);
        entry.put("drydock.kept.until", until.toString());
        entry.put("drydock.kept.remove", remove);
        // Build tools that shorten reports leave entries out.
        System.err.println(line);
        return entry;
    }
}
