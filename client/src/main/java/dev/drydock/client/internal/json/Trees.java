package dev.drydock.client.internal.json;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as Jackson's trees, for what has no shape of its own. Apart from {@link Json}: setting Jackson's mapper up takes longer
 * than starting a container, and most calls need none.
 */
public final class Trees {
    /** Shared; thread-safe. */
    public static final JsonMapper MAPPER = new JsonMapper(Json.FACTORY.copy());

    private Trees() {}
}
