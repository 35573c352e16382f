@NullMarked
package dev.drydock.junit.internal.session;

import org.jspecify.annotations.NullMarked;
