@NullMarked
package dev.drydock.client.internal.discovery;

import org.jspecify.annotations.NullMarked;
