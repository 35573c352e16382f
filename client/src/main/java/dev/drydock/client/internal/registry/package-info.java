@NullMarked
package dev.drydock.client.internal.registry;

import org.jspecify.annotations.NullMarked;
