/** The command {@code drydock}. */
@NullMarked
package dev.drydock.cli;

import org.jspecify.annotations.NullMarked;
