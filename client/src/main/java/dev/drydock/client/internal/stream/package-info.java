@NullMarked
package dev.drydock.client.internal.stream;

import org.jspecify.annotations.NullMarked;
