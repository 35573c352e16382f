package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Ready;
import dev.drydock.junit.ReadyCondition;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns one {@code @Ready} into a plan, noting each value that makes no sense. */
final class ReadyReader {
    private final Ready ready;
    private final List<Integer> ports;
    private final String where;
    private final Mistakes mistakes;

    ReadyReader(Ready ready, List<Integer> ports, String where, Mistakes mistakes) {
        this.ready = ready;
        this.ports = ports;
        this.where = where;
        this.mistakes = mistakes;
    }

    ReadyPlan read() {
        if (ready.times() < 1) {
            wrong("times = " + ready.times() + ": it takes one line at least");
        }
        if (ready.times() != 1 && ready.log().isEmpty()) {
            wrong("times without log; say which line is counted");
        }
        if (ready.port() != 0 && !ports.contains(ready.port())) {
            wrong("port = " + ready.port() + " isn't one of ports = " + ports);
        }
        if (ready.timeout() < 1) {
            wrong("timeout = " + ready.timeout() + ": it must be above 0");
        }
        if (!ready.file().isEmpty() && !ready.file().startsWith("/")) {
            wrong("file = \"" + ready.file() + "\": a path in the container begins with /");
        }
        ReadyPlan plan = new ReadyPlan(
                ready.healthCmd().isBlank() ? Optional.empty() : Optional.of(ready.healthCmd()),
                pattern("log", ready.log()),
                ready.times(),
                ready.port() == 0 ? OptionalInt.empty() : OptionalInt.of(ready.port()),
                Arrays.stream(ready.http()).map(this::http).toList(),
                List.of(ready.command()),
                ready.file().isEmpty() ? Optional.empty() : Optional.of(ready.file()),
                ready.exits(),
                own(),
                ready.any(),
                pattern("failLog", ready.failLog()),
                Duration.ofNanos(ready.unit().toNanos(Math.max(1, ready.timeout()))));
        if (plan.any() && plan.conditions() < 2) {
            wrong("any = true, but there aren't several conditions to choose from");
        }
        return plan;
    }

    private HttpPlan http(Ready.Http http) {
        if (!http.value().startsWith("/")) {
            wrong("http = \"" + http.value() + "\": a path begins with /");
        }
        int port = http.port() == 0 && ports.size() == 1 ? ports.get(0) : http.port();
        if (port == 0) {
            wrong("http: "
                    + (ports.isEmpty()
                            ? "ports is empty; name the port of the web server there"
                            : "port says which of ports = " + ports));
        } else if (!ports.contains(port)) {
            wrong("http: port = " + port + " isn't one of ports = " + ports);
        }
        for (String header : http.header()) {
            if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\r\\n]*")) {
                // It may be a secret.
                wrong("http: a header isn't of the form Name: value");
            }
        }
        if (!http.user().isEmpty() && http.user().indexOf(':') < 1) {
            wrong("http: user isn't of the form user:password");
        }
        if (!http.method().matches("[A-Z]+")) {
            wrong("http: method = \"" + http.method() + "\": it is GET, HEAD, POST or the like");
        }
        for (int status : http.status()) {
            if (status < 100 || status > 599) {
                wrong("http: status = " + status + ": it is 100 to 599");
            }
        }
        return new HttpPlan(
                http.value(),
                port,
                http.method(),
                Arrays.stream(http.status()).boxed().toList(),
                pattern("http: body", http.body()),
                List.of(http.header()),
                http.user(),
                http.https());
    }

    private List<Class<? extends ReadyCondition>> own() {
        List<Class<? extends ReadyCondition>> own = new ArrayList<>();
        for (Class<? extends ReadyCondition> each : ready.condition()) {
            boolean constructor = Arrays.stream(each.getDeclaredConstructors())
                    .anyMatch(candidate -> candidate.getParameterCount() == 0);
            if (each.isInterface() || Modifier.isAbstract(each.getModifiers()) || !constructor) {
                wrong("condition = " + each.getName() + ": it must be a class with a constructor without parameters"
                        + " (a nested one is static)");
            }
            own.add(each);
        }
        return List.copyOf(own);
    }

    private Optional<Pattern> pattern(String name, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            wrong(name + " = \"" + text + "\" isn't a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private void wrong(String what) {
        mistakes.add(where, "ready: " + what);
    }
}
