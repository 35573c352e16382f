@NullMarked
package dev.drydock.client.internal.json;

import org.jspecify.annotations.NullMarked;
