package dev.drydock.client.internal;

import dev.drydock.client.EngineAddress;
import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What TLS says when it fails, put so that it says what to do. */
final class TlsFailures {
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");
    private static final Set<String> OUR_CERTIFICATE = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca",
            "access_denied");

    private TlsFailures() {}

    static @Nullable String sentence(EngineAddress address, IOException failure) {
        String sentence = failure instanceof SSLException ? alongCauses(address, failure) : null;
        // When sending failed first, what the engine said about it has been suppressed.
        for (Throwable other : failure.getSuppressed()) {
            if (sentence == null && other instanceof SSLException) {
                sentence = alongCauses(address, other);
            }
        }
        return sentence;
    }

    private static @Nullable String alongCauses(EngineAddress address, Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String sentence = of(address, each);
            if (sentence != null) {
                return sentence;
            }
        }
        return null;
    }

    private static @Nullable String of(EngineAddress address, Throwable each) {
        String message = String.valueOf(each.getMessage());
        if (each instanceof CertificateExpiredException || reason(each) == BasicReason.EXPIRED) {
            return "the engine's certificate has expired (" + message + "). Make a new one for the engine.";
        }
        if (each instanceof CertificateNotYetValidException || reason(each) == BasicReason.NOT_YET_VALID) {
            return "the engine's certificate isn't valid yet (" + message + "). Set the clocks of both machines.";
        }
        if (each instanceof CertPathBuilderException || each instanceof CertPathValidatorException) {
            return "the engine's certificate is signed by an authority that isn't trusted here (" + message
                    + "). Give the authority's certificate: ca.pem in the folder DOCKER_CERT_PATH, or TlsSettings.";
        }
        if (each instanceof CertificateException
                && (message.contains("No subject alternative") || message.contains("No name matching"))) {
            return "the engine's certificate isn't made out to '" + address.host() + "' (" + message
                    + "). Use the name that is in it, or make one with this name as subjectAltName.";
        }
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return refused(alert.group(1));
        }
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return "what listens there doesn't speak TLS. Use tcp:// without TLS settings, or the port for TLS (usually"
                    + " 2376).";
        }
        if (each instanceof EOFException || message.startsWith("closed in the handshake")) {
            return "the connection was closed in the middle of the TLS handshake (" + message
                    + "). Most likely the engine"
                    + " refuses the client's certificate, or the lack of one: look at cert.pem and key.pem. Or it doesn't"
                    + " speak TLS on this port; for that it is usually 2376.";
        }
        return null;
    }

    private static CertPathValidatorException.@Nullable Reason reason(Throwable each) {
        return each instanceof CertPathValidatorException path ? path.getReason() : null;
    }

    private static String refused(String alert) {
        if (OUR_CERTIFICATE.contains(alert)) {
            return "the engine refuses the client's certificate, or the lack of one (TLS alert " + alert
                    + "). Give one that is signed by the engine's authority: cert.pem and key.pem in the folder"
                    + " DOCKER_CERT_PATH, or TlsSettings.";
        }
        return "the engine ended the TLS handshake (alert " + alert
                + "). Do both sides have a version of TLS and a cipher" + " in common? Java speaks TLS 1.2 and 1.3.";
    }
}
