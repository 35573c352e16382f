package dev.drydock.client.internal;

import dev.drydock.client.EngineAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Why an engine can't be reached, and what to do: a sentence each. */
public final class Unreachable {
    private Unreachable() {}

    /**
     * @param address of the engine
     * @param cause what was thrown when a connection was opened
     * @return why, and what to do
     */
    public static String why(EngineAddress address, IOException cause) {
        return switch (address.kind()) {
            case UNIX -> socket(Path.of(address.target()), cause);
            case TCP -> tcp(address, cause);
            case TLS -> {
                String tls = TlsFailures.sentence(address, cause);
                yield tls != null ? tls : tcp(address, cause);
            }
            case SSH -> reason(cause) + ".";
        };
    }

    /**
     * What a connection that broke says about the way to the engine: with TLS 1.3 an engine refuses a client's certificate
     * only after the connection is open, and ssh fails after its process has been started.
     *
     * @param address of the engine
     * @param cause what was thrown when it was read or written
     * @return why, and what to do; or {@code null} when it isn't about the way
     */
    public static @Nullable String whyBroken(EngineAddress address, IOException cause) {
        return switch (address.kind()) {
            case UNIX, TCP -> null;
            case TLS -> TlsFailures.sentence(address, cause);
            case SSH -> SshFailures.sentence(cause);
        };
    }

    /**
     * @param words with which the engine refused a request
     * @return what to do, when they mean that it was a plain request on a port for TLS; else {@code null}
     */
    public static @Nullable String plainToTls(String words) {
        return words.contains("HTTP request to an HTTPS server")
                        || words.contains("plain HTTP request was sent to HTTPS")
                ? "The engine speaks TLS there: use an address with https://, or set DOCKER_TLS_VERIFY=1, and"
                        + " DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem."
                : null;
    }

    private static String socket(Path socket, IOException cause) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(socket, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return Files.exists(socket, LinkOption.NOFOLLOW_LINKS)
                    ? "it is a link to a socket that isn't there. Start the engine, or say where it listens with DOCKER_HOST."
                    : "there is no such socket. Start the engine, or say where it listens with DOCKER_HOST.";
        } catch (AccessDeniedException e) {
            return "this user (" + System.getProperty("user.name")
                    + ") may not look into the folder of the socket, so that"
                    + " it can't be said whether there is one. Use the engine's own user, or a rootless engine of yours.";
        } catch (IOException e) {
            return "the socket can't be looked at (" + reason(e) + "). Correct the path.";
        }
        if (!attributes.isOther()) {
            return "it is a " + (attributes.isDirectory() ? "folder" : "file") + ", not a socket. Correct the path"
                    + (attributes.isDirectory()
                            ? ", or remove the folder: Docker makes one where it is told to mount"
                                    + " a socket that isn't there."
                            : ".");
        }
        if (!Files.isWritable(socket)) {
            return "permission denied. Add yourself to the group that owns the socket (" + group(socket)
                    + ") and log in again, or use a rootless engine.";
        }
        return reason(cause) + ". The socket is there, but no engine listens on it: start the engine.";
    }

    private static String group(Path socket) {
        try {
            return String.valueOf(Files.getAttribute(socket, "posix:group"));
        } catch (IOException | RuntimeException e) {
            return "usually 'docker'";
        }
    }

    private static String tcp(EngineAddress address, IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "the host '" + address.host() + "' isn't known. Correct the name, or look after the name server.";
        }
        if (cause instanceof NoRouteToHostException) {
            return reason(cause) + ". There is no way to this machine from here: look at network and firewall.";
        }
        if (cause instanceof ConnectException) {
            return reason(cause) + ". Start the engine, or correct the address. By default engines listen on a Unix"
                    + " socket only, not on TCP.";
        }
        return reason(cause) + ". Start the engine, or correct the address.";
    }

    /** What was thrown, in a few words. */
    static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
