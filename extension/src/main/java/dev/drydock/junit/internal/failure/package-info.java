@NullMarked
package dev.drydock.junit.internal.failure;

import org.jspecify.annotations.NullMarked;
