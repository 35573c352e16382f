package dev.drydock.junit.internal.ready;

import dev.drydock.junit.internal.plan.HttpPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executor;
import javax.net.ssl.HttpsURLConnection;

/** A web server in the container answers as it should. */
final class HttpCondition extends BesideCondition {
    private static final int CONNECT_MILLIS = 1000;
    /** For the head, and for each piece of the body. */
    private static final int READ_MILLIS = 5000;

    private static final int BODY_LIMIT = 1024 * 1024;
    private static final int SHOWN = 300;

    private final HttpPlan plan;
    private final URI address;

    /**
     * @param host where the port is published
     * @param hostPort as which
     */
    HttpCondition(HttpPlan plan, String host, int hostPort, ContainerWatch watch, Executor threads) {
        super(watch, threads);
        this.plan = plan;
        String shownHost = host.contains(":") ? "[" + host + "]" : host;
        this.address = URI.create((plan.tls() ? "https" : "http") + "://" + shownHost + ":" + hostPort + plan.target());
    }

    @Override
    Look look() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            try {
                return ask(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return new Look(false, "no answer from " + address + ": " + e.getMessage());
        }
    }

    private Look ask(HttpURLConnection connection) throws IOException {
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(plan.method());
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(AnyCertificate.SOCKETS);
            secure.setHostnameVerifier((host, session) -> true);
        }
        for (String header : plan.headers()) {
            int colon = header.indexOf(':');
            connection.setRequestProperty(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        if (!plan.user().isEmpty()) {
            byte[] user = plan.user().getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
        }
        int status = connection.getResponseCode();
        if (!plan.takes(status)) {
            return new Look(false, address + " answered " + status + shown(body(connection, SHOWN)));
        }
        if (plan.body().isEmpty()) {
            return new Look(true, "");
        }
        String body = body(connection, BODY_LIMIT);
        return new Look(plan.body().get().matcher(body).find(), address + " answered " + status + shown(body));
    }

    private static String shown(String body) {
        String text = body.strip();
        return text.isEmpty() ? "" : ": " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }

    private static String body(HttpURLConnection connection, int limit) throws IOException {
        InputStream error = connection.getErrorStream();
        if (error == null && connection.getResponseCode() >= 400) {
            return "";
        }
        try (InputStream body = error != null ? error : connection.getInputStream()) {
            return new String(body.readNBytes(limit), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String shown() {
        return plan + " answers "
                + (plan.statuses().isEmpty() ? "200 to 399" : plan.statuses())
                + plan.body().map(pattern -> " with \"" + pattern + "\"").orElse("");
    }

    @Override
    public long maxPauseMillis() {
        return 100;
    }
}
