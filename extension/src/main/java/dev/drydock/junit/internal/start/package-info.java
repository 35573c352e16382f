@NullMarked
package dev.drydock.junit.internal.start;

import org.jspecify.annotations.NullMarked;
