@NullMarked
package dev.drydock.client.internal;

import org.jspecify.annotations.NullMarked;
