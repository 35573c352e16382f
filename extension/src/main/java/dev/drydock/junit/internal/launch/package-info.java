@NullMarked
package dev.drydock.junit.internal.launch;

import org.jspecify.annotations.NullMarked;
