package dev.drydock.client;

import dev.drydock.client.internal.Exchange;
import dev.drydock.client.internal.Response;
import dev.drydock.client.internal.stream.JsonRecords;
import dev.drydock.client.model.ContainerStats;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What a container uses, about once a second. */
public final class StatsStream extends EngineStream<ContainerStats> {
    private final Response response;
    private final JsonRecords<ContainerStats> samples;

    StatsStream(Exchange exchange, String doing, Response response) {
        super(exchange, doing, response);
        this.response = response;
        this.samples = new JsonRecords<>(response.body(), ContainerStats.class);
    }

    @Override
    @Nullable
    ContainerStats read() throws IOException {
        return samples.next();
    }

    @Override
    InputStream bytes() {
        return response.body();
    }
}
