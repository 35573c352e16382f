package dev.drydock.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates and keys, made by openssl when they are first needed, and gone with the JVM. The authority {@code ca} has
 * signed {@code server}, {@code client}, {@code client-ec} and some bad ones; {@code other-ca} has signed {@code stranger}.
 */
public final class Certificates {
    private static final String EC = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1";
    private static final Path FOLDER = folder();

    private Certificates() {}

    /** Gives a folder as DOCKER_CERT_PATH has it. */
    public static Path of(String name) {
        return FOLDER.resolve(name);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("drydock-certificates");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
            authority(folder, "ca");
            authority(folder, "other-ca");
            String server = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n";
            signed(folder, "ca", "server", server, "3650", EC);
            signed(folder, "ca", "elsewhere", "subjectAltName=DNS:elsewhere.example\n", "3650", EC);
            signed(folder, "ca", "expired", server, "-1", EC);
            signed(folder, "ca", "client", "extendedKeyUsage=clientAuth\n", "3650", "-newkey rsa:2048");
            signed(folder, "ca", "client-ec", "extendedKeyUsage=clientAuth\n", "3650", EC);
            signed(folder, "other-ca", "stranger", "extendedKeyUsage=clientAuth\n", "3650", EC);
            // Trusts the right engine, but isn't known to it.
            Files.copy(folder.resolve("ca.pem"), folder.resolve("stranger/ca.pem"));
            signed(folder, "other-ca", "lost", "extendedKeyUsage=clientAuth\n", "3650", EC);
            Files.copy(folder.resolve("other-ca.pem"), folder.resolve("lost/ca.pem"));
            for (String name : List.of("server", "elsewhere", "expired", "client", "client-ec")) {
                Files.copy(folder.resolve("ca.pem"), folder.resolve(name).resolve("ca.pem"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void authority(Path folder, String name) {
        openssl(
                folder,
                "req -x509 -nodes -days 3650 " + EC + " -subj /CN=" + name + " -keyout " + name + "-key.pem -out "
                        + name + ".pem");
    }

    private static void signed(Path folder, String ca, String name, String extensions, String days, String key)
            throws IOException {
        Files.createDirectory(folder.resolve(name));
        Files.writeString(folder.resolve("extensions"), extensions);
        openssl(folder, "req -new -nodes " + key + " -subj /CN=" + name + " -keyout " + name + "/key.pem -out csr.pem");
        openssl(
                folder,
                "x509 -req -in csr.pem -CA " + ca + ".pem -CAkey " + ca + "-key.pem -CAcreateserial -days " + days
                        + " -extfile extensions -out " + name + "/cert.pem");
    }

    /** Runs openssl, and gives what it printed. */
    public static String openssl(Path folder, String arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError("The tests of TLS need the command openssl", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives the TLS of a server with this certificate, which trusts clients of {@code ca}. */
    public static SSLContext server(String name) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            Path store = of(name).resolve("store.p12");
            if (!Files.exists(store)) {
                openssl(of(name), "pkcs12 -export -in cert.pem -inkey key.pem -out store.p12 -passout pass:x");
            }
            try (var in = Files.newInputStream(store)) {
                own.load(in, new char[] {'x'});
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, new char[] {'x'});
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            try (var in = Files.newInputStream(FOLDER.resolve("ca.pem"))) {
                trusted.setCertificateEntry(
                        "ca",
                        java.security.cert.CertificateFactory.getInstance("X.509")
                                .generateCertificate(in));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // The JVM ends; the system clears its folder for temporary files.
            return;
        }
    }
}
