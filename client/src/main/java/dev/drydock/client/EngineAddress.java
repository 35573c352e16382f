package dev.drydock.client;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where an engine listens. Written as {@code unix:///var/run/docker.sock} or {@code tcp://127.0.0.1:2375}, as in
 * {@code DOCKER_HOST}.
 *
 * @param kind how to get there
 * @param target the socket's path, or {@code host:port}
 */
public record EngineAddress(Kind kind, String target) {

    /** How to get to an engine. */
    public enum Kind {
        /** A Unix domain socket. */
        UNIX,
        /** TCP without encryption. */
        TCP
    }

    /**
     * @param socket the socket's path
     * @return the address of a Unix domain socket
     */
    public static EngineAddress unix(Path socket) {
        return new EngineAddress(Kind.UNIX, socket.toString());
    }

    /**
     * @param host a name or an address
     * @param port 1 to 65535
     * @return the address of an engine that listens on TCP without encryption
     */
    public static EngineAddress tcp(String host, int port) {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("Not a host and port: '" + host + ":" + port + "'");
        }
        return new EngineAddress(Kind.TCP, (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /**
     * Reads an address as {@code DOCKER_HOST} has it.
     *
     * @param text {@code unix://PATH} or {@code tcp://HOST[:PORT]} (port 2375 when none is given)
     * @return the address
     * @throws IllegalArgumentException when it is no such address; the message says what is wrong and what would do
     */
    public static EngineAddress parse(String text) {
        String trimmed = text.strip();
        int colon = trimmed.indexOf("://");
        String scheme = colon < 0 ? "" : trimmed.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? trimmed : trimmed.substring(colon + 3);
        return switch (scheme) {
            case "unix" -> {
                if (!rest.startsWith("/")) {
                    throw bad(trimmed, "a Unix socket needs an absolute path, as in unix:///var/run/docker.sock");
                }
                yield unix(Path.of(rest));
            }
            case "tcp", "http" -> tcp(trimmed, rest);
            case "https", "ssh" ->
                throw bad(
                        trimmed,
                        "this version of Drydock can't connect by " + scheme
                                + " yet; use unix:// or tcp://, for example through an SSH tunnel");
            case "npipe" ->
                throw bad(
                        trimmed,
                        "Windows named pipes aren't supported; expose the engine on tcp://127.0.0.1:2375, or run the"
                                + " tests in WSL, where unix:///var/run/docker.sock works");
            case "" -> throw bad(trimmed, "the scheme is missing; write unix:///PATH or tcp://HOST:PORT");
            default -> throw bad(trimmed, "'" + scheme + "' isn't a scheme that Drydock knows; use unix:// or tcp://");
        };
    }

    private static EngineAddress tcp(String text, String rest) {
        String hostAndPort = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        if (hostAndPort.contains("/") || hostAndPort.contains("@")) {
            throw bad(text, "after tcp:// comes HOST:PORT and nothing more");
        }
        int at = hostAndPort.lastIndexOf(':');
        boolean withoutPort = at < 0 || hostAndPort.endsWith("]");
        String host = withoutPort ? hostAndPort : hostAndPort.substring(0, at);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return tcp(host, withoutPort ? 2375 : Integer.parseInt(hostAndPort.substring(at + 1)));
        } catch (IllegalArgumentException e) {
            throw bad(text, "after tcp:// comes HOST:PORT, with a port of 1 to 65535");
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        // What stands before an @ may be a password, whatever the scheme.
        String shown = text.replaceAll("^([^/]*//)?.*@", "$1***@");
        return new IllegalArgumentException("'" + shown + "' is not an engine's address: " + why + ".");
    }

    public String basePath() {
        return "";
    }

    /** @return as {@code DOCKER_HOST} would have it */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "://" + target;
    }
}
