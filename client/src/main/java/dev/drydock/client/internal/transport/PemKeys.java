package dev.drydock.client.internal.transport;

import dev.drydock.client.internal.transport.Pem.Block;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys, in all forms in which openssl writes them. */
final class PemKeys {
    private PemKeys() {}

    /**
     * @param pem with one key, and perhaps certificates
     * @param password of the key, or {@code null}
     */
    static PrivateKey read(Pem pem, char @Nullable [] password) {
        byte[] curve = null;
        for (Block block : pem.blocks()) {
            if (block.label().equals("EC PARAMETERS")) {
                curve = block.der();
            } else if (block.label().endsWith("PRIVATE KEY")) {
                return key(pem, block, curve, password);
            }
        }
        throw pem.bad("there is no private key in it, only " + labels(pem));
    }

    private static String labels(Pem pem) {
        return String.join(
                ", ", pem.blocks().stream().map(Block::label).distinct().toList());
    }

    private static PrivateKey key(Pem pem, Block block, byte @Nullable [] curve, char @Nullable [] password) {
        if (block.headers().contains("ENCRYPTED")) {
            throw pem.bad("its key is encrypted in an old way that isn't supported. Convert it:"
                    + " openssl pkcs8 -topk8 -in " + pem.name() + " -out new-key.pem");
        }
        try {
            return switch (block.label()) {
                case "PRIVATE KEY" -> pkcs8(pem, new PKCS8EncodedKeySpec(block.der()));
                case "RSA PRIVATE KEY" -> pkcs8(pem, new PKCS8EncodedKeySpec(Der.rsa(block.der())));
                case "EC PRIVATE KEY" -> {
                    byte[] der = Der.ec(block.der(), curve);
                    if (der == null) {
                        throw pem.bad("nothing in it says which curve its EC key is on");
                    }
                    yield pkcs8(pem, new PKCS8EncodedKeySpec(der));
                }
                case "ENCRYPTED PRIVATE KEY" -> decrypted(pem, block.der(), password);
                default ->
                    throw pem.bad("a key of the kind '" + block.label() + "' can't be used for TLS. Convert it, or make"
                            + " one: openssl pkcs8 -topk8 -nodes -in FILE -out new-key.pem");
            };
        } catch (ArrayIndexOutOfBoundsException e) {
            throw pem.bad("its " + block.label() + " block is damaged");
        }
    }

    private static PrivateKey pkcs8(Pem pem, KeySpec spec) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // The next one may be it.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JVM has " + algorithm, e);
            }
        }
        throw pem.bad("its key is damaged, or of a kind or on a curve that this JVM doesn't know."
                + " RSA keys, and EC keys on P-256, P-384 or P-521, will do");
    }

    private static PrivateKey decrypted(Pem pem, byte[] der, char @Nullable [] password) {
        if (password == null) {
            throw pem.bad("its key is encrypted, and no password was given."
                    + " Give one, or decrypt the key: openssl pkcs8 -in " + pem.name() + " -out new-key.pem");
        }
        PBEKeySpec secret = new PBEKeySpec(password);
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // PBES2 is only the frame; its parameters name what is in it.
            boolean framed = info.getAlgParameters() != null
                    && (info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13"));
            String algorithm = framed ? info.getAlgParameters().toString() : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    info.getAlgParameters());
            return pkcs8(pem, info.getKeySpec(cipher));
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw pem.bad("its key can't be decrypted: the password is wrong");
        } catch (IOException | GeneralSecurityException e) {
            throw pem.bad("its key is encrypted in a way that this JVM doesn't know (" + e.getMessage()
                    + "). Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + pem.name() + " -out new-key.pem");
        } finally {
            secret.clearPassword();
        }
    }
}
