@NullMarked
package dev.drydock.junit.internal.ready;

import org.jspecify.annotations.NullMarked;
