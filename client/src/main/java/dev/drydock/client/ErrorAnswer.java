package dev.drydock.client;

import java.io.Serializable;

/**
 * An engine's answer that isn't success.
 *
 * @param status the HTTP status
 * @param method the request's method
 * @param path the request's path, without its query
 * @param engineMessage the engine's own words, taken out of JSON where it sent JSON; empty when it gave none
 * @param body the body as it came, at most 1 MiB of it
 */
public record ErrorAnswer(int status, String method, String path, String engineMessage, String body)
        implements Serializable {}
