package dev.drydock.client.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a plugin wants to be allowed: a line of {@code GET /plugins/privileges}.
 *
 * @param name such as {@code network}, {@code mount}, {@code device}, {@code capabilities}
 * @param description in words
 * @param value what exactly, such as {@code host}
 */
public record PluginPrivilege(
        @Nullable String name, @Nullable String description, List<String> value) {
    /** Replaces what wasn't sent. */
    public PluginPrivilege {
        value = Values.orEmpty(value);
    }
}
