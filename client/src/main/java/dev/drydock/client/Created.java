package dev.drydock.client;

import java.util.Objects;

/**
 * What an engine answers when it has created something.
 *
 * @param id of what was created
 */
record Created(String id) {
    Created {
        Objects.requireNonNull(id, "the engine gave no Id");
    }
}
