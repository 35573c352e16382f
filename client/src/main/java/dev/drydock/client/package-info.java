/**
 * A lean client for the Docker Engine API: {@link dev.drydock.client.DockerClient} is the entry point.
 *
 * <p>Everything in this package is safe for use by several threads unless a type says otherwise. Until version 1.0 the
 * API may change between minor versions.
 */
@NullMarked
package dev.drydock.client;

import org.jspecify.annotations.NullMarked;
