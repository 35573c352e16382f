package dev.drydock.junit.internal.plan;

import dev.drydock.junit.Ready;
import dev.drydock.junit.ReadyCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns one {@code @Ready} into a plan, noting each value that makes no sense. */
final class ReadyReader {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE");

    /** Those that the JDK sets itself, and drops in silence when they are asked for. */
    private static final Set<String> NOT_TO_SEND = Set.of(
            "access-control-request-headers",
            "access-control-request-method",
            "connection",
            "content-length",
            "content-transfer-encoding",
            "host",
            "keep-alive",
            "origin",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    private static final String HEADER_NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private final Ready ready;
    private final List<Own<ReadyCondition>> conditions;
    private final List<Integer> ports;
    private final String where;
    private final Mistakes mistakes;

    ReadyReader(
            Ready ready, List<Own<ReadyCondition>> conditions, List<Integer> ports, String where, Mistakes mistakes) {
        this.ready = ready;
        this.conditions = conditions;
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
        if (ready.logStream() != Ready.Output.ANY && ready.log().isEmpty()) {
            wrong("logStream without log; say which line is looked for there");
        }
        if (ready.insidePort() < 0 || ready.insidePort() > 65535) {
            wrong("insidePort = " + ready.insidePort() + ": a port is 1 to 65535");
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
                ready.logStream(),
                port(ready.port()),
                port(ready.insidePort()),
                new JdbcReader(ports, where, mistakes).read(ready.jdbc()),
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

    private static OptionalInt port(int port) {
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
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
            if (!header.matches(HEADER_NAME + ":[^\\r\\n]*")) {
                // It may be a secret.
                wrong("http: a header isn't of the form Name: value");
            } else if (NOT_TO_SEND.contains(name(header).toLowerCase(Locale.ROOT))) {
                wrong("http: header " + name(header) + " can't be set: the JDK's client sets it itself");
            }
        }
        if (!http.user().isEmpty() && http.user().indexOf(':') < 1) {
            wrong("http: user isn't of the form user:password");
        }
        if (!METHODS.contains(http.method())) {
            wrong("http: method = \"" + http.method() + "\": it is GET, HEAD, POST, PUT, DELETE, OPTIONS or TRACE");
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
                Arrays.stream(http.answerHeader())
                        .flatMap(each -> answerHeader(each).stream())
                        .toList(),
                List.of(http.header()),
                http.user(),
                http.https());
    }

    private static String name(String header) {
        return header.replaceFirst(":.*", "");
    }

    private Optional<HttpPlan.Header> answerHeader(String header) {
        if (!header.matches(HEADER_NAME + "(?::.*)?")) {
            wrong("http: answerHeader = \"" + header + "\": it isn't of the form Name: pattern");
            return Optional.empty();
        }
        int colon = header.indexOf(':');
        String value = colon < 0 ? "" : header.substring(colon + 1).strip();
        pattern("http: answerHeader " + name(header), value);
        return Optional.of(new HttpPlan.Header(name(header), new Regex(value)));
    }

    private List<Own<ReadyCondition>> own() {
        List<Own<ReadyCondition>> own = new ArrayList<>(conditions);
        new Values(where, mistakes).own("ready: condition", ready.condition()).forEach(each -> own.add(Own.of(each)));
        return List.copyOf(own);
    }

    private Optional<Regex> pattern(String name, String text) {
        try {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            Pattern.compile(text);
            return Optional.of(new Regex(text));
        } catch (PatternSyntaxException e) {
            wrong(name + " = \"" + text + "\" isn't a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }

    private void wrong(String what) {
        mistakes.add(where, "ready: " + what);
    }
}
