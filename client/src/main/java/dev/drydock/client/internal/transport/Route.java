package dev.drydock.client.internal.transport;

import dev.drydock.client.EngineAddress;

/**
 * An engine and the way to it.
 *
 * @param address of the engine
 * @param connector opens connections there
 */
public record Route(EngineAddress address, Connector connector) {}
