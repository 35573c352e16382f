package dev.drydock.junit;

import dev.drydock.client.HealthSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's way of saying a health check, as the annotation's. */
final class CodedHealth {
    private CodedHealth() {}

    static Attributes of(HealthSpec check) {
        Attributes attributes = new Attributes();
        List<String> test = check.test();
        String kind = test.isEmpty() ? "" : test.get(0);
        List<String> words = test.subList(Math.min(1, test.size()), test.size());
        switch (kind) {
            case "CMD-SHELL" -> attributes.set("value", String.join(" ", words));
            case "CMD" -> attributes.set("command", words.toArray(String[]::new));
            case "NONE" -> attributes.set("disabled", true);
            default ->
                throw new IllegalArgumentException(
                        "A health check of a container's own begins with HealthSpec.shell or HealthSpec.command");
        }
        if (check.startInterval() != null) {
            throw new IllegalArgumentException(
                    "A start interval isn't needed: the check is run at once, and again and again until it succeeds");
        }
        time(attributes, "interval", check.interval());
        time(attributes, "timeout", check.timeout());
        time(attributes, "startPeriod", check.startPeriod());
        Integer retries = check.retries();
        return retries == null ? attributes : attributes.set("retries", retries);
    }

    private static void time(Attributes attributes, String name, @Nullable Duration time) {
        if (time != null) {
            attributes.set(name, ContainerBuilder.time(time));
        }
    }
}
