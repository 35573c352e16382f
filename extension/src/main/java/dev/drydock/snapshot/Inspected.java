package dev.drydock.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine described it, with all that it says.
 *
 * @param data its answer; empty when there was none
 */
record Inspected(Map<?, ?> data) {
    static Inspected of(@Nullable Object answer) {
        return new Inspected(answer instanceof Map<?, ?> map ? map : Map.of());
    }

    private Optional<Object> at(String... path) {
        Object at = data;
        for (String each : path) {
            at = at instanceof Map<?, ?> map ? map.get(each) : null;
        }
        return Optional.ofNullable(at);
    }

    String text(String... path) {
        return at(path).map(String::valueOf).orElse("");
    }

    String id() {
        return text("Id");
    }

    boolean running() {
        return at("State", "Running").filter(Boolean.TRUE::equals).isPresent();
    }

    List<String> env() {
        List<String> env = new ArrayList<>();
        if (at("Config", "Env").orElse(null) instanceof List<?> list) {
            list.forEach(each -> env.add(String.valueOf(each)));
        }
        return env;
    }

    /** What the health check has said; empty when there is none. */
    Optional<String> health() {
        // Podman's own name for it.
        Optional<Object> health = at("State", "Health").or(() -> at("State", "Healthcheck"));
        Inspected told = of(health.orElse(null));
        if (told.text("Status").isEmpty() || told.text("Status").equals("none")) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("Status: ")
                .append(told.text("Status"))
                .append("; failures in a row: ")
                .append(told.text("FailingStreak"))
                .append('\n');
        if (told.at("Log").orElse(null) instanceof List<?> log) {
            for (Object each : log) {
                Inspected probe = of(each);
                text.append(probe.text("Start")).append("  exit code ").append(probe.text("ExitCode"));
                text.append("\n    ")
                        .append(probe.text("Output").strip().replace("\n", "\n    "))
                        .append('\n');
            }
        }
        return Optional.of(text.toString());
    }
}
