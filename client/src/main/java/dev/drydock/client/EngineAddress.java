package dev.drydock.client;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an engine listens. Written as in {@code DOCKER_HOST}:
 *
 * <ul>
 *   <li>{@code unix:///var/run/docker.sock}: a Unix domain socket
 *   <li>{@code tcp://127.0.0.1:2375}: TCP without encryption; or, where TLS is asked for by a setting, TLS
 *   <li>{@code https://docker.example:2376}: TLS
 *   <li>{@code ssh://me@docker.example}: the machine's {@code docker system dial-stdio}, by way of the {@code ssh} command
 * </ul>
 *
 * @param kind how to get there
 * @param target the socket's path; or {@code host:port}; or, for ssh, {@code [user@]host[:port][/path/of/socket]}
 * @param basePath what stands before the path of each request, as in {@code tcp://host:2375/engines/a}: percent-encoded,
 *     beginning with a slash and not ending in one; empty when there is none
 */
public record EngineAddress(Kind kind, String target, String basePath) {
    private static final Pattern NO_HOST = Pattern.compile("[\\p{Cntrl}\\s@/?#\\\\\\[\\]]");
    private static final Pattern PATH = Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=:/-]|%[0-9A-Fa-f]{2})*");
    // ssh hands these on to commands of the user's configuration, which a shell reads.
    private static final Pattern SSH_USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.+\\\\-]*");
    private static final Pattern SSH_HOST = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+(%\\w+)?]");

    /** Refuses what {@link #parse} would not have made. */
    public EngineAddress {
        boolean fits = kind == Kind.UNIX ? !target.isBlank() : !target.isBlank() && !target.startsWith("-");
        if (kind == Kind.TCP || kind == Kind.TLS) {
            fits = target.matches("(\\[[^\\[\\]]+]|[^\\[\\]:@/]+):[0-9]{1,5}");
        }
        if (!fits || (!basePath.isEmpty() && !basePath.startsWith("/"))) {
            throw new IllegalArgumentException(
                    "Not the place of an engine; use EngineAddress.parse, unix, tcp or tls, which say what they take");
        }
    }

    /** How to get to an engine. */
    public enum Kind {
        /** A Unix domain socket. */
        UNIX,
        /** TCP without encryption. */
        TCP,
        /** TLS over TCP. */
        TLS,
        /** The {@code docker} command of another machine, by way of the {@code ssh} command of this one. */
        SSH
    }

    /**
     * @param socket the socket's path
     * @return the address of a Unix domain socket
     */
    public static EngineAddress unix(Path socket) {
        return new EngineAddress(Kind.UNIX, socket.toString(), "");
    }

    /**
     * @param host a name or an address
     * @param port 1 to 65535
     * @return the address of an engine that listens on TCP without encryption
     */
    public static EngineAddress tcp(String host, int port) {
        return new EngineAddress(Kind.TCP, hostAndPort(host, port), "");
    }

    /**
     * @param host a name or an address; the engine's certificate must be made out to it
     * @param port 1 to 65535
     * @return the address of an engine that listens on TCP with TLS
     */
    public static EngineAddress tls(String host, int port) {
        return new EngineAddress(Kind.TLS, hostAndPort(host, port), "");
    }

    private static String hostAndPort(String host, int port) {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("Not a host and port: '" + host + ":" + port + "'");
        }
        if (NO_HOST.matcher(host).find()) {
            // It isn't shown: what stands before an @ may be a password.
            throw new IllegalArgumentException(
                    "Not a host: it is a name or an address alone, without a user, a path, or white space");
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Reads an address as {@code DOCKER_HOST} has it.
     *
     * @param text {@code unix://PATH}, {@code tcp://HOST[:PORT][/BASE]} (port 2375 when none is given),
     *     {@code https://HOST[:PORT][/BASE]} (2376), or {@code ssh://[USER@]HOST[:PORT][/PATH-OF-SOCKET]}
     * @return the address
     * @throws IllegalArgumentException when it is no such address; the message says what is wrong and what would do
     */
    public static EngineAddress parse(String text) {
        return parse(text, false);
    }

    /**
     * Reads an address as {@link #parse(String)} does, but takes {@code tcp://} for TLS, with port 2376 when none is
     * given, as {@code docker} does when {@code DOCKER_TLS_VERIFY} is set.
     *
     * @param text as for {@link #parse(String)}
     * @param tls whether TLS is asked for
     * @return the address
     * @throws IllegalArgumentException when it is no such address; the message says what is wrong and what would do
     */
    public static EngineAddress parse(String text, boolean tls) {
        String trimmed = text.strip();
        int colon = trimmed.indexOf("://");
        String scheme = colon < 0 ? "" : trimmed.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? trimmed : trimmed.substring(colon + 3);
        if (trimmed.chars().anyMatch(Character::isISOControl)) {
            throw bad(trimmed.replaceAll("\\p{Cntrl}", "?"), "there is a control character in it");
        }
        return switch (scheme) {
            case "unix" -> {
                if (!rest.startsWith("/")) {
                    throw bad(trimmed, "a Unix socket needs an absolute path, as in unix:///var/run/docker.sock");
                }
                yield unix(Path.of(rest));
            }
            case "tcp", "http" -> tcp(trimmed, scheme, rest, tls ? Kind.TLS : Kind.TCP);
            case "https" -> tcp(trimmed, scheme, rest, Kind.TLS);
            case "ssh" -> ssh(trimmed, rest);
            case "npipe" ->
                throw bad(
                        trimmed,
                        "Windows named pipes aren't supported; expose the engine on tcp://127.0.0.1:2375, or run the"
                                + " tests in WSL, where unix:///var/run/docker.sock works");
            case "" -> throw bad(trimmed, "the scheme is missing; write unix:///PATH, tcp://HOST:PORT or ssh://HOST");
            default ->
                throw bad(
                        trimmed,
                        "'" + scheme + "' isn't a scheme that Drydock knows; use unix://, tcp://, https:// or ssh://");
        };
    }

    private static EngineAddress tcp(String text, String scheme, String rest, Kind kind) {
        int slash = rest.indexOf('/');
        String hostAndPort = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash).replaceAll("/+$", "");
        if (rest.contains("@")) {
            throw bad(text, "after " + scheme + ":// comes HOST:PORT, without a user");
        }
        if (!PATH.matcher(path).matches()) {
            throw bad(text, "the path after HOST:PORT must be percent-encoded (a space is %20), without ? and #");
        }
        int at = hostAndPort.lastIndexOf(':');
        boolean withoutPort = at < 0 || hostAndPort.endsWith("]");
        String host = unbracketed(withoutPort ? hostAndPort : hostAndPort.substring(0, at));
        int usual = kind == Kind.TLS ? 2376 : 2375;
        try {
            int port = withoutPort ? usual : Integer.parseInt(hostAndPort.substring(at + 1));
            return new EngineAddress(kind, hostAndPort(host, port), path);
        } catch (IllegalArgumentException e) {
            throw bad(text, "after " + scheme + ":// comes HOST:PORT, with a port of 1 to 65535");
        }
    }

    private static EngineAddress ssh(String text, String rest) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 || slash == rest.length() - 1 ? "" : rest.substring(slash);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(':');
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (user.contains(":")) {
            throw bad(text, "a password has no place in it; ssh takes keys from your agent or its configuration");
        }
        if (at >= 0 && !SSH_USER.matcher(user).matches()) {
            throw bad(text, "before the @ comes a user's name");
        }
        if (!SSH_HOST.matcher(host).matches()) {
            throw bad(text, "after ssh:// comes [USER@]HOST[:PORT][/PATH-OF-SOCKET]");
        }
        if (colon >= 0 && !hostAndPort.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            throw bad(text, "a port is a number of 1 to 65535");
        }
        if (path.contains("@") || !PATH.matcher(path).matches()) {
            throw bad(text, "the path of the socket must be percent-encoded (a space is %20), without ? and #");
        }
        return new EngineAddress(Kind.SSH, authority + path, "");
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static IllegalArgumentException bad(String text, String why) {
        // What stands before an @ may be a password, whatever the scheme.
        String shown = text.replaceAll("(?s)^([^/]*//)?.*@", "$1***@");
        return new IllegalArgumentException("'" + shown + "' is not an engine's address: " + why + ".");
    }

    /** @return the same place, spoken to with TLS; this itself when it isn't {@link Kind#TCP} */
    public EngineAddress withTls() {
        return kind == Kind.TCP ? new EngineAddress(Kind.TLS, target, basePath) : this;
    }

    /** @return the name or address of the engine's machine, an IPv6 one without brackets; empty for a Unix socket */
    public String host() {
        if (kind == Kind.UNIX) {
            return "";
        }
        int slash = target.indexOf('/');
        String authority = slash < 0 ? target : target.substring(0, slash);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(':');
        return unbracketed(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
    }

    /** @return as {@code DOCKER_HOST} would have it; TLS as {@code https://} */
    @Override
    public String toString() {
        return switch (kind) {
                    case UNIX -> "unix://";
                    case TCP -> "tcp://";
                    case TLS -> "https://";
                    case SSH -> "ssh://";
                }
                + target
                + basePath;
    }
}
