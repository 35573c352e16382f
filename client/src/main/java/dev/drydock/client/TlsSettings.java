package dev.drydock.client;

import dev.drydock.client.internal.transport.Pem;
import dev.drydock.client.internal.transport.Tls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What TLS connections to an engine need to know: whose signature on the engine's certificate counts, and which
 * certificate the client shows. Immutable; files are read when it is made, not later.
 *
 * <p>All is in PEM format: certificates ({@code CERTIFICATE}; several in one file are a chain, or several authorities)
 * and keys of RSA or EC, as PKCS #8 ({@code PRIVATE KEY}, or {@code ENCRYPTED PRIVATE KEY} with a password), PKCS #1
 * ({@code RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}).
 *
 * <pre>{@code
 * DockerClient.builder()
 *         .address(EngineAddress.parse("tcp://docker.example:2376"))
 *         .tls(TlsSettings.fromFolder(Path.of("certs")))
 *         .build();
 * }</pre>
 */
public final class TlsSettings {
    private final Tls tls;

    private TlsSettings(Tls tls) {
        this.tls = tls;
    }

    /**
     * Settings from a folder such as {@code DOCKER_CERT_PATH} names. The engine's certificate is verified.
     *
     * @param folder with {@code ca.pem} (else the authorities that the JVM trusts count), and {@code cert.pem} and
     *     {@code key.pem} (else the client shows no certificate)
     * @return the settings
     * @throws IllegalArgumentException when there is none of these files, or one can't be used; says which, why, and what
     *     to do
     */
    public static TlsSettings fromFolder(Path folder) {
        Tls tls = Tls.fromFolder(folder, true);
        if (tls.equals(Tls.DEFAULT)) {
            throw new IllegalArgumentException(
                    "Cannot use the folder " + folder + " for TLS: none of ca.pem, cert.pem and key.pem is in it.");
        }
        return new TlsSettings(tls);
    }

    /** @return a builder; without further settings the engine must have a certificate that the JVM trusts */
    public static Builder builder() {
        return new Builder();
    }

    Tls internal() {
        return tls;
    }

    /** @return what it is about; never a key or password */
    @Override
    public String toString() {
        return "TlsSettings[" + tls + "]";
    }

    /** Builds {@link TlsSettings}. Not for use by several threads. */
    public static final class Builder {
        private final List<Pem> authorities = new ArrayList<>();
        private @Nullable Pem certificate;
        private @Nullable Pem key;
        private char @Nullable [] password;
        private boolean verify = true;

        private Builder() {}

        /**
         * Trusts the certificates in a file, instead of those that the JVM trusts. May be called several times.
         *
         * @param file with one or more certificates
         * @return this
         * @throws IllegalArgumentException when it can't be read
         */
        public Builder authority(Path file) {
            authorities.add(Pem.read(file));
            return this;
        }

        /**
         * The same as {@link #authority(Path)}.
         *
         * @param pem one or more certificates
         * @return this
         */
        public Builder authorityPem(String pem) {
            authorities.add(new Pem("the given authority", pem));
            return this;
        }

        /**
         * The client's certificate.
         *
         * @param certificates file with the certificate, and after it those between it and its authority
         * @param privateKey file with its key
         * @return this
         * @throws IllegalArgumentException when one can't be read
         */
        public Builder certificate(Path certificates, Path privateKey) {
            certificate = Pem.read(certificates);
            key = Pem.read(privateKey);
            return this;
        }

        /**
         * The same as {@link #certificate}.
         *
         * @param certificates the certificate, and after it those between it and its authority
         * @param privateKey its key
         * @return this
         */
        public Builder certificatePem(String certificates, String privateKey) {
            certificate = new Pem("the given certificate", certificates);
            key = new Pem("the given key", privateKey);
            return this;
        }

        /**
         * @param secret of an encrypted key; copied, and forgotten after {@link #build}
         * @return this
         */
        public Builder keyPassword(char[] secret) {
            password = secret.clone();
            return this;
        }

        /**
         * @param check whether the engine's certificate must be signed by a trusted authority and be made out to the
         *     host of the address; true without this. With false anybody on the way can pretend to be the engine.
         * @return this
         */
        public Builder verifyPeer(boolean check) {
            verify = check;
            return this;
        }

        /**
         * @return the settings
         * @throws IllegalArgumentException when a certificate or key can't be used, or they don't belong together; says
         *     which, why, and what to do
         */
        public TlsSettings build() {
            char[] secret = password;
            try {
                return new TlsSettings(Tls.of(authorities, certificate, key, secret, verify));
            } finally {
                if (secret != null) {
                    Arrays.fill(secret, '\0');
                    password = null;
                }
            }
        }
    }
}
