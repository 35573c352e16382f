package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Framing;
import dev.drydock.client.internal.Request;
import dev.drydock.client.internal.Response;
import java.util.function.BooleanSupplier;

/** Logs of services and tasks. */
final class TaskOutput {
    private TaskOutput() {}

    /** @param asked asks the engine whether there is a terminal */
    static OutputFrames open(
            Exchange exchange, DockerOnly docker, Request request, LogOptions options, BooleanSupplier asked) {
        if (!options.stdout() && !options.stderr()) {
            throw new IllegalArgumentException(
                    "Cannot " + request.doing() + ": nothing of them is chosen. Choose stdout, stderr or both.");
        }
        if (options.until() != null) {
            throw new IllegalArgumentException("Cannot " + request.doing()
                    + ": the engine knows no end of such logs and would give all of them. Leave 'until' out.");
        }
        ContainerStreams.check(request.doing(), options.since());
        request.query("stdout", options.stdout())
                .query("stderr", options.stderr())
                .query("follow", options.follow())
                .query("timestamps", options.timestamps())
                .query("tail", options.tail() < 0 ? "all" : options.tail())
                .query("since", ContainerStreams.moment(exchange, options.since()))
                .patient();
        docker.check(request.doing());
        BooleanSupplier tty = asked;
        if (!Framing.isTold(exchange.version())) {
            // Beforehand, so that a service that isn't there is said to be so.
            boolean known = asked.getAsBoolean();
            tty = () -> known;
        }
        Response response = exchange.send(request);
        try {
            boolean raw = Framing.isRaw(response, exchange.version(), false, tty);
            return new OutputFrames(exchange, request.doing(), response, raw);
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }
}
