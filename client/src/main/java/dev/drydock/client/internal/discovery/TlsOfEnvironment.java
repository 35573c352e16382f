package dev.drydock.client.internal.discovery;

import dev.drydock.client.internal.transport.Tls;
import java.nio.file.Path;

/** What {@code DOCKER_TLS_VERIFY}, {@code DOCKER_TLS} and {@code DOCKER_CERT_PATH} say; as the docker command reads them. */
final class TlsOfEnvironment {
    private TlsOfEnvironment() {}

    /** Whether TLS is asked for. */
    static boolean asked(Surroundings surroundings) {
        return verify(surroundings) || set(surroundings, "DOCKER_TLS");
    }

    private static boolean verify(Surroundings surroundings) {
        return set(surroundings, "DOCKER_TLS_VERIFY");
    }

    /** Any value counts, also 0: so docker has it. */
    private static boolean set(Surroundings surroundings, String variable) {
        return !surroundings.environment().getOrDefault(variable, "").isEmpty();
    }

    /** The certificates, for an address with TLS. */
    static Tls read(Surroundings surroundings) {
        boolean verify = verify(surroundings) || !set(surroundings, "DOCKER_TLS");
        String named = surroundings.variable("DOCKER_CERT_PATH");
        Path folder = named == null ? surroundings.dockerFolder() : Path.of(named);
        Tls tls = Tls.fromFolder(folder, verify);
        if (named != null && verify && tls.equals(Tls.DEFAULT)) {
            throw new IllegalArgumentException("DOCKER_CERT_PATH is " + folder
                    + ", but none of ca.pem, cert.pem and key.pem is in that folder. Correct it, or unset it.");
        }
        return tls;
    }

    /** How it came to TLS. */
    static String explained(Surroundings surroundings) {
        return verify(surroundings)
                ? "with TLS, since DOCKER_TLS_VERIFY is set"
                : set(surroundings, "DOCKER_TLS")
                        ? "with TLS that isn't verified, since DOCKER_TLS is set"
                        : "with TLS";
    }
}
