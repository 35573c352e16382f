package dev.drydock.junit.internal.start;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The made-up secrets of one scope, by name. One that a scope around it has said is the same here. Thread-safe. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private final List<Secrets> around;
    private final Map<String, String> own = new ConcurrentHashMap<>();

    /** @param around those of the scopes around this one, the innermost last */
    Secrets(List<Secrets> around) {
        this.around = new ArrayList<>(around);
    }

    /** The secret of that name, made up when it is asked for first: 128 random bits in 32 hexadecimal digits. */
    public String of(String name) {
        return known(name)
                .orElseGet(() -> own.computeIfAbsent(name, key -> {
                    byte[] bytes = new byte[BYTES];
                    RANDOM.nextBytes(bytes);
                    return HexFormat.of().formatHex(bytes);
                }));
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
