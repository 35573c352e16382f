@NullMarked
package dev.drydock.client.internal.transport;

import org.jspecify.annotations.NullMarked;
