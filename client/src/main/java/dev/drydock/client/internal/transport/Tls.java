package dev.drydock.client.internal.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs to know: whom to trust, and who we are.
 *
 * @param authorities whose signatures on the engine's certificate count; empty means those that the JVM trusts
 * @param chain our certificate and those between it and its authority; empty when we have none
 * @param key of our certificate, or {@code null} when we have none
 * @param verify whether the engine's certificate is looked at
 */
public record Tls(
        List<X509Certificate> authorities,
        List<X509Certificate> chain,
        @Nullable PrivateKey key,
        boolean verify) {

    /** Nothing given: the engine's certificate is checked against the authorities that the JVM trusts. */
    public static final Tls DEFAULT = new Tls(List.of(), List.of(), null, true);

    /**
     * @param authorities texts with one or more certificates each
     * @param certificate of ours, with its chain, or {@code null}
     * @param key of it, or {@code null}
     * @param password of the key, or {@code null}
     * @param verify whether the engine's certificate is looked at
     * @return all of them read and checked
     */
    public static Tls of(
            List<Pem> authorities,
            @Nullable Pem certificate,
            @Nullable Pem key,
            char @Nullable [] password,
            boolean verify) {
        List<X509Certificate> trusted = new ArrayList<>();
        authorities.forEach(pem -> trusted.addAll(certificates(pem)));
        if (certificate == null && key == null) {
            return new Tls(List.copyOf(trusted), List.of(), null, verify);
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException(
                    certificate == null
                            ? "Cannot use the key of " + key + " without its certificate: give both, or none."
                            : "Cannot use the certificate of " + certificate
                                    + " without its private key: give both, or none.");
        }
        List<X509Certificate> chain = certificates(certificate);
        PrivateKey own = PemKeys.read(key, password);
        if (!belongTogether(own, chain.get(0).getPublicKey())) {
            throw key.bad("its key isn't that of the first certificate in " + certificate
                    + ". Look for the pair that was made together");
        }
        return new Tls(List.copyOf(trusted), List.copyOf(chain), own, verify);
    }

    /**
     * @param folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, as {@code DOCKER_CERT_PATH} names it
     * @param verify whether the engine's certificate is looked at
     * @return what is there; each file may be missing, but key and certificate only together
     */
    public static Tls fromFolder(Path folder, boolean verify) {
        Path ca = folder.resolve("ca.pem");
        // Not looked at when it doesn't matter: docker doesn't either.
        List<Pem> authorities = verify && Files.exists(ca) ? List.of(Pem.read(ca)) : List.of();
        return of(authorities, existing(folder, "cert.pem"), existing(folder, "key.pem"), null, verify);
    }

    private static @Nullable Pem existing(Path folder, String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Pem.read(file) : null;
    }

    private static List<X509Certificate> certificates(Pem pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : pem.blocks()) {
            if (!block.label().equals("CERTIFICATE") && !block.label().equals("X509 CERTIFICATE")) {
                continue;
            }
            try {
                CertificateFactory factory = CertificateFactory.getInstance("X.509");
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
            } catch (CertificateException e) {
                throw pem.bad("its certificate number " + (certificates.size() + 1) + " is damaged");
            }
        }
        if (certificates.isEmpty()) {
            throw pem.bad("there is no certificate in it");
        }
        return certificates;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A signature that can't even be compared, as between two curves.
            return false;
        }
    }

    SSLContext context() throws IOException {
        try {
            KeyManager[] us = key == null ? null : new KeyManager[] {new OwnKey(key, chain)};
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(us, verify ? trusting() : new TrustManager[] {new TrustAll()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS can't be set up: " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trusting() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** @return what it is about; never a key */
    @Override
    public String toString() {
        return (chain.isEmpty()
                        ? "no client certificate"
                        : "client certificate of " + chain.get(0).getSubjectX500Principal())
                + (!verify
                        ? ", any certificate of the engine"
                        : authorities.isEmpty()
                                ? ", authorities of the JVM"
                                : ", " + authorities.size()
                                        + (authorities.size() == 1 ? " authority" : " authorities"));
    }
}
