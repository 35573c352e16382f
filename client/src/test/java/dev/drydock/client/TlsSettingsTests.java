package dev.drydock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of PEM that openssl writes, and what is said of those that can't be used. */
class TlsSettingsTests {
    @TempDir
    Path folder;

    private static String pem(String folder, String file) throws IOException {
        return Files.readString(Certificates.of(folder).resolve(file));
    }

    /** A key in another form. */
    private String converted(String name, String command) throws IOException {
        Certificates.openssl(
                folder,
                command.replace("IN", Certificates.of(name).resolve("key.pem").toString()) + " -out key.pem");
        return Files.readString(folder.resolve("key.pem"));
    }

    private static TlsSettings settings(String name, String key) throws IOException {
        // That they belong together is checked with a signature, so the key was read right.
        return TlsSettings.builder().certificatePem(pem(name, "cert.pem"), key).build();
    }

    @ParameterizedTest
    @CsvSource({
        "client, pkey -in IN, BEGIN PRIVATE KEY",
        "client, rsa -traditional -in IN, BEGIN RSA PRIVATE KEY",
        "client-ec, pkey -in IN, BEGIN PRIVATE KEY",
        "client-ec, ec -in IN, BEGIN EC PRIVATE KEY",
        "client-ec, ec -param_enc named_curve -in IN, BEGIN EC PRIVATE KEY",
        "client-ec, ec -no_public -in IN, BEGIN EC PRIVATE KEY",
    })
    @Acceptance(
            value = {"C-032", "D-024"},
            by = "PKCS #8, PKCS #1 and SEC 1 keys of RSA and EC")
    void keysAreReadInAnyForm(String name, String command, String form) throws IOException {
        String key = converted(name, command);
        assertThat(key).contains(form);

        assertThat(settings(name, key))
                .hasToString("TlsSettings[client certificate of CN=" + name + ", authorities of the JVM]");
        assertThat(settings(
                        name, "Bag Attributes\r\n  friendlyName: x\r\n" + key.replace("\n", "\r\n") + "\r\nafter it"))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
    void anEcKeyMayFollowItsParameters(String curve) throws IOException {
        Certificates.openssl(folder, "ecparam -name " + curve + " -genkey -out key.pem");
        Certificates.openssl(folder, "req -x509 -new -key key.pem -subj /CN=x -out cert.pem");
        String key = Files.readString(folder.resolve("key.pem"));
        assertThat(key).startsWith("-----BEGIN EC PARAMETERS-----");

        assertThat(TlsSettings.builder()
                        .certificatePem(Files.readString(folder.resolve("cert.pem")), key)
                        .build())
                .asString()
                .contains("CN=x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " -v2 aes-256-cbc",
                " -v2 aes-128-cbc -v2prf hmacWithSHA1",
                " -v2 aes-256-cbc -v2prf hmacWithSHA512"
            })
    @Acceptance(
            value = {"C-032", "D-025"},
            by = "keys with a password are read, too")
    void anEncryptedKeyTakesItsPassword(String how) throws IOException {
        String key = converted("client", "pkcs8 -topk8 -passout pass:correct-horse" + how + " -in IN");
        String certificate = pem("client", "cert.pem");
        assertThat(key).contains("BEGIN ENCRYPTED PRIVATE KEY");

        assertThat(TlsSettings.builder()
                        .certificatePem(certificate, key)
                        .keyPassword("correct-horse".toCharArray())
                        .build())
                .asString()
                .contains("CN=client")
                .doesNotContain("correct-horse");
        assertThatThrownBy(() -> TlsSettings.builder()
                        .certificatePem(certificate, key)
                        .keyPassword("wrong-horse".toCharArray())
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot use the given key: its key can't be decrypted: the password is wrong.");
        assertThatThrownBy(() ->
                        TlsSettings.builder().certificatePem(certificate, key).build())
                .hasMessageContainingAll("the given key", "no password was given", "openssl pkcs8");
    }

    @Test
    void theOldWayOfEncryptionIsRefusedWithTheCommandThatConverts() throws IOException {
        String key = converted("client", "rsa -traditional -aes128 -passout pass:correct-horse -in IN");
        assertThat(key).contains("Proc-Type: 4,ENCRYPTED");

        assertThatThrownBy(() -> settings("client", key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("the given key", "encrypted in an old way", "openssl pkcs8 -topk8 -in");
    }

    @Test
    void aChainAndSeveralAuthoritiesAreReadWhole() throws IOException {
        String two = pem("client", "ca.pem") + "some text\n" + pem("lost", "ca.pem");

        assertThat(TlsSettings.builder()
                        .authorityPem(two)
                        .certificatePem(pem("client", "cert.pem") + pem("client", "ca.pem"), pem("client", "key.pem"))
                        .build())
                .hasToString("TlsSettings[client certificate of CN=client, 2 authorities]");
    }

    @Test
    @Acceptance(
            value = {"B-003", "C-032"},
            by = "TlsSettings.fromFolder(folder)")
    void aFolderIsReadAsDockerDoes() throws IOException {
        assertThat(TlsSettings.fromFolder(Certificates.of("client-ec")))
                .hasToString("TlsSettings[client certificate of CN=client-ec, 1 authority]");

        Files.copy(Certificates.of("client").resolve("ca.pem"), folder.resolve("ca.pem"));
        assertThat(TlsSettings.fromFolder(folder)).hasToString("TlsSettings[no client certificate, 1 authority]");

        Files.copy(Certificates.of("client").resolve("cert.pem"), folder.resolve("cert.pem"));
        assertThatThrownBy(() -> TlsSettings.fromFolder(folder))
                .hasMessageContainingAll(folder.resolve("cert.pem").toString(), "without its private key");
    }

    @Test
    void anEmptyFolderIsNone() {
        assertThatThrownBy(() -> TlsSettings.fromFolder(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(folder.toString(), "ca.pem, cert.pem and key.pem");
    }

    @Test
    void aKeyOfAnotherCertificateIsTold() throws IOException {
        for (String other : new String[] {"client-ec", "server"}) {
            assertThatThrownBy(() -> settings("client", pem(other, "key.pem")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "the given key: its key isn't that of the first certificate in the given certificate");
        }
        Certificates.openssl(folder, "genrsa -out key.pem 2048");
        assertThatThrownBy(() -> settings("client", Files.readString(folder.resolve("key.pem"))))
                .hasMessageContaining("isn't that of the first certificate");
    }

    @Test
    @Acceptance(value = "B-006", by = "TlsSettings…: refused when it is made, with the file")
    void whatIsNoPemIsToldWithItsFile() throws IOException {
        Path ca = folder.resolve("ca.pem");
        assertThatThrownBy(() -> TlsSettings.builder().authority(ca))
                .hasMessage("Cannot read " + ca + ": there is no such file.");
        assertThatThrownBy(() -> TlsSettings.builder().authority(folder)).hasMessageContaining("Cannot read " + folder);

        refused(ca, "hello", "there is no line like -----BEGIN CERTIFICATE-----");
        String good = pem("client", "ca.pem");
        refused(ca, good.substring(0, good.length() / 2), "has no end");
        refused(ca, good.replaceFirst("\n", "\n*"), "the Base64 of its CERTIFICATE block is damaged");
        refused(ca, good.replaceFirst("\nMII", "\nMIJ").replaceFirst("\n.{8}", "\nAAAAAAAA"), "number 1 is damaged");
        refused(ca, good + good.replaceFirst("\n.{8}", "\nAAAAAAAA"), "number 2 is damaged");
        refused(ca, pem("client", "key.pem"), "there is no certificate in it");
        refused(ca, "x".repeat(2_000_000), "larger than 1 MiB");
    }

    private void refused(Path file, String content, String why) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> TlsSettings.builder().authority(file).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), why)
                .hasMessageEndingWith(".");
    }

    @Test
    void aKeyThatCannotBeReadIsToldAndNeverQuoted() throws IOException {
        String rsa = converted("client", "rsa -traditional -in IN");
        String secret = rsa.lines().skip(3).findFirst().orElseThrow();
        String ec = converted("client-ec", "ec -in IN");
        String[][] bad = {
            {rsa.replaceFirst("\n.{8}", "\nAAAAAAAA"), "damaged"},
            {ec.replaceFirst("\n.{8}", "\nMP////8A"), "damaged"},
            {"-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----\n", "damaged"},
            {rsa.replace("RSA PRIVATE", "DSA PRIVATE"), "a key of the kind 'DSA PRIVATE KEY'"},
            {rsa.replace("RSA PRIVATE", "OPENSSH PRIVATE"), "'OPENSSH PRIVATE KEY'"},
            {pem("client", "cert.pem"), "there is no private key in it, only CERTIFICATE"},
        };
        for (String[] each : bad) {
            assertThatThrownBy(() -> settings("client", each[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("the given key", each[1])
                    .hasMessageNotContaining(secret);
        }
    }
}
