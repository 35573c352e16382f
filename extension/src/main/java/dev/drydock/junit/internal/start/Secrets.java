package dev.drydock.junit.internal.start;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The made-up secrets of one scope, by name. One that a scope around it has said is the same here. Thread-safe. */
public final class Secrets {
    private static final int BYTES = 16;

    /** What one looks like. */
    static final String FORM = "[0-9a-f]{" + 2 * BYTES + "}";

    private final List<Secrets> around;
    private final Map<String, String> own = new ConcurrentHashMap<>();
    /** Names of secrets whose values are those of a snapshot, by its id. */
    private final Map<String, Set<String>> agreed = new ConcurrentHashMap<>();

    /** Snapshots that were taken with these secrets. */
    private final Set<String> ownSnapshots = ConcurrentHashMap.newKeySet();

    /** @param around those of the scopes around this one, the innermost last */
    Secrets(List<Secrets> around) {
        this.around = new ArrayList<>(around);
    }

    /** The secret of that name, made up when it is asked for first: 128 random bits in 32 hexadecimal digits. */
    public String of(String name) {
        return known(name)
                .orElseGet(() -> own.computeIfAbsent(name, key -> {
                    byte[] bytes = new byte[BYTES];
                    // Made for each: most runs have no secrets, and making it first takes 20 ms.
                    new SecureRandom().nextBytes(bytes);
                    return HexFormat.of().formatHex(bytes);
                }));
    }

    /** Notes a secret that was made up before, unless one of that name is known. */
    void learn(String name, String value) {
        if (known(name).isEmpty()) {
            own.putIfAbsent(name, value);
        }
    }

    /**
     * Takes over secrets that were made up before, all or none: what has been said already can't change any more.
     *
     * @param values by their names
     * @return whether they are these now
     */
    boolean adopt(Map<String, String> values) {
        boolean fits = values.entrySet().stream()
                .allMatch(each -> known(each.getKey()).orElse(each.getValue()).equals(each.getValue()));
        if (fits) {
            values.forEach(own::putIfAbsent);
        }
        return fits;
    }

    /** Notes that a secret has the value that it has in the data of a snapshot. */
    void agree(String snapshot, String name) {
        agreed.computeIfAbsent(snapshot, key -> ConcurrentHashMap.newKeySet()).add(name);
    }

    /** Notes that all have, since it was taken of a container that was made with them. */
    void agreeAll(String snapshot) {
        ownSnapshots.add(snapshot);
    }

    /** Whether a secret is known to have the value that it has in the data of a snapshot. */
    boolean agrees(String snapshot, String name) {
        return ownSnapshots.contains(snapshot)
                || agreed.getOrDefault(snapshot, Set.of()).contains(name)
                || around.stream().anyMatch(each -> each.agrees(snapshot, name));
    }

    private Optional<String> known(String name) {
        String mine = own.get(name);
        if (mine != null) {
            return Optional.of(mine);
        }
        for (int i = around.size() - 1; i >= 0; i--) {
            Optional<String> theirs = around.get(i).known(name);
            if (theirs.isPresent()) {
                return theirs;
            }
        }
        return Optional.empty();
    }
}
