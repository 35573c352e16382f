@NullMarked
package dev.drydock.client.internal.http;

import org.jspecify.annotations.NullMarked;
