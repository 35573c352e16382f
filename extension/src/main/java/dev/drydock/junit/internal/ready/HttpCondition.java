package dev.drydock.junit.internal.ready;

import dev.drydock.junit.internal.plan.HttpPlan;
import dev.drydock.junit.internal.session.ContainerWatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** A web server in the container answers as it should. */
final class HttpCondition extends BesideCondition {
    private static final int CONNECT_MILLIS = 1000;
    /** For the head, and for each piece of the body. */
    private static final int READ_MILLIS = 5000;

    private static final int BODY_LIMIT = 1024 * 1024;
    private static final int SHOWN = 300;

    private final HttpPlan plan;
    private final OwnAddress inside;
    private final URI address;
    /** Without the values of placeholders. */
    private final String shown;

    private final List<String> headers;
    private final String user;
    private boolean listens;

    /**
     * @param fill fills in placeholders
     * @param inside the port at the container's own address, where this machine may be able to reach it
     * @param host where the port is published
     * @param hostPort as which
     */
    HttpCondition(
            HttpPlan plan,
            UnaryOperator<String> fill,
            Optional<InetSocketAddress> inside,
            String host,
            int hostPort,
            ContainerWatch watch,
            Executor threads) {
        super(watch, threads);
        this.plan = plan;
        this.inside = new OwnAddress(inside);
        String shownHost = host.contains(":") ? "[" + host + "]" : host;
        String server = (plan.tls() ? "https" : "http") + "://" + shownHost + ":" + hostPort;
        this.shown = server + plan.target();
        this.address = address(server, fill.apply(plan.target()));
        this.headers =
                plan.headers().stream().map(each -> header(fill.apply(each))).toList();
        this.user = fill.apply(plan.user());
    }

    private URI address(String server, String target) {
        try {
            return new URI(server + target);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "http = \"" + plan.target() + "\": with its placeholders filled in, it isn't a path and query: "
                            + e.getReason(),
                    null);
        }
    }

    private static String header(String header) {
        if (header.indexOf('\n') >= 0 || header.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("http: header " + header.substring(0, header.indexOf(':'))
                    + ": with its placeholders filled in, it has a line break");
        }
        return header;
    }

    /** A request takes many times what a connection does, and until then there are many looks. */
    @Override
    @Nullable
    String seenAtOnce() {
        listens = inside.ask() != OwnAddress.Answer.REFUSES;
        return listens ? null : "nothing listens on port " + plan.port() + " in the container";
    }

    @Override
    Look look() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            try {
                return ask(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return new Look(false, "no answer from " + shown + ": " + e.getMessage());
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
        for (String header : headers) {
            int colon = header.indexOf(':');
            connection.setRequestProperty(
                    header.substring(0, colon), header.substring(colon + 1).strip());
        }
        if (!user.isEmpty()) {
            byte[] login = user.getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        int status = connection.getResponseCode();
        if (!plan.takes(status)) {
            return new Look(false, shown + " answered " + status + shown(body(connection, SHOWN)));
        }
        for (HttpPlan.Header each : plan.answerHeaders()) {
            List<String> values = values(connection, each.name());
            Pattern pattern = each.value().compiled();
            if (values.stream().noneMatch(value -> pattern.matcher(value).find())) {
                return new Look(
                        false,
                        shown + " answered " + status + " with "
                                + (values.isEmpty() ? "no header " + each.name() : each.name() + ": " + values));
            }
        }
        if (plan.body().isEmpty()) {
            return new Look(true, "");
        }
        String body = body(connection, BODY_LIMIT);
        return new Look(plan.body().get().compiled().matcher(body).find(), shown + " answered " + status + shown(body));
    }

    private static List<String> values(HttpURLConnection connection, String name) {
        return connection.getHeaderFields().entrySet().stream()
                // The status line has no name.
                .filter(each -> name.equalsIgnoreCase(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .toList();
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
                + (plan.answerHeaders().isEmpty() ? "" : " with " + plan.answerHeaders())
                + plan.body().map(pattern -> " with \"" + pattern + "\"").orElse("");
    }

    @Override
    public long maxPauseMillis() {
        return 10;
    }

    @Override
    public int partOfWaited() {
        return listens ? super.partOfWaited() : OwnAddress.PART_OF_WAITED;
    }
}
