package dev.drydock.client.internal.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The little of DER that it takes to put old forms of keys into the one form that the JDK reads, PKCS #8. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** rsaEncryption, 1.2.840.113549.1.1.1, with NULL as its parameters. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** ecPublicKey, 1.2.840.10045.2.1. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private Der() {}

    /** @param pkcs1 RSAPrivateKey of RFC 8017 */
    static byte[] rsa(byte[] pkcs1) {
        return wrapped(SEQUENCE, VERSION_0, wrapped(SEQUENCE, RSA), wrapped(OCTETS, pkcs1));
    }

    /**
     * @param sec1 ECPrivateKey of RFC 5915
     * @param curve what a block EC PARAMETERS before it says, or {@code null}
     * @return in PKCS #8, or {@code null} when nothing names the curve
     */
    static byte @Nullable [] ec(byte[] sec1, byte @Nullable [] curve) {
        byte[] named = curveOf(sec1);
        byte[] parameters = named != null ? named : curve;
        if (parameters == null) {
            return null;
        }
        return wrapped(SEQUENCE, VERSION_0, wrapped(SEQUENCE, EC, parameters), wrapped(OCTETS, sec1));
    }

    /** SEQUENCE { version, privateKey, [0] parameters OPTIONAL, [1] publicKey OPTIONAL }. */
    private static byte @Nullable [] curveOf(byte[] sec1) {
        int at = start(sec1, 0);
        at = end(sec1, at);
        at = end(sec1, at);
        if (at >= sec1.length || sec1[at] != (byte) 0xa0) {
            return null;
        }
        return Arrays.copyOfRange(sec1, start(sec1, at), end(sec1, at));
    }

    /** Where the content of the value at this place begins. */
    private static int start(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    /** Where the value at this place ends. */
    private static int end(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        int length = first < 0x80 ? first : 0;
        for (int i = at + 2; i < start(der, at); i++) {
            length = (length << 8) | (der[i] & 0xff);
        }
        int end = start(der, at) + length;
        if (length < 0 || end > der.length || end < 0) {
            throw new ArrayIndexOutOfBoundsException(end);
        }
        return end;
    }

    private static byte[] wrapped(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream der = new ByteArrayOutputStream(length + 6);
        der.write(tag);
        if (length < 0x80) {
            der.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            der.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                der.write(length >> (8 * i));
            }
        }
        for (byte[] part : parts) {
            der.writeBytes(part);
        }
        return der.toByteArray();
    }
}
