package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Framing;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.json.Json;
import dev.drydock.client.model.ContainerDetails;
import dev.drydock.client.model.ContainerStats;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What comes out of a container bit by bit. */
final class ContainerStreams {
    private static final ApiVersion ONE_SHOT = new ApiVersion(1, 41);
    private static final String STOPPED = "container is stopped";

    private final Exchange exchange;

    ContainerStreams(Exchange exchange) {
        this.exchange = exchange;
    }

    OutputFrames logs(String container, LogOptions options) {
        String doing = doing("read the logs of", container);
        if (!options.stdout() && !options.stderr()) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": nothing of them is chosen. Choose stdout, stderr or both.");
        }
        check(doing, options.since());
        check(doing, options.until());
        Request request = Request.get(doing, "containers", Containers.name(container), "logs")
                .query("stdout", options.stdout())
                .query("stderr", options.stderr())
                .query("follow", options.follow())
                .query("timestamps", options.timestamps())
                .query("tail", options.tail() < 0 ? "all" : options.tail())
                .patient();
        Exchange once = exchange.oneCall();
        BooleanSupplier tty = tty(once, doing, container);
        Response response = once.send(
                request.query("since", moment(once, options.since())).query("until", moment(once, options.until())));
        return new OutputFrames(once, doing, response, isRaw(once, response, false, tty));
    }

    static void check(String doing, @Nullable Instant moment) {
        if (moment != null && moment.getEpochSecond() < 0) {
            throw new IllegalArgumentException("Cannot " + doing + ": " + moment + " is before 1970.");
        }
    }

    /** As the engine takes it, with nine places. */
    static @Nullable String moment(Exchange once, @Nullable Instant moment) {
        if (moment == null) {
            return null;
        }
        // Of a number, Podman takes seven places or so.
        return once.isPodman()
                ? moment.toString()
                : String.format(Locale.ROOT, "%d.%09d", moment.getEpochSecond(), moment.getNano());
    }

    Attachment attach(String container, AttachOptions options) {
        String doing = doing("attach to", container);
        if (!options.stdin() && !options.stdout() && !options.stderr()) {
            throw new IllegalArgumentException(
                    "Cannot " + doing + ": nothing of it is chosen. Choose stdin, stdout or stderr.");
        }
        if (!options.logs() && !options.stream()) {
            throw new IllegalArgumentException("Cannot " + doing
                    + ": neither what was written before is wanted nor what" + " comes. Choose logs or stream.");
        }
        Request request = Request.post(doing, "containers", Containers.name(container), "attach")
                .query("stream", options.stream())
                .query("stdin", options.stdin())
                .query("stdout", options.stdout())
                .query("stderr", options.stderr())
                .query("logs", options.logs())
                .query("detachKeys", options.detachKeys())
                .header("Connection", "Upgrade")
                .header("Upgrade", "tcp")
                .patient();
        Exchange once = exchange.oneCall();
        BooleanSupplier tty = tty(once, doing, container);
        Response response = once.send(request);
        boolean raw = isRaw(once, response, true, tty);
        // Older Podman leaves the line break of each line in its log out of the frame's length.
        boolean breaks = options.logs() && once.isPodman();
        return new Attachment(once, doing, response, raw, breaks);
    }

    private static BooleanSupplier tty(Exchange once, String doing, String container) {
        if (Framing.isTold(once.version())) {
            return () -> hasTty(once, doing, container);
        }
        boolean known = hasTty(once, doing, container);
        return () -> known;
    }

    private static boolean hasTty(Exchange once, String doing, String container) {
        return details(once, doing, container).config().tty();
    }

    private static ContainerDetails details(Exchange once, String doing, String container) {
        return once.json(Request.get(doing, "containers", Containers.name(container), "json"), ContainerDetails.class);
    }

    private static boolean isRaw(Exchange once, Response response, boolean hijack, BooleanSupplier tty) {
        try {
            return Framing.isRaw(response, once.version(), hijack, tty);
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private Request sample(String container) {
        Request request = statsOf(container).query("stream", false);
        // Without one-shot the engine takes two samples, a second or two apart, to compare them.
        return request.query("one-shot", exchange.version().isAtLeast(ONE_SHOT) ? true : null);
    }

    ContainerStats stats(String container) {
        Request request = sample(container);
        ContainerStats stats = ofRunning(container, request, ContainerStats.class);
        if (STOPPED.equals(stats.more().get("cause"))) {
            // Podman 5 sends the error in the place of a sample, with a status of success.
            throw notRunning(container, request, STOPPED);
        }
        return stats;
    }

    /** What only a running container has. Of another one Podman 4 says nothing at all, with a status of success. */
    <T> T ofRunning(String container, Request request, Class<T> type) {
        Exchange once = exchange.oneCall();
        try (Response response = once.send(request)) {
            PushbackInputStream body = new PushbackInputStream(response.body());
            int first = body.read();
            if (first >= 0) {
                body.unread(first);
            } else if (!details(once, request.doing(), container).state().running()) {
                throw notRunning(container, request, "");
            }
            T value = Json.read(body, type);
            response.finish();
            return value;
        } catch (IOException e) {
            throw once.failed(request.doing(), e);
        }
    }

    private static ConflictException notRunning(String container, Request request, String words) {
        return new ConflictException(
                "Cannot " + request.doing() + ": it isn't running.",
                new ErrorAnswer(200, "GET", "/containers/" + container, words, ""));
    }

    StatsStream samples(String container) {
        Request request = statsOf(container).query("stream", true).patient();
        return new StatsStream(exchange, doing("follow the stats of", container), exchange.send(request));
    }

    private static Request statsOf(String container) {
        return Request.get(doing("read the stats of", container), "containers", Containers.name(container), "stats");
    }

    ArchiveStream export(String container) {
        String doing = doing("export", container);
        Response response = exchange.send(Request.get(doing, "containers", Containers.name(container), "export")
                .patient());
        return new ArchiveStream(exchange, doing, response, null);
    }

    private static String doing(String what, String container) {
        return what + " container '" + container + "'";
    }
}
