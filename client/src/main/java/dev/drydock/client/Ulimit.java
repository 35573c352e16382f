package dev.drydock.client;

import java.util.Map;

/**
 * A limit on the processes of a container, as {@code ulimit} sets it.
 *
 * @param name such as {@code nofile}, {@code nproc} or {@code core}
 * @param soft the limit that holds; -1 for none
 * @param hard up to which a process may raise it; -1 for none
 */
public record Ulimit(String name, long soft, long hard) {
    /** Refuses a blank name. */
    public Ulimit {
        ConfigBuilder.notBlank("HostConfig.Ulimits", name);
    }

    /**
     * @param name such as {@code nofile}
     * @param limit both soft and hard
     * @return the limit
     */
    public static Ulimit of(String name, long limit) {
        return new Ulimit(name, limit, limit);
    }

    Map<String, Object> body() {
        return Map.of("Name", name, "Soft", soft, "Hard", hard);
    }
}
