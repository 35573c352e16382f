@NullMarked
package dev.drydock.junit.internal.plan;

import org.jspecify.annotations.NullMarked;
