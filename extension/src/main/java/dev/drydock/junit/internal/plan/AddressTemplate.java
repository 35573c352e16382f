package dev.drydock.junit.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A text in which {@code {host}}, {@code {port}} and {@code {port:5432}} stand for a container's. <code>${…}</code> is left as
 * it is; <code>{{</code> and <code>}}</code> are the braces themselves.
 */
public final class AddressTemplate {
    private static final String PORT = "port";

    private final List<Part> parts = new ArrayList<>();

    private enum Kind {
        TEXT,
        HOST,
        ONLY_PORT,
        PORT
    }

    private record Part(Kind kind, String text, int port) {}

    private AddressTemplate(String text) {
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = at + 1;
            if (text.startsWith("$${", at)) {
                end = at + 3;
                literal.append(text, at, end);
            } else if (text.startsWith("${", at)) {
                end = text.indexOf('}', at) < 0 ? text.length() : text.indexOf('}', at) + 1;
                literal.append(text, at, end);
            } else if (text.startsWith("{{", at) || text.startsWith("}}", at)) {
                end = at + 2;
                literal.append(text.charAt(at));
            } else if (text.charAt(at) == '{') {
                end = text.indexOf('}', at) + 1;
                if (end == 0) {
                    throw new IllegalArgumentException("a { has no }; one that is to stay is written {{");
                }
                parts.add(new Part(Kind.TEXT, literal.toString(), 0));
                literal.setLength(0);
                parts.add(part(text.substring(at + 1, end - 1)));
            } else {
                literal.append(text.charAt(at));
            }
            at = end;
        }
        parts.add(new Part(Kind.TEXT, literal.toString(), 0));
    }

    /**
     * @param text with or without anything to fill in
     * @return what can be filled in
     * @throws IllegalArgumentException says what is wrong, and nothing of the rest, which may be a secret
     */
    public static AddressTemplate of(String text) {
        return new AddressTemplate(text);
    }

    private static Part part(String name) {
        if (name.equals("host")) {
            return new Part(Kind.HOST, "", 0);
        }
        if (name.equals(PORT)) {
            return new Part(Kind.ONLY_PORT, "", 0);
        }
        if (name.matches("port:\\d{1,5}")) {
            int port = Integer.parseInt(name.substring(PORT.length() + 1));
            if (port >= 1 && port <= 65535) {
                return new Part(Kind.PORT, "", port);
            }
        }
        throw new IllegalArgumentException(
                "{" + name + "} is unknown; there are {host}, {port} and {port:5432}, and {{ for a { that is to stay");
    }

    /**
     * Why it can't be filled in for a container.
     *
     * @param published TCP ports
     * @param port that {@code {port}} stands for; 0 for the only one
     * @return empty when it can
     */
    public Optional<String> misfit(List<Integer> published, int port) {
        String there = published.isEmpty() ? "none" : published.toString();
        for (Part each : parts) {
            int wanted = each.kind() == Kind.ONLY_PORT ? port : each.port();
            if (each.kind() == Kind.ONLY_PORT && port == 0 && published.size() != 1) {
                return Optional.of("{port} is that of the only port that is published, and there "
                        + (published.isEmpty() ? "is none" : "are " + there + "; say {port:" + published.get(0) + "}"));
            }
            if (wanted != 0 && !published.contains(wanted)) {
                return Optional.of(
                        "port " + wanted + " isn't published; " + there + (published.size() > 1 ? " are" : " is"));
            }
        }
        return Optional.empty();
    }

    /**
     * @param host of the container; an IPv6 address is put in brackets
     * @param hostPort of a container's port
     * @param port that {@code {port}} stands for
     * @return the text with all filled in but <code>${…}</code>
     */
    public String fill(String host, IntUnaryOperator hostPort, int port) {
        StringBuilder text = new StringBuilder();
        for (Part each : parts) {
            switch (each.kind()) {
                case TEXT -> text.append(each.text());
                case HOST -> text.append(host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host);
                case ONLY_PORT -> text.append(hostPort.applyAsInt(port));
                case PORT -> text.append(hostPort.applyAsInt(each.port()));
            }
        }
        return text.toString();
    }
}
